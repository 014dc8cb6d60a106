import type { z } from 'zod';
import { languages } from '../../contract/localized.ts';
import type { Language, Localized } from '../../contract/localized.ts';
import { expectations, isExpectation } from './expectations.ts';
import type { Layer } from './layers.ts';

/** One thing that is wrong with the configuration, for the person who wrote it. */
export interface ConfigProblem {
  layer: Layer;
  file: string;
  /** `devices[0].transport.port`; `$` for the file as a whole. */
  path: string;
  /** What was expected there and what was found; follows the path to make a sentence. */
  message: Localized;
}

/** One line: file, place, what is wrong. */
export function describeProblem(problem: ConfigProblem, language: Language): string {
  const place = problem.path === '$' ? '' : `${problem.path} `;
  return `${problem.file}: ${place}${problem.message[language]}`;
}

const typeNames: Record<string, Localized> = {
  string: { 'zh-CN': '文本', en: 'a text' },
  number: { 'zh-CN': '数字', en: 'a number' },
  int: { 'zh-CN': '整数', en: 'a whole number' },
  boolean: { 'zh-CN': 'true 或 false', en: 'true or false' },
  object: { 'zh-CN': '对象 { … }', en: 'an object { … }' },
  array: { 'zh-CN': '列表 [ … ]', en: 'a list [ … ]' },
};

function localize(build: (language: Language) => string): Localized {
  return Object.fromEntries(languages.map((language) => [language, build(language)])) as Localized;
}

/** What zod found wrong, in words. `found` is the value at the issue's path, `undefined` if there is none. */
export function explain(issue: z.core.$ZodIssue, found: unknown): Localized {
  const expected = expectation(issue);
  if (found === undefined) {
    return {
      'zh-CN': `缺少此项；${expected['zh-CN']}`,
      en: `is missing; it ${expected.en}`,
    };
  }
  // A rule about a list as a whole says what is wrong with it; the list itself would not fit here.
  if (issue.code === 'custom' && Array.isArray(found)) return expected;
  const shown = show(found);
  return {
    'zh-CN': `${expected['zh-CN']}，实际为 ${shown['zh-CN']}`,
    en: `${expected.en}, found ${shown.en}`,
  };
}

export const unknownSetting: Localized = { 'zh-CN': '不是已知的配置项', en: 'is not a known setting' };

function expectation(issue: z.core.$ZodIssue): Localized {
  switch (issue.code) {
    case 'invalid_type': {
      const name = typeNames[issue.expected] ?? { 'zh-CN': issue.expected, en: issue.expected };
      return { 'zh-CN': `应为${name['zh-CN']}`, en: `must be ${name.en}` };
    }
    case 'invalid_value':
      return oneOf(issue.values.map(String));
    case 'invalid_union':
      return oneOf('options' in issue && Array.isArray(issue.options) ? issue.options.map(String) : []);
    case 'too_small':
      if (issue.origin === 'string') return { 'zh-CN': '不得为空', en: 'must not be empty' };
      return { 'zh-CN': `不得小于 ${issue.minimum}`, en: `must be at least ${issue.minimum}` };
    case 'too_big':
      return { 'zh-CN': `不得大于 ${issue.maximum}`, en: `must be at most ${issue.maximum}` };
    default:
      return isExpectation(issue.message)
        ? expectations[issue.message]
        : { 'zh-CN': '取值无效', en: 'must be a valid value' };
  }
}

function oneOf(values: readonly string[]): Localized {
  return values.length === 1
    ? { 'zh-CN': `应为 ${values[0]}`, en: `must be ${values[0]}` }
    : { 'zh-CN': `应为 ${values.join('、')} 之一`, en: `must be one of ${values.join(', ')}` };
}

function show(value: unknown): Localized {
  if (Array.isArray(value)) return localize((language) => typeNames['array']?.[language] ?? '');
  if (typeof value === 'object' && value !== null) {
    return localize((language) => typeNames['object']?.[language] ?? '');
  }
  const text = JSON.stringify(value);
  return localize(() => (text.length > 60 ? `${text.slice(0, 60)}…` : text));
}
