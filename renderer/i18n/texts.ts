import { useTranslation } from 'react-i18next';
import type zhCN from '../../assets/locales/zh-CN.json';
import type { Language, Localized } from '../../contract/localized.ts';
import { useKiosk } from '../ui/kiosk-context.ts';
import { i18n } from './i18n.ts';

type Leaves<Node, Path extends string = ''> = {
  [Key in keyof Node & string]: Node[Key] extends string
    ? `${Path}${Key}`
    : Leaves<Node[Key], `${Path}${Key}.`>;
}[keyof Node & string];

/** Every text of the citizen's screens by name: an unknown one is a type error. */
export type TextKey = Leaves<typeof zhCN>;
export type Texts = (key: TextKey, values?: Record<string, string | number>) => string;

/** The texts of the language that the view asks for. */
export function useTexts(): Texts {
  const { t } = useTranslation('translation', { lng: useKiosk().view.settings.language, useSuspense: false });
  return (key, values = {}) => t(key, values);
}

/** The texts of one language, whatever the view asks for. */
export function textsOf(language: Language): Texts {
  const t = i18n.getFixedT(language);
  return (key, values = {}) => t(key, values);
}

/** Picks the current language from a text that came as data. */
export function useLocalized(): (text: Localized) => string {
  const { language } = useKiosk().view.settings;
  return (text) => text[language];
}

export const otherLanguage = (language: Language): Language => (language === 'en' ? 'zh-CN' : 'en');
