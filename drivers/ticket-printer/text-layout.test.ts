import { describe, expect, test } from 'vitest';
import { cellsOf, glyphs, wrap } from './text-layout.ts';

const broken = (text: string, columns: number) =>
  wrap(text, columns).map((line) => line.map((glyph) => glyph.text).join(''));

describe('breaking text into lines', () => {
  test('Chinese takes two cells a character and breaks between characters', () => {
    expect(broken('政务服务中心', 8)).toEqual(['政务服务', '中心']);
    expect(broken('政务服务中心', 7)).toEqual(['政务服', '务中心']);
  });

  test('a Latin word stays whole where it fits, and the blank at the break goes', () => {
    expect(broken('Please take your ticket', 11)).toEqual(['Please take', 'your ticket']);
    expect(broken('Abcdefghijkl', 5)).toEqual(['Abcde', 'fghij', 'kl']);
  });

  test('closing punctuation takes a character along instead of starting a line', () => {
    expect(broken('请您收好号票。', 12)).toEqual(['请您收好号', '票。']);
  });

  test('no line is ever wider than the paper', () => {
    const text = '综合窗口,请在 Window 12 等候叫号。Thank you very much for waiting!样例甲𠮷';
    for (let columns = 2; columns < 60; columns += 1) {
      const lines = wrap(text, columns);
      for (const line of lines) expect(cellsOf(line)).toBeLessThanOrEqual(columns);
      const all = lines.flatMap((line) => line.map((glyph) => glyph.text)).join('');
      expect(all.replaceAll(' ', '')).toBe(text.replaceAll(' ', ''));
    }
  });

  test('an empty text is an empty line', () => {
    expect(broken('', 48)).toEqual(['']);
  });

  test('a variation selector stays with its character, which is then drawn', () => {
    expect(glyphs('葛\u{e0100}城')).toMatchObject([
      { text: '葛\u{e0100}', cells: 2, bytes: null },
      { text: '城' },
    ]);
  });

  test('commands in the text do not reach the printer', () => {
    expect(glyphs('A\x1b@\x10\x04B').map(({ text }) => text)).toEqual(['A', ' ', '@', ' ', 'B']);
  });
});
