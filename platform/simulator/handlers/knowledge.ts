import { z } from 'zod';
import knowledgeData from '../../../assets/platform/knowledge.json' with { type: 'json' };
import { date, localized } from '../../core/shapes.ts';
import type { knowledge } from '../../ports/knowledge.ts';
import { addDays } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

const entrySchema = z.strictObject({
  answer: z.string(),
  title: localized,
  text: localized,
  /** It fits a question in which one of these stands; the more, the better. */
  keywords: z.array(z.string()).min(1),
  version: z.string(),
  policyFrom: date,
  checkedDaysAgo: z.int(),
  items: z.array(z.string()),
});
const entries = z.array(entrySchema).parse(knowledgeData);

/** How long an answer may be given after somebody has looked at it. */
const checkedForDays = 90;

export function knowledgeHandlers(city: City): Handlers<typeof knowledge> {
  return {
    ask({ question }) {
      const words = question.toLowerCase();
      const fitting = entries
        .map((entry) => ({ entry, hits: entry.keywords.filter((keyword) => words.includes(keyword)).length }))
        .filter(({ hits }) => hits > 0)
        .toSorted((a, b) => b.hits - a.hits)
        .map(({ entry }) => ({
          answer: entry.answer,
          title: entry.title,
          text: entry.text,
          version: entry.version,
          policyFrom: entry.policyFrom,
          checkDueOn: addDays(city.today(), checkedForDays - entry.checkedDaysAgo),
          items: entry.items,
        }));
      const answers = fitting.filter(({ checkDueOn }) => checkDueOn >= city.today());
      return { data: { answers, withheld: fitting.length - answers.length }, freshMs: 3_600_000 };
    },
  };
}
