import type { KeyboardName } from '../../../../../contract/service-view.ts';
import type { Rule } from '../../../../ui/keyboard/editing.ts';
import type { LayoutName } from '../../../../ui/keyboard/layouts.ts';

interface Typing {
  rule: Rule;
  /** The first one shows first. */
  layouts: readonly [LayoutName, ...LayoutName[]];
}

/** In characters: as many of two code units each are no more than any event takes. The form's own schema is stricter, and says why. */
const mostCharacters = 100;

/** How text is typed for what the form calls a keyboard. */
export function typingOf(keyboard: KeyboardName): Typing {
  switch (keyboard) {
    case 'digits-x':
      return { rule: { maxLength: mostCharacters, allowed: /[\dX]/ }, layouts: ['digits'] };
    case 'phone':
      return { rule: { maxLength: mostCharacters, allowed: /[\d+ -]/ }, layouts: ['phone'] };
    case 'english':
      return { rule: { maxLength: mostCharacters, allowed: /[ -~]/ }, layouts: ['letters', 'digits'] };
    default:
      return { rule: { maxLength: mostCharacters }, layouts: ['pinyin', 'letters', 'digits'] };
  }
}
