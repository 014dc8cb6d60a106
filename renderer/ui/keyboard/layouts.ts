import file from '../../../assets/keyboard/layouts.json' with { type: 'json' };

/** What a field can ask for. `digits` has the X of identity numbers. */
export type LayoutName = 'pinyin' | 'letters' | 'digits' | 'phone';

export type Action =
  | 'backspace'
  | 'clear'
  | 'left'
  | 'right'
  | 'all'
  | 'space'
  | 'shift'
  | 'rare'
  | 'done'
  /** To the next of the field's layouts. */
  | 'switch'
  /** To the signs, and back. */
  | 'symbols'
  | 'letters'
  /** No key. */
  | 'gap';

export interface Key {
  /** One character, or what the key does. */
  name: string;
  action: Action | null;
  /** Width in halves of a letter. */
  span: number;
}

/** A row of assets/keyboard/layouts.json: names with a space between, `*3` behind one that is not two halves wide. */
const keysOf = (row: string): Key[] =>
  row.split(' ').map((token) => {
    const [, name = '', span = '2'] = /^(.+?)(?:\*(\d+))?$/.exec(token) ?? [];
    return { name, action: name.length > 1 ? (name as Action) : null, span: Number(span) };
  });

export const rowsOf = (layout: LayoutName | 'symbols'): Key[][] => file[layout].map(keysOf);

/** Which layout comes next in a field; the same one where it has no other. */
export const nextLayout = (layouts: readonly LayoutName[], now: LayoutName): LayoutName =>
  layouts[(layouts.indexOf(now) + 1) % layouts.length] ?? now;

/** A row for a field with a single layout: the last key takes the room of the one that would change it. */
export function withoutSwitch(row: Key[]): Key[] {
  const spare = row.find(({ action }) => action === 'switch')?.span ?? 0;
  const rest = row.filter(({ action }) => action !== 'switch');
  return rest.map((key, place) => (place === rest.length - 1 ? { ...key, span: key.span + spare } : key));
}
