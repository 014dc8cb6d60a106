import i18next from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../assets/locales/bench.en.json' with { type: 'json' };
import zhCN from '../../assets/locales/bench.zh-CN.json' with { type: 'json' };
import { languages } from '../../contract/localized.ts';
import type { Language } from '../../contract/localized.ts';

const storageKey = 'tongban.bench.language';

/** Of its own: the kiosk's language belongs to a citizen's session, this one to whoever sits at the bench. */
export const benchTexts = i18next.createInstance();

void benchTexts.use(initReactI18next).init({
  lng: storedLanguage(),
  fallbackLng: languages[0],
  resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
  interpolation: { escapeValue: false },
  initAsync: false,
});
showLanguage();

export function currentLanguage(): Language {
  return languages.find((language) => language === benchTexts.language) ?? languages[0];
}

export function changeLanguage(language: Language): void {
  localStorage.setItem(storageKey, language);
  void benchTexts.changeLanguage(language).then(showLanguage);
}

function showLanguage(): void {
  document.documentElement.lang = currentLanguage();
  document.title = benchTexts.t('pageTitle');
}

function storedLanguage(): Language {
  const stored = localStorage.getItem(storageKey);
  return languages.find((language) => language === stored) ?? languages[0];
}
