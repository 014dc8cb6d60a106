import { describe, expect, it } from 'vitest';
import { nextLayout, rowsOf, withoutSwitch } from './layouts.ts';

const characters = (layout: Parameters<typeof rowsOf>[0]) =>
  rowsOf(layout)
    .flat()
    .filter(({ action }) => action === null)
    .map(({ name }) => name);

describe('layouts', () => {
  it.each(['pinyin', 'letters', 'symbols', 'digits', 'phone'] as const)(
    '%s: all rows are equally wide',
    (layout) => {
      const widths = rowsOf(layout).map((row) => row.reduce((sum, { span }) => sum + span, 0));
      expect(new Set(widths).size).toBe(1);
    },
  );

  it.each(['pinyin', 'letters', 'symbols', 'digits', 'phone'] as const)(
    '%s: can delete, clear, move, end',
    (layout) => {
      const actions = rowsOf(layout)
        .flat()
        .map(({ action }) => action);
      for (const action of ['backspace', 'clear', 'all', 'left', 'right', 'done'])
        expect(actions).toContain(action);
    },
  );

  it('have what identity numbers, addresses and e-mail need', () => {
    expect(characters('digits').sort()).toEqual([...'0123456789X']);
    for (const character of 'abcdefghijklmnopqrstuvwxyz0123456789')
      expect(characters('letters')).toContain(character);
    for (const character of '@.-_+/#（）·，') expect(characters('symbols')).toContain(character);
  });

  it('keep their width without the key that changes them', () => {
    const [, , , last = []] = rowsOf('digits');
    expect(withoutSwitch(last).map(({ name, span }) => [name, span])).toEqual([
      ['X', 4],
      ['0', 4],
      ['done', 8],
    ]);
    const [first = []] = rowsOf('digits');
    expect(withoutSwitch(first)).toEqual(first);
  });

  it('follow one another', () => {
    expect(nextLayout(['pinyin', 'letters'], 'letters')).toBe('pinyin');
    expect(nextLayout(['digits'], 'digits')).toBe('digits');
  });
});
