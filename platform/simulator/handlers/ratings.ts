import { z } from 'zod';
import tagData from '../../../assets/platform/rating-tags.json' with { type: 'json' };
import type { ReplyOf } from '../../core/port.ts';
import { localized } from '../../core/shapes.ts';
import type { ratings } from '../../ports/ratings.ts';
import { addWorkingDays, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

type Stage = ReplyOf<typeof ratings.operations.followUp>['stages'][number];

const tags = z.array(z.strictObject({ tag: z.string(), title: localized }));
const allTags = z.strictObject({ good: tags, bad: tags }).parse(tagData);
/** Working days of each stage, one after the other: the city's 1-3-1. */
const stageDays = [
  ['contact', 1],
  ['answer', 3],
  ['review', 1],
] as const;

const isBad = (level: number) => level <= 2;
const tagsOf = (level: number) => (isBad(level) ? allTags.bad : allTags.good);

export function ratingsHandlers(city: City): Handlers<typeof ratings> {
  /** When a bad rating was given; `null` for another. */
  const bad = new Map<string, string | null>();
  const rated = new Set<string>();
  /** The simulated offices take one day of each stage, and two of three. */
  const stagesOf = (rating: string): Stage[] => {
    const ratedOn = bad.get(rating) ?? null;
    if (ratedOn === null) return [];
    let day = ratedOn;
    return stageDays.map(([stage, days]) => {
      const doneOn = addWorkingDays(day, Math.max(1, days - 1));
      day = addWorkingDays(day, days);
      const doneAt = `${doneOn}T10:00:00+08:00`;
      return { stage, dueOn: day, doneAt: Date.parse(doneAt) <= city.now() ? doneAt : null };
    });
  };
  return {
    tags({ level }) {
      return { data: { tags: tagsOf(level) }, freshMs: 24 * 3_600_000 };
    },
    rate({ transaction, level, tags: given }) {
      if (rated.has(transaction)) return { refusal: 'alreadyRated' };
      if (given.some((tag) => !tagsOf(level).some((each) => each.tag === tag)))
        return { refusal: 'unknownTag' };
      rated.add(transaction);
      const rating = city.serial('PJ');
      bad.set(rating, isBad(level) ? city.today() : null);
      return { data: { rating, ratedAt: instantOf(city.now()), stages: stagesOf(rating) } };
    },
    followUp({ rating }) {
      if (!bad.has(rating)) return { refusal: 'unknownRating' };
      return { data: { stages: stagesOf(rating) }, freshMs: 3_600_000 };
    },
  };
}
