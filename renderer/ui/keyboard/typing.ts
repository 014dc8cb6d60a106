import { createContext, use } from 'react';
import type { Editing, Rule } from './editing.ts';
import type { LayoutName } from './layouts.ts';

/** The field that is typed into, as the keyboard sees it. Its functions always act on the field as it is now. */
export interface TypedField {
  id: string;
  label: string;
  layouts: readonly LayoutName[];
  rule: Rule;
  /** Puts text at the caret, or says in the field why not. */
  insert: (text: string) => void;
  /** Changes what stands there or where the caret is. */
  edit: (change: (editing: Editing) => Editing) => void;
  done: () => void;
}

/** A key of a hardware keyboard, before the field gets it. Answers whether the keyboard on the screen took it. */
export type HardwareKey = (key: string) => boolean;

export interface Typing {
  field: TypedField | null;
  open: (field: TypedField) => void;
  /** Only the field that is typed into can end it. */
  close: (id: string) => void;
  /** The keyboard on the screen looks at each key of one on a cable first, while it shows. */
  listen: (listener: HardwareKey | null) => void;
  press: HardwareKey;
}

export const TypingContext = createContext<Typing | null>(null);

export function useTyping(): Typing {
  const typing = use(TypingContext);
  if (typing === null) throw new Error('used outside of a TypingArea');
  return typing;
}
