import type { SourceView } from '../../contract/service-view.ts';
import type { PlatformError, PlatformResult } from '../../platform/core/result.ts';
import type { Platform } from '../../platform/open.ts';
import type { Origin } from '../services/form-schema.ts';
import { known } from '../services/known.ts';

type Call = (
  platform: Platform,
  asked: { subject: string; item: string },
  options: { signal: AbortSignal },
) => Promise<PlatformResult<object>>;

/** Everything that items fetch about a person, by `PORT.OPERATION`. */
const calls: Readonly<Record<string, Call>> = {
  'intake.prefill': ({ intake }, { subject, item }, options) => intake.prefill({ subject, item }, options),
  'codes.offline': ({ codes }, { subject }, options) => codes.offline({ subject }, options),
  'licences.list': ({ licences }, { subject }, options) => licences.list({ subject }, options),
  'payments.summary': ({ payments }, { subject }, options) => payments.summary({ subject }, options),
  'bookings.list': ({ bookings }, { subject }, options) => bookings.list({ subject }, options),
  'cases.list': ({ cases }, { subject }, options) => cases.list({ subject }, options),
  'benefits.matches': ({ benefits }, { subject }, options) => benefits.matches({ subject }, options),
  'benefits.entitlements': ({ benefits }, { subject }, options) =>
    benefits.entitlements({ subject }, options),
};

/** The operation that an origin asks: `payments.summary`. */
export function operationOf({ source, path }: Origin): string {
  return `${source}.${path.split('.')[0]}`;
}

/** One thing that the city knows. `value` `null`: there is none. */
export interface KnownValue {
  value: unknown;
  source: SourceView;
  /** Past its time: it may be shown, and decides nothing. */
  stale: boolean;
}

/** What the city answered about a person, each operation asked once and all at the same time. */
export class CityAnswers {
  readonly #answers: ReadonlyMap<string, PlatformResult<object>>;

  private constructor(answers: ReadonlyMap<string, PlatformResult<object>>) {
    this.#answers = answers;
  }

  /** @throws Error where an origin names an operation that is not in the table. */
  static async ask(
    platform: Platform,
    asked: { subject: string; item: string },
    origins: readonly Origin[],
    signal: AbortSignal,
  ): Promise<CityAnswers> {
    const operations = [...new Set(origins.map(operationOf))];
    const answers = operations.map(async (operation): Promise<[string, PlatformResult<object>]> => {
      const call = calls[operation];
      if (!call) throw new Error(`nothing is fetched by ${operation}`);
      return [operation, await call(platform, asked, { signal })];
    });
    return new CityAnswers(new Map(await Promise.all(answers)));
  }

  /** The operations that gave no answer. */
  failures(): [operation: string, error: PlatformError][] {
    return [...this.#answers].flatMap(([operation, answer]): [string, PlatformError][] =>
      answer.ok ? [] : [[operation, answer.error]],
    );
  }

  /** `null` where nobody answered, or the answer does not speak of it. */
  of(origin: Origin): KnownValue | null {
    const answer = this.#answers.get(operationOf(origin));
    if (!answer?.ok) return null;
    const { data, stale } = answer;
    const [, ...keys] = origin.path.split('.');
    if (operationOf(origin) === 'intake.prefill') return prefilled(data, keys.join('.'), stale);
    const value = valueAt(data, keys);
    const name = known.ports[origin.source]?.name;
    return value === undefined || !name ? null : { value, source: { name, since: null }, stale };
  }
}

/** The intake says of each field by itself where it comes from, and since when. */
function prefilled(data: object, wanted: string, stale: boolean): KnownValue | null {
  const { fields } = data as { fields: { field: string; value: string | null; source: SourceView | null }[] };
  const found = fields.find(({ field }) => field === wanted);
  const name = known.ports['intake']?.name;
  if (!found || !name) return null;
  const source = found.source ?? { name, since: null };
  return { value: found.value, source: { name: source.name, since: source.since }, stale };
}

/** `undefined`: it does not speak of it; `null`: there is none. */
function valueAt(data: unknown, keys: readonly string[]): unknown {
  let found = data;
  for (const key of keys) {
    if (found === null) return null;
    if (typeof found !== 'object' || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}
