import { languages } from '../../../../contract/localized.ts';
import type { ChoiceView } from '../../../../contract/service-view.ts';

const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replace(/\s+/g, '');

/** Those whose name has what was typed in it, in any language; blanks, width and capitals do not count. */
export function search(choices: readonly ChoiceView[], typed: string): readonly ChoiceView[] {
  const wanted = plain(typed);
  return choices.filter(({ label }) => languages.some((language) => plain(label[language]).includes(wanted)));
}
