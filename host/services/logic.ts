import { defaultMethods, LogicEngine } from 'json-logic-engine';
import { ageOn, daysBetween, isDate } from './dates.ts';

/** A condition as data, see jsonlogic.com. */
export type Logic = unknown;

/** What a condition may ask about. A name that is absent is not known; `null` is known: there is none. */
export type Facts = Readonly<Record<string, unknown>>;

/** Why a condition has no answer. */
export type LogicError =
  | { code: 'too-deep' | 'too-large' }
  /** An operator that conditions may not use, or a shape that is none. */
  | { code: 'unknown-operator'; operator: string }
  /** `var` with a name that is computed: nobody can say beforehand what it asks about. */
  | { code: 'computed-name' }
  /** A list in the data is longer than any form allows. */
  | { code: 'list-too-long'; name: string }
  /** An operator was given what it cannot reckon with: a text for a number, a day that does not exist. */
  | { code: 'bad-value'; operator: string };

export type LogicResult = { ok: true; value: unknown } | { ok: false; error: LogicError };

/** The largest condition; those that are written by people have some ten nodes. */
const maxDepth = 16;
const maxNodes = 250;
const maxListItems = 200;

/**
 * What a condition may use. None of these builds lists or texts, and lists are gone through at one level only, so
 * that the work is bounded by nodes × items: a condition always ends.
 */
const plain = ['!', '!!', 'and', 'or', 'if', '===', '!==', 'in', 'var'] as const;
const comparisons = ['<', '<=', '>', '>='] as const;
const numbers = ['+', '-', '*', 'min', 'max'] as const;
const lists = ['some', 'all', 'none'] as const;
const dates = ['age', 'days'] as const;
export const operators: readonly string[] = [...plain, ...comparisons, ...numbers, ...lists, ...dates];

class BadValue extends Error {
  readonly operator: string;
  constructor(operator: string) {
    super(operator);
    this.operator = operator;
  }
}

type Method = (args: unknown) => unknown;

/** Of the engine's own; what goes through a list comes as a description. */
const arithmetic = defaultMethods as unknown as Record<'+' | '-' | '*' | 'min' | 'max', Method>;

/** JavaScript would reckon with anything. */
function ofNumbers(operator: keyof typeof arithmetic): Method {
  return (args) => {
    if (!Array.isArray(args) || args.length === 0 || !args.every((value) => typeof value === 'number'))
      throw new BadValue(operator);
    return arithmetic[operator](args);
  };
}

/** Numbers with numbers, and days with days. */
function comparing(operator: (typeof comparisons)[number]): Method {
  return (args) => {
    if (!Array.isArray(args) || args.length < 2) throw new BadValue(operator);
    if (args.every((value) => typeof value === 'number') || args.every(isDate))
      return compare(operator, args);
    throw new BadValue(operator);
  };
}

/** With three values: whether the middle one lies between, as JSON Logic has it. */
function compare(operator: string, values: readonly (number | string)[]): boolean {
  return values.every((value, index) => {
    const next = values[index + 1];
    if (next === undefined) return true;
    if (operator === '<') return value < next;
    if (operator === '<=') return value <= next;
    return operator === '>' ? value > next : value >= next;
  });
}

function ofDates(operator: string, reckon: (from: string, to: string) => number): Method {
  return (args) => {
    const [from, to] = Array.isArray(args) ? (args as unknown[]) : [];
    if (!isDate(from) || !isDate(to)) throw new BadValue(operator);
    return reckon(from, to);
  };
}

const engine = new LogicEngine(
  {
    ...Object.fromEntries([...plain, ...lists].map((name) => [name, defaultMethods[name]])),
    ...Object.fromEntries(comparisons.map((name) => [name, comparing(name)])),
    ...Object.fromEntries(numbers.map((name) => [name, ofNumbers(name)])),
    age: ofDates('age', ageOn),
    days: ofDates('days', daysBetween),
  },
  { disableInterpretedOptimization: true },
);

/** What is wrong with a condition before it meets any data, or `null`. */
export function refuseLogic(logic: Logic): LogicError | null {
  let nodes = 0;
  const visit = (node: unknown, depth: number, inList: boolean): LogicError | null => {
    nodes += 1;
    if (depth > maxDepth) return { code: 'too-deep' };
    if (nodes > maxNodes) return { code: 'too-large' };
    if (typeof node !== 'object' || node === null) return null;
    if (Array.isArray(node)) return firstOf(node.map((entry) => visit(entry, depth + 1, inList)));
    const [operator, ...more] = Object.keys(node);
    if (operator === undefined || more.length > 0 || !operators.includes(operator))
      return { code: 'unknown-operator', operator: [operator ?? '{}', ...more].join('+') };
    const args = (node as Record<string, unknown>)[operator];
    if (operator === 'var' && nameOf(args) === null) return { code: 'computed-name' };
    const goesThrough = (lists as readonly string[]).includes(operator);
    if (goesThrough && inList) return { code: 'unknown-operator', operator: `${operator} within a list` };
    return visit(args, depth + 1, inList || goesThrough);
  };
  return visit(logic, 0, false);
}

function firstOf(errors: (LogicError | null)[]): LogicError | null {
  return errors.find((error) => error !== null) ?? null;
}

function nameOf(args: unknown): string | null {
  const name: unknown = Array.isArray(args) ? args[0] : args;
  return typeof name === 'string' ? name : null;
}

/**
 * The names that a condition asks about, `form.birthDate`. Those within `some`, `all` and `none` belong to the
 * entries of the list and are left out; those with a default of their own come with `optional`.
 */
export function namesIn(logic: Logic): { name: string; optional: boolean }[] {
  if (typeof logic !== 'object' || logic === null) return [];
  if (Array.isArray(logic)) return logic.flatMap(namesIn);
  return Object.entries(logic).flatMap(([operator, args]: [string, unknown]) => {
    if (operator === 'var') {
      const name = nameOf(args);
      return name === null ? [] : [{ name, optional: Array.isArray(args) && args.length > 1 }];
    }
    return namesIn((lists as readonly string[]).includes(operator) && Array.isArray(args) ? args[0] : args);
  });
}

/** Whether the name is known, in its own right: what objects inherit is no fact. */
export function isKnown(name: string, facts: Facts): boolean {
  return valueOf(name, facts) !== undefined;
}

function valueOf(name: string, facts: Facts): unknown {
  let found: unknown = facts;
  for (const key of name.split('.')) {
    if (found === null) return null;
    if (typeof found !== 'object' || !Object.hasOwn(found, key)) return undefined;
    found = (found as Record<string, unknown>)[key];
  }
  return found;
}

/** Asks a condition. Never throws for what a condition or the data hold, and always ends. */
export function evaluate(logic: Logic, facts: Facts): LogicResult {
  const refused = refuseLogic(logic);
  if (refused !== null) return { ok: false, error: refused };
  const long = namesIn(logic).find(({ name }) => {
    const value = valueOf(name, facts);
    return Array.isArray(value) && value.length > maxListItems;
  });
  if (long) return { ok: false, error: { code: 'list-too-long', name: long.name } };
  try {
    return { ok: true, value: engine.run(logic, facts) as unknown };
  } catch (error) {
    // The engine throws NaN and bare objects for what it cannot reckon.
    const operator = error instanceof BadValue ? error.operator : '?';
    return { ok: false, error: { code: 'bad-value', operator } };
  }
}
