import type { Language, Localized } from '../../contract/localized.ts';
import data from '../../assets/log-catalogue/events.json' with { type: 'json' };

/** What a text or number field may hold; see `value-types.ts`. */
type FieldSpec = { string: string } | { number: string } | { enum: Record<string, Localized> };

export type Severity = 'report' | 'warning' | 'error';

export interface EventSpec {
  /** An event that has the field `severity` takes it from there instead. */
  severity: Severity;
  type: string;
  /** Every entry has them. Only these may stand in the sentence. */
  fields: Record<string, true>;
  optional: Record<string, true>;
  sentence: Localized;
  /** What staff should do; `null` where nothing needs doing. */
  next: Localized | null;
}

type FieldCatalogue = typeof data.fields;
type EventCatalogue = typeof data.events;

export type EventId = keyof EventCatalogue;
export type FieldName = keyof FieldCatalogue;
/** What a field may be set to: one of the listed values, a number, or a text in a narrow form. */
export type FieldValue<F extends FieldName> = FieldCatalogue[F] extends { enum: infer Values }
  ? keyof Values & string
  : FieldCatalogue[F] extends { number: string }
    ? number
    : string;

type Named<E extends EventId, K extends 'fields' | 'optional'> = keyof EventCatalogue[E][K] & FieldName;
/** The fields that an event must and may have. Anything else does not compile. */
export type FieldsOf<E extends EventId> = { [F in Named<E, 'fields'>]: FieldValue<F> } & {
  [F in Named<E, 'optional'>]?: FieldValue<F> | undefined;
};

export const fieldSpecs: Readonly<Record<string, FieldSpec>> = data.fields;
export const eventSpecs = data.events as Readonly<Record<string, EventSpec>>;

export function specOf(event: EventId): EventSpec {
  // JSON modules are typed with plain strings and booleans; a test holds the file to `EventSpec`.
  return data.events[event] as EventSpec;
}

/** The sentence of an entry for staff, with the names of states and causes in their language. */
export function describe(
  entry: { event: string; fields: Readonly<Record<string, string | number>> },
  language: Language,
): { sentence: string; next: string | null } {
  const spec = eventSpecs[entry.event];
  // An entry of a release whose catalogue was different.
  if (spec === undefined) return { sentence: entry.event, next: null };
  const sentence = spec.sentence[language].replaceAll(/\{(\w+)\}/g, (_, name: string) => {
    const value = entry.fields[name];
    if (value === undefined) return '—';
    const field = fieldSpecs[name];
    if (field !== undefined && 'enum' in field) return field.enum[value]?.[language] ?? String(value);
    return String(value);
  });
  return {
    sentence: sentence.charAt(0).toUpperCase() + sentence.slice(1),
    next: spec.next?.[language] ?? null,
  };
}
