import texts from '../../assets/documents/texts.json' with { type: 'json' };
import type { Language } from '../../contract/localized.ts';

/** A word of the layout itself, with its `{values}` filled in. */
export function layoutText(
  name: keyof typeof texts,
  language: Language,
  values: Readonly<Record<string, string | number>> = {},
): string {
  return texts[name][language].replaceAll(/\{(\w+)\}/g, (_whole, key: string) => {
    const value = values[key];
    if (value === undefined) throw new Error(`the text ${name} names {${key}}, which nobody gave`);
    return String(value);
  });
}

/** Day, month, year in English: `25 November 2026`. */
const dateLocales = { 'zh-CN': 'zh-CN', en: 'en-GB' } as const;
const dateFormats = new Map<Language, Intl.DateTimeFormat>();

/** @param day local, `YYYY-MM-DD`. */
export function longDate(day: string, language: Language): string {
  let format = dateFormats.get(language);
  if (format === undefined) {
    format = new Intl.DateTimeFormat(dateLocales[language], { dateStyle: 'long', timeZone: 'UTC' });
    dateFormats.set(language, format);
  }
  return format.format(new Date(`${day}T00:00:00Z`));
}
