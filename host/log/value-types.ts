import { eventSpecs, fieldSpecs } from './catalogue.ts';

/**
 * The forms of free values. Each is as narrow as its use allows, so that a name, an address or a document
 * number does not fit: no Chinese, no spaces, no long runs of digits. An id that is spelled like a name in
 * lower-case pinyin cannot be told apart by its form; ids therefore come from configuration only.
 */
const textForms: Record<string, RegExp> = {
  id: /^[a-z][a-z0-9.-]{0,63}$/,
  /** Machines and fields of the program. */
  name: /^[A-Za-z][A-Za-z0-9_-]{0,63}$/,
  /** `idle.(door.attract,comfort.standard)`. Each part begins in lower case, unlike the names on a card. */
  state: /^(?=.{1,256}$)\(*[a-z][A-Za-z0-9-]*([.,()]+[a-z][A-Za-z0-9-]*)*\)*$/,
  /** An event of a machine: `PRINT`, `xstate.done.actor.0.kiosk.identify`. */
  trigger: /^[A-Za-z][A-Za-z0-9_.:()-]{0,127}$/,
  /** Position in a configuration file: `devices[0].transport.port`, `$` for the whole. */
  path: /^(\$|[A-Za-z][A-Za-z0-9_.[\]-]{0,127})$/,
  version: /^\d{1,4}\.\d{1,4}\.\d{1,4}(-[a-z0-9.]{1,16})?$/,
  session: /^[0-9a-f]{16}$/,
  /** A session id with short suffixes, or a UUID. */
  operation: /^([0-9a-f]{16}(-([a-z]{1,16}|\d{1,4}))*|[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/,
  /** How a process ended: a signal, an exit code, or a word of ours. */
  cause: /^(SIG[A-Z0-9]{2,10}|code-\d{1,3}|silent|not-started|refused)$/,
  /** A line of a source file: `sam-line.ts:120`. */
  place: /^[A-Za-z][\w.-]{0,63}\.(ts|js):\d{1,6}$/,
  /** `YYYY-MM-DD`, a day of the service itself: years of birth of nearly everybody do not fit. */
  day: /^20(2[5-9]|[3-9]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$/,
  'day-or-open': /^(open|20(2[5-9]|[3-9]\d)-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/,
  'ticket-number': /^[A-Z]{1,2}\d{3,5}$/,
};

/** Forms whose values hold random hexadecimal digits, in which a long run of digits means nothing. */
const randomForms = new Set(['session', 'operation']);

/** A birth date has 8 digits in a row, a telephone number 11, a document number 12 to 18. */
const longDigitRun = /\d{8}/;

/** Counts and durations. Below 11 digits, so a mobile telephone number is not a count. */
const largestNumber = 1_000_000_000;

export function fitsText(form: string, value: unknown): value is string {
  const pattern = textForms[form];
  if (pattern === undefined || typeof value !== 'string' || !pattern.test(value)) return false;
  return randomForms.has(form) || !longDigitRun.test(value);
}

/** Whether the catalogue allows this value in this field of this event. */
export function isAllowed(event: string, field: string, value: unknown): value is string | number {
  const spec = eventSpecs[event];
  if (spec === undefined) return false;
  if (!Object.hasOwn(spec.fields, field) && !Object.hasOwn(spec.optional, field)) return false;
  const type = fieldSpecs[field];
  if (type === undefined) return false;
  if ('enum' in type) return typeof value === 'string' && Object.hasOwn(type.enum, value);
  if ('number' in type) {
    return typeof value === 'number' && Number.isInteger(value) && value >= 0 && value <= largestNumber;
  }
  return fitsText(type.string, value);
}
