import { describe, expect, test } from 'vitest';
import { printerBytes } from './two-byte.ts';

const gb18030 = new TextDecoder('gb18030');

describe('bytes for the printer’s Chinese font', () => {
  test('every character that has two bytes reads back with an independent decoder', () => {
    const differing: string[] = [];
    let count = 0;
    for (let code = 0x80; code < 0x1_0000; code += 1) {
      const character = String.fromCharCode(code);
      const bytes = printerBytes(character);
      if (!bytes) continue;
      count += 1;
      if (bytes.length !== 2 || gb18030.decode(bytes) !== character) differing.push(code.toString(16));
    }
    expect(differing).toEqual([]);
    // GBK holds 21 003 Chinese characters and some 800 signs.
    expect(count).toBeGreaterThan(21_700);
  });

  test('a name with a rare character is seen to need drawing', () => {
    const rare = ['𠮷', '䶮', '㙦', '😀', 'ñ', '€', '\ue000'];
    expect(rare.filter((character) => printerBytes(character))).toEqual([]);
  });

  test('ASCII stays one byte; control characters have none', () => {
    expect([...(printerBytes('A') ?? [])]).toEqual([0x41]);
    for (const control of ['\n', '\x1b', '\x10', '\x7f']) expect(printerBytes(control)).toBeNull();
  });
});
