/** What stands in a field. `start` and `end` are the selection in UTF-16 units; equal, they are the caret. */
export interface Editing {
  text: string;
  start: number;
  end: number;
}

/** What may stand in a field. */
export interface Rule {
  /** In characters: 𠮷 is one. */
  maxLength: number;
  /** Matches each single character that is allowed; without it, every printable one is. */
  allowed?: RegExp;
}

/** Why a text did not go into the field. Nothing of it did: half a number is a wrong number. */
export type Refusal = 'too-long' | 'not-allowed';

export type Edited = { editing: Editing; refusal: null } | { editing: Editing; refusal: Refusal };

const unprintable = /[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/u;

export const charactersOf = (text: string): number => [...text].length;

export const allows = ({ allowed }: Rule, character: string): boolean =>
  !unprintable.test(character) && (allowed === undefined || allowed.test(character));

/** Puts `text` in place of the selection, whole or not at all. */
export function insert(editing: Editing, text: string, rule: Rule): Edited {
  const next = editing.text.slice(0, editing.start) + text + editing.text.slice(editing.end);
  // The length first: what is much too long is not looked at.
  if (next.length > rule.maxLength && charactersOf(next) > rule.maxLength)
    return { editing, refusal: 'too-long' };
  if (![...text].every((character) => allows(rule, character))) return { editing, refusal: 'not-allowed' };
  return { editing: caretAt(next, editing.start + text.length), refusal: null };
}

/** Text from elsewhere, without the blanks around it and the line ends within. */
export const pasted = (text: string): string => text.replace(/\s*[\r\n\t]+\s*/g, ' ').trim();

/** Takes away the selection, or else the character before the caret. */
export function backspace({ text, start, end }: Editing): Editing {
  const from = start === end ? before(text, start) : start;
  return caretAt(text.slice(0, from) + text.slice(end), from);
}

/** Moves the caret by one character; from a selection, to its edge. */
export function move({ text, start, end }: Editing, direction: 'left' | 'right'): Editing {
  if (start !== end) return caretAt(text, direction === 'left' ? start : end);
  return caretAt(text, direction === 'left' ? before(text, start) : after(text, start));
}

export const selectAll = ({ text }: Editing): Editing => ({ text, start: 0, end: text.length });

export const caretAt = (text: string, at: number): Editing => ({ text, start: at, end: at });

const segments = new Intl.Segmenter('zh', { granularity: 'grapheme' });

/** The place one visible character before `at`. */
function before(text: string, at: number): number {
  const last = [...segments.segment(text.slice(0, at))].at(-1);
  return last?.index ?? 0;
}

function after(text: string, at: number): number {
  const [first] = segments.segment(text.slice(at));
  return at + (first?.segment.length ?? 0);
}
