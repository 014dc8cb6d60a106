import { createInstance } from 'i18next';
import { initReactI18next } from 'react-i18next';
import en from '../../assets/locales/en.json' with { type: 'json' };
import zhCN from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { languages } from '../../contract/localized.ts';

/** Both languages are in the bundle: a switch shows at once and never waits for a file. */
export const i18n = createInstance();
void i18n.use(initReactI18next).init({
  resources: { 'zh-CN': { translation: zhCN }, en: { translation: en } },
  lng: languages[0],
  supportedLngs: [...languages],
  fallbackLng: false,
  // React escapes what it renders.
  interpolation: { escapeValue: false },
  initAsync: false,
});
