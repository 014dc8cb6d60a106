import papers from '../../assets/service-texts/papers.json' with { type: 'json' };
import results from '../../assets/service-texts/results.json' with { type: 'json' };
import { type Language, languages, type Localized } from '../../contract/localized.ts';
import type { RowView } from '../../contract/service-view.ts';

type Values = Readonly<Record<string, string | number | Localized>>;
export type ResultText = keyof typeof results;
export type PaperText = keyof typeof papers;

/** What the screen says of a result. */
export function resultText(name: ResultText, values: Values = {}): Localized {
  return filled(results[name], values);
}

/** What stands on paper, in both languages. */
export function paperText(name: PaperText, values: Values = {}): Localized {
  return filled(papers[name], values);
}

/** One line of a result. */
export function row(label: ResultText, value: RowView['value']): RowView {
  return { label: resultText(label), value };
}

/** Fen as yuan, `1,234.50`. */
export function yuan(fen: number): string {
  return (fen / 100).toLocaleString('en-US', { minimumFractionDigits: 2, maximumFractionDigits: 2 });
}

/** Texts one after the other, as a list of each language. */
export function listed(texts: readonly Localized[]): Localized {
  return inEach((language) => texts.map((text) => text[language]).join(language === 'en' ? ', ' : '、'));
}

function filled(text: Localized, values: Values): Localized {
  return inEach((language) =>
    text[language].replaceAll(/\{(\w+)\}/g, (_whole, key: string) => {
      const value = values[key];
      if (value === undefined) throw new Error(`a text names {${key}}, which nobody gave: ${text.en}`);
      return typeof value === 'object' ? value[language] : String(value);
    }),
  );
}

function inEach(text: (language: Language) => string): Localized {
  return Object.fromEntries(languages.map((language) => [language, text(language)])) as Localized;
}
