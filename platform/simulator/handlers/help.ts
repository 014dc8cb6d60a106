import type { help } from '../../ports/help.ts';
import { instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

/** What the city promises; the simulated helpers are twice as quick, one call after the other. */
const promisedMs = 60_000;
const answeredMs = 30_000;

interface Call {
  answeredAt: number;
  endedAt: number | null;
}

export function helpHandlers(city: City): Handlers<typeof help> {
  const calls = new Map<string, Call>();
  const waiting = (before: number) =>
    [...calls.values()].filter(
      ({ answeredAt, endedAt }) => endedAt === null && answeredAt > city.now() && answeredAt < before,
    ).length;
  return {
    call({ language }) {
      // At night nobody is there who speaks English.
      const hour = Number(instantOf(city.now()).slice(11, 13));
      if (language === 'en' && (hour < 8 || hour >= 20)) return { refusal: 'nobodyThere' };
      const ahead = waiting(Infinity);
      const call = city.serial('BB');
      calls.set(call, { answeredAt: city.now() + answeredMs * (ahead + 1), endedAt: null });
      return { data: { call, ahead, promisedAt: instantOf(city.now() + promisedMs) }, freshMs: 5000 };
    },
    state({ call }) {
      const found = calls.get(call);
      if (!found) return { refusal: 'unknownCall' };
      const { answeredAt, endedAt } = found;
      const state = endedAt !== null ? 'ended' : answeredAt <= city.now() ? 'answered' : 'waiting';
      const room = state === 'answered' ? `https://help.platform.example/r/${call}` : null;
      return { data: { state, ahead: state === 'waiting' ? waiting(answeredAt) : 0, room }, freshMs: 5000 };
    },
    hangUp({ call }) {
      const found = calls.get(call);
      if (!found) return { refusal: 'unknownCall' };
      const endedAt = found.endedAt ?? city.now();
      calls.set(call, { ...found, endedAt });
      return { data: { endedAt: instantOf(endedAt) } };
    },
  };
}
