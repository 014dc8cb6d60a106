import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import defaults from '../../assets/config/default.json' with { type: 'json' };
import { lastingStates } from '../../state-machines/testing/states.ts';
import {
  expectNothingDoubled,
  expectSessionsEnded,
  finish,
  goTo,
  printer,
  reader,
  withPresenter,
} from '../support/citizen.ts';
import { serviceDeaths } from '../support/service-deaths.ts';
import { type DoomedKiosk, startDoomedKiosk } from '../support/doomed-kiosk.ts';

/**
 * The host dies on entering each state of each machine, once before the log and the sealed session know of it
 * and once after: the session is resumed or cleanly ended, no number is given twice, no ticket is printed
 * twice, and the kiosk is open again.
 */

/** The shortest that the configuration allows. */
const timeouts = { idleMs: 20_000, warningMs: 20_000, takeMs: 3000, thanksMs: 1000 };

interface Scenario {
  /** Acts like a citizen, from attract until the state is entered. */
  walk(kiosk: DoomedKiosk): Promise<unknown>;
  config?: Record<string, unknown>;
}

const to = (step: string): Scenario => ({ walk: (kiosk) => goTo(kiosk, step) });

const stopped: Scenario = {
  async walk(kiosk) {
    await goTo(kiosk, 'identify, waiting');
    await kiosk.screen.send({ type: 'CANCEL' });
    await kiosk.screen.untilScreen('attract');
  },
};

const quiet = async ({ screen }: DoomedKiosk) =>
  screen.until(({ idle }) => idle?.phase === 'warning', timeouts.idleMs + 5000);

/** The number is taken, and then the printer does not answer. */
async function toPrintProblem(kiosk: DoomedKiosk): Promise<void> {
  await goTo(kiosk, 'confirm');
  await kiosk.bench.apply(printer, 'silent');
  await kiosk.screen.send({ type: 'PRINT' });
  expect((await kiosk.screen.untilScreen('print-problem')).ticket).not.toBeNull();
}

const scenarios: Record<string, Scenario> = {
  'kiosk: idle.door.attract.listening': stopped,
  'kiosk: idle.door.attract.deaf': {
    config: { devices: defaults.devices.map((device) => ({ ...device, required: false })) },
    walk: ({ bench }) => bench.apply(printer, 'paper-out'),
  },
  'kiosk: idle.door.outOfService': { walk: ({ bench }) => bench.apply(printer, 'paper-out') },
  'kiosk: idle.shelf.front': stopped,
  'kiosk: idle.shelf.browsing': {
    walk: ({ screen }) => screen.send({ type: 'BROWSE', theme: null, text: '', from: 0 }),
  },
  'kiosk: idle.comfort.standard': stopped,
  'kiosk: idle.comfort.changed': {
    walk: ({ screen }) => screen.send({ type: 'SET', settings: { language: 'en' } }),
  },
  'kiosk: session': to('identify, waiting'),
  'kiosk: wiping': stopped,
  'session: active.identify': to('identify, waiting'),
  'session: active.serving': to('choose'),
  'session: takeThings': to('take'),
  'session: thanks': to('thanks'),
  // Only a printer with a presenter stays in it.
  'session: retracting': { ...to('thanks'), config: { devices: withPresenter } },
  'countdown: counting.quiet': to('identify, waiting'),
  'countdown: counting.warning': {
    async walk(kiosk) {
      await goTo(kiosk, 'identify, waiting');
      await quiet(kiosk);
    },
  },
  'countdown: counting.paused': to('identify, reading'),
  'identify: waiting': to('identify, waiting'),
  'identify: reading': to('identify, reading'),
  'identify: problem': {
    async walk(kiosk) {
      await kiosk.bench.apply(reader, 'read-fails');
      await goTo(kiosk, 'identify, reading');
      await kiosk.screen.untilScreen('identify-problem');
    },
  },
  'queue-ticket: choosing.loading': to('choose'),
  'queue-ticket: choosing.ready': to('choose'),
  'queue-ticket: choosing.recounting': {
    async walk(kiosk) {
      await goTo(kiosk, 'confirm');
      await kiosk.screen.send({ type: 'BACK' });
      await kiosk.screen.untilScreen('choose');
    },
  },
  'queue-ticket: confirm': to('confirm'),
  'queue-ticket: issuing.taking': to('issuing'),
  'queue-ticket: issuing.printing': to('issuing'),
  'queue-ticket: problem': { walk: toPrintProblem },
  'queue-ticket: leaving.voiding': {
    async walk(kiosk) {
      await toPrintProblem(kiosk);
      await kiosk.screen.send({ type: 'CANCEL' });
    },
  },
  'take-things: card.recent': to('take'),
  'take-things: card.left': {
    async walk(kiosk) {
      await goTo(kiosk, 'take');
      await expect
        .poll(() => kiosk.logged('card.left-behind'), { timeout: timeouts.idleMs + 5000 })
        .not.toEqual([]);
    },
  },
  'take-things: cardHint': {
    async walk(kiosk) {
      await goTo(kiosk, 'take');
      await kiosk.bench.unplug(reader);
      await kiosk.screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
    },
  },
  'take-things: ticket.presented': to('thanks'),
  'take-things: ticket.hint': to('thanks'),
};

/** Of service items, in `kill-services.test.ts`. */
const services = new Set(serviceDeaths.flatMap(({ deaths }) => deaths.map(({ state }) => state)));

/** In which nothing can be told to happen, and why. */
const elsewhere: Record<string, string> = {
  'kiosk: starting': 'entered before anything is logged; killed from outside in kill-host.test.ts',
  'identify: resolving': "the kiosk's queue takes no codes; reached in state-machines/identify.test.ts",
  'kiosk: idle.door.attract.failed': 'no driver refuses to be listened to; reached in state-machines only',
  'fill: failed': 'only a fault of ours leads there; reached in state-machines only',
};

it('every state in which a machine can be found has a scenario', () => {
  expect([...Object.keys(scenarios), ...services, ...Object.keys(elsewhere)].toSorted()).toEqual(
    lastingStates.toSorted(),
  );
});

describe.concurrent.each(['entering', 'kept'] as const)('the host dies (%s)', (moment) => {
  it.each(Object.entries(scenarios))(
    'in %s',
    async (state, { walk, config }) => {
      const kiosk = await startDoomedKiosk({ timeouts, ...config });
      try {
        const { screen, bench } = kiosk;
        await screen.untilScreen('attract');
        kiosk.dieAt({ state, moment });
        const lost = screen.lost(50_000);
        await Promise.race([lost, walk(kiosk)]);
        await lost;
        await bench.apply(reader, 'normal');
        await bench.apply(printer, 'normal');
        await bench.plug(reader);
        // A printer that is off-line is asked every 15 s.
        await screen.until(
          ({ screen: { name } }) => name !== 'starting' && name !== 'out-of-service',
          20_000,
        );
        await finish(kiosk);

        expect((await expectNothingDoubled(kiosk)).length).toBeLessThanOrEqual(1);
        expectSessionsEnded(kiosk);
        expect(kiosk.logged('host.restarted')).toHaveLength(1);
        if (moment === 'kept') {
          const inSession = !/^kiosk: (idle|wiping)/.test(state);
          expect(kiosk.logged('session.resumed')).toHaveLength(inSession ? 1 : 0);
        }
        for (const event of [
          'host.fault',
          'log.field-refused',
          'store.damaged',
          'store.numbers-missing',
        ] as const)
          expect(kiosk.logged(event)).toEqual([]);
        expect(existsSync(join(kiosk.dataDir, 'session.sealed'))).toBe(false);
      } finally {
        await kiosk.stop();
      }
    },
    90_000,
  );
});
