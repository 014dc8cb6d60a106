/** The languages of every screen, as BCP 47 tags. The first is the default. */
export const languages = ['zh-CN', 'en'] as const;
export type Language = (typeof languages)[number];

/** One text in every language; data files carry these, code never does. */
export type Localized = Record<Language, string>;
