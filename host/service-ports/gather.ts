import type { OfferedView, SourceView } from '../../contract/service-view.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import type { ReplyOf } from '../../platform/core/port.ts';
import type { Ports } from '../../platform/ports/index.ts';
import type {
  Failure,
  Gathered,
  Identified,
  ServicePorts,
  Values,
} from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import type { Origin } from '../services/form-schema.ts';
import type { Item } from '../services/item-schema.ts';
import { known } from '../services/known.ts';
import { localTime } from '../store/local-time.ts';
import { failureOf } from './failure.ts';
import { variantOf } from './fields.ts';
import { identify } from './identify.ts';
import { CityAnswers, operationOf } from './city-answers.ts';
import { saysItself } from './person.ts';

type Who = Parameters<ServicePorts['gather']>[0];

/**
 * Asks the city and the card for what they know, as far as the citizen agreed. What does not answer is not known, and
 * filled in by hand; only what the item cannot be done without is waited for.
 */
export function createGather({
  platform,
  clock,
  timeZone,
}: {
  platform: Platform;
  clock: Pick<Clock, 'now'>;
  /** IANA name. */
  timeZone: string;
}): ServicePorts['gather'] {
  return async (who, signal) => {
    const item = openItem(who.itemId);
    const { judgeEarly } = await import('./judge.ts');
    const today = localTime(clock.now(), timeZone).date;
    // Of whoever is too young, or shows a card that has expired, nothing is fetched.
    const ownFaults = judgeEarly(item, who, {}, today);
    if (ownFaults.length > 0) return { ...nothing, faults: ownFaults };
    const person = await identified(platform, item, who.person, signal);
    if (!person.ok) return person;
    const { subject } = person;
    const origins = allowed(item, who);
    const answers =
      subject === null
        ? null
        : await CityAnswers.ask(platform, { subject, item: item.id }, origins.ofCity, signal);
    const failure = answers && failureIn(answers, item);
    if (failure) return failure;
    const facts = factsOf(item, answers);
    return {
      ok: true,
      subject,
      ...(await prefillOf(item, who, origins.prefill, answers)),
      facts,
      offered: offeredOf(item, answers),
      faults: judgeEarly(item, who, facts, today),
    };
  };
}

const nothing: Gathered = {
  ok: true,
  subject: null,
  values: {},
  sources: {},
  facts: {},
  offered: [],
  faults: [],
};

/** `subject` `null`: nobody was identified, or the request waits until the city answers. */
async function identified(
  platform: Platform,
  { later, request }: Item,
  person: Identified | null,
  signal: AbortSignal,
): Promise<{ ok: true; subject: string | null } | Failure> {
  if (person === null) return { ok: true, subject: null };
  const known = await identify(platform, person, signal);
  // The seal on a signature is for somebody whom the city knows.
  const canWait = later && !request.sign && !known.ok && known.problem === 'city-unavailable';
  return canWait ? { ok: true, subject: null } : known;
}

/** What may be fetched: the variant's fields only, and of each source only with a consent that covers it. */
function allowed(item: Item, { variant, consents }: Who) {
  const given = item.consents.filter(({ id }) => consents[id] === true);
  const covered = new Set(given.flatMap(({ covers }) => covers));
  const fields = variantOf(item, variant)?.fields;
  const prefill = (item.form?.prefill ?? []).filter(({ field }) => fields?.includes(field) ?? true);
  const { each } = item.request;
  const all = [...prefill.map(({ from }) => from), ...Object.values(item.facts), ...(each ? [each] : [])];
  return { prefill, ofCity: all.filter(({ source }) => !isShown(source) && covered.has(source)) };
}

/** Card and code were shown by the citizen; nobody has to be asked. */
function isShown(source: string): boolean {
  return source === 'card' || source === 'code';
}

/** An answer about somebody else ends it, whatever it was about; of the rest, what the item needs. */
function failureIn(answers: CityAnswers, { needs, later }: Item): Failure | null {
  const failures = answers.failures().map(([operation, error]) => ({
    failure: failureOf(operation, error),
    needed: needs.ports.includes(operation.split('.')[0] ?? ''),
  }));
  const wrongPerson = failures.find(({ failure }) => failure.problem === 'city-wrong-person');
  if (wrongPerson) return wrongPerson.failure;
  const needed = failures.find(
    (each) => each.needed && !(later && each.failure.problem === 'city-unavailable'),
  );
  return needed?.failure ?? null;
}

/** A value that the form would not take is left out: whoever stands there could not have typed it either. */
async function prefillOf(
  item: Item,
  { person, variant }: Who,
  prefill: readonly { field: string; from: Origin }[],
  answers: CityAnswers | null,
): Promise<Pick<Gathered, 'values' | 'sources'>> {
  const { judgeField } = await import('./judge.ts');
  const filled = prefill.flatMap(({ field, from }) => {
    const found = isShown(from.source) ? shown(person, from) : answers?.of(from);
    if (typeof found?.value !== 'string' || judgeField(item, variant, field, found.value) !== null) return [];
    return [{ field, value: found.value, source: found.source }];
  });
  const values: Values = Object.fromEntries(filled.map(({ field, value }) => [field, value]));
  return { values, sources: Object.fromEntries(filled.map(({ field, source }) => [field, source])) };
}

function shown(person: Identified | null, from: Origin): { value: string; source: SourceView } | null {
  const value = person && saysItself(person, from);
  const name = known.ports[person?.document === 'code' ? 'code' : 'card']?.name;
  return value === null || !name ? null : { value, source: { name, since: null } };
}

/** What is past its time decides nothing: it is as if it were not known. */
function factsOf({ facts }: Item, answers: CityAnswers | null): Gathered['facts'] {
  const entries = Object.entries(facts).flatMap(([name, origin]): [string, unknown][] => {
    const found = answers?.of(origin);
    return found && !found.stale ? [[name, found.value]] : [];
  });
  return Object.fromEntries(entries);
}

type Benefit = ReplyOf<Ports['benefits']['operations']['matches']>['benefits'][number];

/** What can still be taken first. */
function offeredOf({ request: { each } }: Item, answers: CityAnswers | null): OfferedView[] {
  if (!each) return [];
  if (operationOf(each) !== 'benefits.matches') throw new Error(`nothing is offered by ${operationOf(each)}`);
  return ((answers?.of(each)?.value ?? []) as Benefit[])
    .map(({ benefit, title, reason, amountFen, state }) => ({
      id: benefit,
      title,
      reason,
      amountFen,
      taken: state === 'confirmed',
    }))
    .toSorted((a, b) => Number(a.taken) - Number(b.taken));
}
