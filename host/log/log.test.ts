import { cpSync, mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import { describe as inWords } from './catalogue.ts';
import type { FieldsOf } from './catalogue.ts';
import { openLog } from './log.ts';
import type { Log, LogOptions } from './log.ts';

const session = '00000000000000a1';
let dataDir: string;
let now: number;
let log: Log;
let lines: string[];

const clock = { now: () => now, monotonic: () => now, setTimer: () => ({ cancel: () => {} }) };
const open = (options: Partial<LogOptions> = {}): Log =>
  openLog({ dataDir, clock, maxEntries: 1000, strict: true, mirror: null, ...options });
const reopen = (options: Partial<LogOptions>): void => {
  log.close();
  log = open(options);
};
/** As a caller with a bug would: past the compiler. */
const cardRead = (fields: Record<string, unknown>): void =>
  log.write('card.read', fields as FieldsOf<'card.read'>);

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-log-'));
  now = Date.parse('2026-05-06T09:00:00Z');
  lines = [];
  log = open();
});
afterEach(() => {
  log.close();
  rmSync(dataDir, { recursive: true });
});

describe('an entry', () => {
  it('is kept over a restart with time, severity, session and device', () => {
    log.write(
      'card.read-failed',
      { device: 'id-card', condition: 'card.torn', code: 'condition' },
      { session },
    );
    reopen({});
    expect(log.entries()).toEqual([
      {
        seq: 1,
        at: now,
        event: 'card.read-failed',
        severity: 'warning',
        session,
        device: 'id-card',
        fields: { device: 'id-card', condition: 'card.torn', code: 'condition' },
      },
    ]);
  });

  it('takes its severity from the device condition that it tells of', () => {
    log.write('device.condition.raised', {
      device: 'ticket-printer',
      condition: 'paper.out',
      action: 'attendant',
      severity: 'error',
    });
    expect(log.entries()[0]?.severity).toBe('error');
  });

  it('reads as a sentence with the next step, in both languages', () => {
    const entry = { event: 'card.read-failed', fields: { device: 'id-card', condition: 'card.torn' } };
    expect(inWords(entry, 'en').sentence).toBe(
      'Id-card could not read the card: card lifted during the read.',
    );
    expect(inWords(entry, 'zh-CN').sentence).toBe('设备 id-card 读证失败：读取中证件被移开。');
    expect(inWords(entry, 'en').next).toMatch(/clean the reading area/);
    expect(inWords({ event: 'of.another.release', fields: {} }, 'en').sentence).toBe('of.another.release');
  });

  it('goes to the mirror as one line', () => {
    reopen({ mirror: (line) => lines.push(line) });
    log.write('rpc.refused', { refusal: 'no-token' });
    log.write('number.void', { number: 'A012', reason: 'idle', op: `${session}-1` }, { session });
    expect(lines).toEqual([
      '2026-05-06T09:00:00.000Z warning rpc.refused refusal=no-token',
      `2026-05-06T09:00:00.000Z report  number.void session=${session} number=A012 reason=idle op=${session}-1`,
    ]);
  });
});

describe('personal data', () => {
  const personal = [
    ['a Chinese name', '样例甲'],
    ['a Latin name as on a card', 'EXAMPLE, NAME'],
    ['a citizen number', '11010519491231002X'],
    ['the same in lower case', '11010519491231002x'],
    ['a residence permit number', '440524188001010014'],
    ['a foreigner number', '911124198108030024'],
    ['a number after letters', 'id-34052419800101001'],
    ['a birth date', 'b19491231'],
    ['a telephone number', '13800138000'],
    ['an address', '北京市东城区样例路1号'],
    ['something long', 'a'.repeat(200)],
  ] as const;

  it.each(personal)('such as %s throws in development, without the value in the message', (_, value) => {
    for (const field of ['device', 'kind', 'ms']) {
      let message = '';
      try {
        cardRead({ device: 'id-card', kind: 'citizen', [field]: value });
      } catch (error) {
        message = (error as Error).message;
      }
      expect(message).toContain(field);
      expect(message).not.toContain(value);
    }
    expect(log.entries()).toEqual([]);
  });

  it.each(personal)('such as %s is dropped in production, and the defect reported', (_, value) => {
    reopen({ strict: false, mirror: (line) => lines.push(line) });
    cardRead({ device: value, kind: 'citizen' });
    expect(log.entries().map(({ event, fields }) => ({ event, fields }))).toEqual([
      { event: 'log.field-refused', fields: { event: 'card.read', field: 'device' } },
      { event: 'card.read', fields: { kind: 'citizen' } },
    ]);
    expect(lines.join('\n')).not.toContain(value);
  });

  it('does not get in under a name that is not in the catalogue, nor as that name', () => {
    reopen({ strict: false });
    cardRead({ device: 'id-card', kind: 'citizen', name: 'x', 样例甲: 'x' });
    expect(log.entries().map(({ fields }) => fields)).toEqual([
      { event: 'card.read', field: 'unnamed' },
      { event: 'card.read', field: 'name' },
      { device: 'id-card', kind: 'citizen' },
    ]);
  });

  it('does not get in as a number or as the session', () => {
    reopen({ strict: false });
    cardRead({ device: 'id-card', kind: 'citizen', ms: 13_800_138_000 });
    log.write('screen.connected', {}, { session: '11010519491231002X' });
    const stored = JSON.stringify(log.entries());
    expect(stored).not.toMatch(/13800138000|11010519491231002X/);
  });

  it('cannot be given by a caller that compiles', () => {
    // @ts-expect-error the holder's name is no field of this event
    expect(() => log.write('card.read', { device: 'id-card', kind: 'citizen', name: '样例甲' })).toThrow(
      /name/,
    );
    // @ts-expect-error not a kind of card
    expect(() => log.write('card.read', { device: 'id-card', kind: 'passport' })).toThrow(/kind/);
    // @ts-expect-error a required field is missing
    expect(() => log.write('card.read', { device: 'id-card' })).toThrow(/kind/);
  });
});

describe('finding entries', () => {
  beforeEach(() => {
    log.write('screen.connected', {});
    now += 1000;
    log.write('device.link.lost', { device: 'id-card' }, { session });
    now += 1000;
    log.write('device.link.lost', { device: 'ticket-printer' });
    now += 1000;
    log.write('clock.went-back', {});
  });
  const seqs = (filter: Parameters<Log['entries']>[0]): number[] => log.entries(filter).map(({ seq }) => seq);

  it('by time, device, session, severity and event; newest first; page by page', () => {
    expect(seqs({})).toEqual([4, 3, 2, 1]);
    expect(seqs({ from: now - 2000, to: now })).toEqual([3, 2]);
    expect(seqs({ device: 'id-card' })).toEqual([2]);
    expect(seqs({ session })).toEqual([2]);
    expect(seqs({ severities: ['report'] })).toEqual([1]);
    expect(seqs({ severities: ['warning', 'error'], device: 'ticket-printer' })).toEqual([3]);
    expect(seqs({ event: 'device.link.lost' })).toEqual([3, 2]);
    expect(seqs({ limit: 2 })).toEqual([4, 3]);
    expect(seqs({ limit: 2, beforeSeq: 3 })).toEqual([2, 1]);
  });
});

describe('the disk', () => {
  it('never holds more entries than its budget, and keeps the newest', () => {
    reopen({ maxEntries: 1000 });
    let most = 0;
    for (let n = 1; n <= 2500; n++) {
      log.write('screen.lost', { closeCode: n });
      if (n % 50 === 0) most = Math.max(most, log.entries({ limit: 5000 }).length);
    }
    expect(most).toBeLessThanOrEqual(1000);
    const kept = log.entries({ limit: 5000 });
    expect(kept.length).toBeGreaterThanOrEqual(800);
    expect(kept[0]?.fields).toEqual({ closeCode: 2500 });
  });

  it('rolls off at once when the budget was made smaller', () => {
    for (let n = 0; n < 900; n++) log.write('screen.connected', {});
    reopen({ maxEntries: 100 });
    log.write('screen.connected', {});
    expect(log.entries({ limit: 5000 }).length).toBeLessThanOrEqual(100);
  });

  /** What the file itself holds, without the write-ahead log. */
  const entriesOfCopy = () => {
    const copied = join(dataDir, 'copied');
    rmSync(copied, { recursive: true, force: true });
    cpSync(join(dataDir, 'log.db'), join(copied, 'log.db'));
    const copy = open({ dataDir: copied });
    const events = copy.entries({ limit: 5000 }).map(({ event }) => event);
    copy.close();
    return events;
  };

  it('moves into its file a second after many entries, and not within a write', async () => {
    const hands = new HandClock();
    reopen({ clock: hands });
    for (let entry = 0; entry < 250; entry += 1) log.write('screen.connected', {});
    expect(entriesOfCopy()).toEqual([]);
    await hands.advance(1000);
    expect(entriesOfCopy()).toHaveLength(250);
    expect(log.entries({ limit: 5000 })).toHaveLength(250);
  });

  it('has everything in the file itself after a flush, without the write-ahead log', () => {
    log.write('power.shutdown', { device: 'ups' });
    expect(entriesOfCopy()).toEqual([]);
    log.flush();
    expect(entriesOfCopy()).toEqual(['power.shutdown']);
  });

  it('that cannot be written does not take the kiosk down', () => {
    log.close();
    expect(() => log.write('screen.connected', {})).not.toThrow();
    expect(() => log.flush()).not.toThrow();
    log = open();
  });

  it('with a damaged log starts a new one and says so', () => {
    log.close();
    writeFileSync(join(dataDir, 'log.db'), 'no database'.repeat(500));
    log = open();
    expect(log.entries()[0]).toMatchObject({ event: 'log.damaged', severity: 'error' });
    expect(readdirSync(dataDir).some((name) => name.startsWith('log.db.corrupt-'))).toBe(true);
  });
});
