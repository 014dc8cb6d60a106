import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import en from '../../assets/locales/en.json' with { type: 'json' };
import zhCN from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { carryProblems } from '../../contract/carry-view.ts';
import { problems } from '../../contract/problem.ts';
import type { Rejection } from '../../contract/rpc.ts';
import { cityProblems } from '../../contract/service-view.ts';
import { queueSteps, type ScreenName, serviceSteps } from '../../contract/view.ts';

type Tree = { [key: string]: string | Tree };

function flatten(tree: Tree, path = '', into = new Map<string, string>()): Map<string, string> {
  for (const [key, value] of Object.entries(tree))
    if (typeof value === 'string') into.set(`${path}${key}`, value);
    else flatten(value, `${path}${key}.`, into);
  return into;
}

const chinese = flatten(zhCN);
const english = flatten(en);

/** What a screen needs at the least; problems screens take their title from the problem. */
const screenTexts: Record<ScreenName, string[]> = {
  starting: ['title', 'text'],
  attract: ['title', 'subtitle', 'open', 'card'],
  browse: ['title', 'search', 'show', 'found', 'none', 'themes'],
  'out-of-service': ['title', 'next', 'since'],
  identify: ['waiting', 'reading', 'skip'],
  'identify-problem': ['retry', 'skip'],
  choose: ['title', 'needs-card'],
  confirm: ['title', 'print'],
  issuing: ['numbering', 'printing'],
  'print-problem': ['retry', 'kept', 'none'],
  take: ['both', 'card', 'ticket', 'nothing', 'done'],
  thanks: ['title', 'text'],
  ending: ['title', 'text'],
  region: ['title', 'text'],
  variant: ['title'],
  consent: ['title', 'purpose', 'required', 'optional', 'agree', 'refuse'],
  gathering: ['title', 'text'],
  pick: ['title', 'none', 'taken', 'done'],
  field: ['position', 'goOn', 'leaveBlank', 'search', 'street', 'year', 'month', 'day'],
  review: ['title', 'blank', 'change', 'wrong', 'disputed', 'sign', 'submit', 'print'],
  dispute: ['title', 'claim', 'send'],
  blocked: ['title', 'text', 'counter'],
  sign: ['title', 'text', 'clear', 'take'],
  requesting: ['sending', 'asking'],
  printing: ['title', 'pages', 'ticket'],
  'service-problem': ['retry', 'reason'],
  result: ['later', 'printed', 'uncertain', 'failed', 'done', 'state.done', 'state.running', 'state.waiting'],
  rating: ['title', 'skip', ...[1, 2, 3, 4, 5].map((level) => `level.${level}`)],
  rated: ['title', 'contact', 'answer', 'review'],
  carry: ['leaving', 'title', 'text', 'left', 'here', 'done', 'code'],
  'carry-problem': ['expired', 'notLeft', 'kept', 'another', 'retry'],
  carried: ['title', 'text'],
  'carried-problem': ['retry'],
};
const rejections: Record<Rejection | 'lost', true> = {
  'not-now': true,
  busy: true,
  unavailable: true,
  malformed: true,
  lost: true,
};

const renderer = join(import.meta.dirname, '..');
const source = readdirSync(renderer, { recursive: true, encoding: 'utf8' })
  .filter((file) => /\.tsx?$/.test(file) && !file.endsWith('.test.ts') && !file.startsWith('bench'))
  .map((file) => readFileSync(join(renderer, file), 'utf8'))
  .join('\n');
/** Keys as they stand in the code; a `${…}` in one stands for any name. */
const used = [...source.matchAll(/(['`])((?:[a-z][\w-]*|\$\{[^}]+\})(?:\.(?:[\w-]+|\$\{[^}]+\}))+)\1/gi)].map(
  ([, , key = '']) => new RegExp(`^${key.replaceAll('.', '\\.').replace(/\$\{[^}]+\}/g, '[\\w-]+')}$`),
);

describe('locales', () => {
  it('have the same keys in both languages', () => {
    expect([...english.keys()].sort()).toEqual([...chinese.keys()].sort());
  });

  it('have no empty text', () => {
    const empty = (texts: Map<string, string>) => [...texts].filter(([, text]) => text.trim() === '');
    expect([...empty(chinese), ...empty(english)]).toEqual([]);
  });

  it('fill in the same values in both languages', () => {
    const slots = (texts: Map<string, string>) =>
      [...texts]
        .map(([key, text]) => [key, (text.match(/\{\{\w+\}\}/g) ?? []).sort().join()])
        .sort(([a = ''], [b = '']) => a.localeCompare(b));
    expect(slots(english)).toEqual(slots(chinese));
  });

  it('say of every problem what it is and what to do', () => {
    const wanted = [...new Set([...problems, ...cityProblems, ...carryProblems])].flatMap((problem) => [
      `problem.${problem}.title`,
      `problem.${problem}.do`,
    ]);
    expect([...chinese.keys()].filter((key) => key.startsWith('problem.')).sort()).toEqual(wanted.sort());
  });

  it('have the texts of every screen, step and refusal', () => {
    for (const [screen, keys] of Object.entries(screenTexts))
      for (const key of keys) expect([...chinese.keys()]).toContain(`screen.${screen}.${key}`);
    for (const step of [...queueSteps, ...serviceSteps])
      expect([...chinese.keys()]).toContain(`step.${step}`);
    for (const reason of Object.keys(rejections)) expect([...chinese.keys()]).toContain(`rejected.${reason}`);
  });

  it('have no text that nothing shows', () => {
    expect([...chinese.keys()].filter((key) => !used.some((pattern) => pattern.test(key)))).toEqual([]);
  });

  it('never show a citizen a code, and speak Chinese politely', () => {
    expect([...chinese, ...english].filter(([, text]) => /0x|error code|错误码|你/i.test(text))).toEqual([]);
  });
});
