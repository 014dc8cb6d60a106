import { describe, expect, test } from 'vitest';
import { LineCutter, quote, wordsOf } from './nut-text.ts';

describe('words', () => {
  test.each([
    ['VAR kiosk ups.status "OB DISCHRG"', ['VAR', 'kiosk', 'ups.status', 'OB DISCHRG']],
    [String.raw`UPS kiosk "Kiosk \"UPS\" \\ 1"`, ['UPS', 'kiosk', String.raw`Kiosk "UPS" \ 1`]],
    ['VAR kiosk ups.id ""', ['VAR', 'kiosk', 'ups.id', '']],
    ['  OK   Goodbye ', ['OK', 'Goodbye']],
    [String.raw`VAR kiosk ups.id a\ b`, ['VAR', 'kiosk', 'ups.id', 'a b']],
    ['VAR kiosk ups.mfr "山特"', ['VAR', 'kiosk', 'ups.mfr', '山特']],
    ['', []],
  ])('%j', (line, words) => {
    expect(wordsOf(line)).toEqual(words);
  });

  test('a quotation that does not end is no line', () => {
    expect(wordsOf('VAR kiosk ups.status "OL')).toBe(null);
    expect(wordsOf(String.raw`VAR kiosk ups.status "OL\"`)).toBe(null);
  });

  test.each(['plain', 'two words', 'say "yes"', String.raw`back\slash \"`, ''])(
    '%j is the same when it comes back',
    (text) => {
      expect(wordsOf(`VAR ${quote(text)} end`)).toEqual(['VAR', text, 'end']);
    },
  );
});

describe('lines', () => {
  const stream = Buffer.from('VER\r\nVAR kiosk ups.mfr "山特"\n\nOK Goodbye\n');

  test('in every split, also within a character', () => {
    for (let size = 1; size <= stream.length; size += 1) {
      const cutter = new LineCutter();
      const lines: (string | null)[] = [];
      for (let at = 0; at < stream.length; at += size)
        lines.push(...cutter.push(stream.subarray(at, at + size)));
      expect(lines).toEqual(['VER', 'VAR kiosk ups.mfr "山特"', '', 'OK Goodbye']);
    }
  });

  test('a line without an end is given up before it fills the memory', () => {
    const cutter = new LineCutter();
    const given = Array.from({ length: 5 }, () => cutter.push(Buffer.alloc(3000, 'x'))).flat();
    expect(given).toEqual([null]);
    expect(cutter.push(Buffer.from('y\nOK\n')).at(-1)).toBe('OK');
  });

  test('what has begun can be forgotten', () => {
    const cutter = new LineCutter();
    cutter.push(Buffer.from('VAR kio'));
    expect(cutter.reset()).toBe(7);
    expect(cutter.push(Buffer.from('OK\n'))).toEqual(['OK']);
  });
});
