/** Where a text stops being JSON (RFC 8259); both count from 1. */
export interface JsonPosition {
  line: number;
  column: number;
}

/** `null` if the text is JSON. V8's own message gives no position for short texts, so it cannot be relied on. */
export function findJsonError(text: string): JsonPosition | null {
  const offset = errorOffset(text);
  if (offset === null) return null;
  const before = text.slice(0, offset).split('\n');
  return { line: before.length, column: (before.at(-1)?.length ?? 0) + 1 };
}

// A string (unescaped characters as in RFC 8259, section 7), a number, a literal or a structural character.
const token =
  /[ \t\r\n]*("(?:[ !#-[\]-\uffff]|\\(?:["\\/bfnrt]|u[0-9a-fA-F]{4}))*"|-?(?:0|[1-9]\d*)(?:\.\d+)?(?:[eE][+-]?\d+)?|true|false|null|[[\]{},:])/y;

function errorOffset(text: string): number | null {
  let at = 0;
  let start = 0;
  const read = (): string | null => {
    token.lastIndex = at;
    const found = token.exec(text)?.[1];
    start = at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
    if (found === undefined) return null;
    at = token.lastIndex;
    return found;
  };

  // What closes each open container; the innermost last.
  const open: ('}' | ']')[] = [];
  let expected: 'value' | 'value or end' | 'key' | 'key or end' | 'colon' | 'comma or end' = 'value';
  for (;;) {
    const word = read();
    if (word === null) return start;
    const container = open.at(-1);
    if (
      (expected === 'value or end' || expected === 'key or end' || expected === 'comma or end') &&
      word === container
    ) {
      open.pop();
      expected = 'comma or end';
    } else if (expected === 'value' || expected === 'value or end') {
      if (word === '{' || word === '[') {
        open.push(word === '{' ? '}' : ']');
        expected = word === '{' ? 'key or end' : 'value or end';
      } else if (/^[\]},:]/.test(word)) return start;
      else expected = 'comma or end';
    } else if (expected === 'key' || expected === 'key or end') {
      if (!word.startsWith('"')) return start;
      expected = 'colon';
    } else if (expected === 'colon') {
      if (word !== ':') return start;
      expected = 'value';
    } else {
      if (word !== ',') return start;
      expected = container === '}' ? 'key' : 'value';
    }
    if (open.length === 0 && expected === 'comma or end') {
      const rest = at + (/^[ \t\r\n]*/.exec(text.slice(at))?.[0].length ?? 0);
      return rest === text.length ? null : rest;
    }
  }
}
