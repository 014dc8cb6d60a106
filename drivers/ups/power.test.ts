import { describe, expect, test } from 'vitest';
import { conditionsOf, Power } from './power.ts';

const variables = (status: string, more: Record<string, string> = {}) =>
  new Map(Object.entries({ 'ups.status': status, ...more }));
const power = () => new Power({ onMs: 3000, offMs: 5000 });
const first = (status: string) => power().read(variables(status), 0);

describe('what feeds the kiosk', () => {
  test.each([
    ['OL', 'mains'],
    ['OL CHRG', 'mains'],
    ['OB DISCHRG', 'battery'],
    ['BYPASS', 'mains'],
    ['FSD OL', 'mains'],
    ['OL TRIM', 'mains'],
    ['OFF', 'unknown'],
    ['WAIT', 'unknown'],
    ['', 'unknown'],
  ])('%j: %s', (status, source) => {
    expect(first(status).power).toBe(source);
  });

  test('an outage counts after 3 s, the mains after 5 s', () => {
    const it = power();
    const at = (status: string, seconds: number) => it.read(variables(status), seconds * 1000).power;
    expect(at('OL', 0)).toBe('mains');
    expect(at('OB DISCHRG', 10)).toBe('mains');
    expect(at('OB DISCHRG', 12)).toBe('mains');
    expect(at('OB DISCHRG', 13)).toBe('battery');
    expect(at('OL CHRG', 20)).toBe('battery');
    expect(at('OL CHRG', 24)).toBe('battery');
    expect(at('OL CHRG', 25)).toBe('mains');
  });

  test('mains that come and go do not count, either way', () => {
    const it = power();
    const seen = new Set<string>();
    for (let second = 0; second < 60; second += 1)
      seen.add(it.read(variables(second % 2 === 0 ? 'OL' : 'OB DISCHRG'), second * 1000).power);
    expect([...seen]).toEqual(['mains']);
  });
});

describe('time to stop', () => {
  test.each([
    ['OB LB DISCHRG', true],
    ['FSD OL', true],
    ['FSD OB LB', true],
    ['OL CHRG LB', false],
    ['OB DISCHRG', false],
    ['LB', false],
  ])('%j: %s', (status, low) => {
    expect(first(status).low).toBe(low);
  });

  test('needs no debouncing', () => {
    const it = power();
    it.read(variables('OL'), 0);
    expect(it.read(variables('OB LB'), 1)).toMatchObject({ power: 'mains', low: true });
  });
});

test('charge and runtime, where the UPS gives them in their range', () => {
  const read = (charge: string, runtime: string) => {
    const { chargePercent, runtimeSeconds } = power().read(
      variables('OL', { 'battery.charge': charge, 'battery.runtime': runtime }),
      0,
    );
    return [chargePercent, runtimeSeconds];
  };
  expect(read('100', '1800')).toEqual([100, 1800]);
  expect(read('42.5', '0')).toEqual([42.5, 0]);
  expect(read('101', '-1')).toEqual([null, null]);
  expect(read('', 'NA')).toEqual([null, null]);
  expect(first('OL')).toMatchObject({ chargePercent: null, runtimeSeconds: null });
});

test('words that nobody knows are kept', () => {
  expect(first('OL  ECO X-1').tokens).toEqual(['OL', 'ECO', 'X-1']);
});

test.each([
  ['OL', []],
  ['OB DISCHRG', [['power.onBattery', 'warning']]],
  [
    'OB LB',
    [
      ['power.onBattery', 'warning'],
      ['power.batteryLow', 'error'],
    ],
  ],
  ['OL CHRG LB', [['power.batteryLow', 'warning']]],
  ['OL RB', [['power.replaceBattery', 'warning']]],
  ['OL OVER', [['power.overload', 'warning']]],
  [
    'OL RB OVER',
    [
      ['power.replaceBattery', 'warning'],
      ['power.overload', 'warning'],
    ],
  ],
  ['WAIT', [['power.unknown', 'warning']]],
])('%s: conditions', (status, expected) => {
  const conditions = conditionsOf(first(status));
  expect(conditions.map(({ code, severity }) => [code, severity])).toEqual(expected);
  for (const { raw } of conditions) expect(raw).toBe(status);
});
