import { describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { openItem } from '../services/catalogue.ts';
import { known } from '../services/known.ts';
import type { DeviceNow, World } from '../services/offer.ts';
import { Offers } from './offers.ts';

const ready: DeviceNow = { summary: 'ready', conditions: [], since: '2026-11-25T00:00:00.000Z' };
const roles = ['id-card', 'scanner', 'ticket-printer', 'document-printer'] as const;
const up = Object.fromEntries(Object.keys(known.ports).map((port) => [port, { up: true, since: '' }]));

interface Now {
  at: string;
  devices?: World['devices'];
  ports?: World['ports'];
}

/** Why an item is closed at a site in Shanghai. */
function closed(itemId: string, { at, devices = {}, ports = {} }: Now) {
  const clock = new (class extends HandClock {
    override now(): number {
      return Date.parse(at);
    }
  })();
  const offers = new Offers({
    devices: { all: () => ({ ...Object.fromEntries(roles.map((role) => [role, ready])), ...devices }) },
    city: { ports: () => ({ ...up, ...ports }) },
    connected: true,
    clock,
    timeZone: 'Asia/Shanghai',
    nearest: () => null,
  });
  return offers.closed(openItem(itemId))?.reason;
}

/** Both hold wherever the machine that runs this believes to be. */
describe('times are those of the site', () => {
  it('when it opens, today or another day', () => {
    expect(closed('appointment', { at: '2026-11-26T05:10:00+08:00' })).toEqual({
      'zh-CN': '现在不受理，06:00 起可办',
      en: 'Closed now. Opens 06:00',
    });
    expect(closed('appointment', { at: '2026-11-25T23:10:00+08:00' })).toEqual({
      'zh-CN': '现在不受理，11月26日 06:00 起可办',
      en: 'Closed now. Opens 26 Nov, 06:00',
    });
  });

  it('since when it has not worked', () => {
    const down: DeviceNow = { ...ready, summary: 'unavailable', since: '2026-11-25T01:05:00.000Z' };
    const devices = { 'document-printer': down };
    expect(closed('payment-record', { at: '2026-11-25T10:00:00+08:00', devices })?.en).toBe(
      'The printer does not work now. Staff have been told (since 09:05)',
    );
    expect(closed('payment-record', { at: '2026-11-26T10:00:00+08:00', devices })?.['zh-CN']).toBe(
      '打印机暂时不能用，已通知工作人员（11月25日 09:05 起）',
    );
    const ports = { payments: { up: false, since: '2026-11-25T01:05:00.000Z' } };
    expect(closed('payment-record', { at: '2026-11-25T10:00:00+08:00', ports })?.en).toMatch(
      /\(since 09:05\)$/,
    );
  });
});
