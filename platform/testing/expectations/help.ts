import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const asked = { mode: 'video' as const, language: 'zh-CN' as const, step: 'confirm' };

export function helpExpectations(side: () => Side): void {
  it('has somebody come within a minute, one caller after the other', async () => {
    const { city, clock } = side();
    const { call, ahead, promisedAt } = data(await city.help.call(asked));
    expect([ahead, Date.parse(promisedAt) - clock.now()]).toEqual([0, 60_000]);
    const { call: second } = data(await city.help.call(asked));
    expect(data(await city.help.state({ call: second }))).toEqual({ state: 'waiting', ahead: 1, room: null });
    await clock.hand.advance(30_000);
    expect(data(await city.help.state({ call }))).toMatchObject({ state: 'answered' });
    expect(data(await city.help.state({ call: second }))).toEqual({ state: 'waiting', ahead: 0, room: null });
    const { endedAt } = data(await city.help.hangUp({ call }, { key: newKey() }));
    await clock.hand.advance(1000);
    expect(data(await city.help.hangUp({ call }, { key: newKey() })).endedAt).toBe(endedAt);
    expect(data(await city.help.state({ call })).state).toBe('ended');
  });

  it('says where nobody is there', async () => {
    const { city, clock } = side();
    expect(refusal(await city.help.state({ call: 'BB-0' }))).toBe('unknownCall');
    expect(refusal(await city.help.hangUp({ call: 'BB-0' }, { key: newKey() }))).toBe('unknownCall');
    await clock.hand.advance(12 * 3_600_000);
    expect(refusal(await city.help.call({ ...asked, language: 'en' }))).toBe('nobodyThere');
  });
}
