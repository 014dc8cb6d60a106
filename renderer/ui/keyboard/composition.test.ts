import { describe, expect, it } from 'vitest';
import { addLetter, asTyped, choose, isComposing, noComposition, takeBack } from './composition.ts';

const typed = (letters: string) => [...letters].reduce(addLetter, noComposition);
const word = (text: string, letters: number) => ({ text, letters, rare: false });

describe('a composition', () => {
  it('gives its text when the last letters are chosen for', () => {
    expect(choose(typed('zhangsan'), word('张三', 8))).toEqual({ composition: noComposition, text: '张三' });
  });

  it('goes on with the letters that a choice left', () => {
    const { composition, text } = choose(typed("xi'an"), word('西', 2));
    expect(text).toBe('');
    expect(composition.letters).toBe('an');
    expect(choose(composition, word('安', 2)).text).toBe('西安');
  });

  it('takes back a choice before a letter', () => {
    const { composition } = choose(typed('zhangsan'), word('章', 5));
    expect(takeBack(composition)).toEqual(typed('zhangsan'));
    expect(takeBack(typed('zh'))).toEqual(typed('z'));
  });

  it('knows no apostrophe at the beginning and none after another', () => {
    expect(typed("'").letters).toBe('');
    expect(typed("xi''an").letters).toBe("xi'an");
  });

  it('ends somewhere', () => expect(typed('a'.repeat(10_000)).letters).toHaveLength(40));

  it('can be left as it was typed', () => {
    expect(asTyped(typed('wifi'))).toBe('wifi');
    expect(isComposing(typed('w'))).toBe(true);
    expect(isComposing(takeBack(typed('w')))).toBe(false);
  });
});
