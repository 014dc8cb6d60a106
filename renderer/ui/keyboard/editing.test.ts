import { describe, expect, it } from 'vitest';
import { backspace, caretAt, insert, move, pasted, selectAll } from './editing.ts';

const end = (text: string) => caretAt(text, text.length);
const name = { maxLength: 3 };
const idNumber = { maxLength: 18, allowed: /[\dX]/ };

describe('what goes into a field', () => {
  it('goes to the caret', () =>
    expect(insert(caretAt('张三', 1), '小', name)).toEqual({ editing: caretAt('张小三', 2), refusal: null }));

  it('takes the place of what is selected', () =>
    expect(insert(selectAll(end('张三')), '李四', name).editing).toEqual(caretAt('李四', 2)));

  it('is counted in characters', () => {
    expect(insert(end('𠮷𠮷'), '𠮷', name).refusal).toBeNull();
    expect(insert(end('𠮷𠮷𠮷'), '三', name).refusal).toBe('too-long');
  });

  it('goes in whole or not at all', () => {
    const before = end('1101');
    expect(insert(before, '9'.repeat(10_240), idNumber)).toEqual({ editing: before, refusal: 'too-long' });
    expect(insert(before, '05a', idNumber)).toEqual({ editing: before, refusal: 'not-allowed' });
  });

  it('never is a control character, nor half of a character', () => {
    for (const text of ['\u0007', '\u202e', '\ud842', '\ue000'])
      expect(insert(end(''), text, name).refusal).toBe('not-allowed');
  });

  it('is pasted on one line', () => expect(pasted('  样例广场\r\n 1 号\t')).toBe('样例广场 1 号'));
});

describe('the caret', () => {
  it('takes away whole characters', () => {
    expect(backspace(end('张𠮷'))).toEqual(end('张'));
    expect(backspace(end('e\u0301'))).toEqual(end(''));
    expect(backspace(selectAll(end('张三')))).toEqual(end(''));
    expect(backspace(end(''))).toEqual(end(''));
  });

  it('moves by whole characters and stays inside', () => {
    expect(move(end('张𠮷'), 'left')).toEqual(caretAt('张𠮷', 1));
    expect(move(caretAt('张𠮷', 1), 'right')).toEqual(end('张𠮷'));
    expect(move(end('张'), 'right')).toEqual(end('张'));
    expect(move(caretAt('张', 0), 'left')).toEqual(caretAt('张', 0));
  });

  it('leaves a selection at the edge that it moves to', () => {
    expect(move(selectAll(end('张三')), 'left')).toEqual(caretAt('张三', 0));
    expect(move(selectAll(end('张三')), 'right')).toEqual(end('张三'));
  });
});
