import { quote } from '../nut-text.ts';

/** What a server knows, for the time of one answer. */
export interface Served {
  upsName: string;
  description: string;
  variables: ReadonlyMap<string, string>;
  /** Instead of anything about the UPS. */
  refusal: string | undefined;
}

/** The lines that a server answers to a request (RFC 9271, 4.2), without a wire and without time. */
export function answerTo(words: readonly string[], served: Served): string[] {
  const [verb, what, name, variable] = words;
  switch (verb) {
    case 'VER':
      return ['Network UPS Tools upsd 2.8.0 - https://www.networkupstools.org/'];
    case 'NETVER':
    case 'PROTVER':
      return ['1.3'];
    case 'LOGOUT':
      return ['OK Goodbye'];
    case 'LIST':
      if (what === 'UPS' && name === undefined) return listOf('UPS', [upsRow(served)]);
      if (what !== 'VAR' || name === undefined) return ['ERR INVALID-ARGUMENT'];
      return about(name, served, () =>
        listOf(
          `VAR ${name}`,
          [...served.variables].map(([key, value]) => varRow(name, key, value)),
        ),
      );
    case 'GET':
      if (name === undefined) return ['ERR INVALID-ARGUMENT'];
      if (what === 'UPSDESC')
        return about(name, served, () => [`UPSDESC ${name} ${quote(served.description)}`]);
      if (what !== 'VAR' || variable === undefined) return ['ERR INVALID-ARGUMENT'];
      return about(name, served, () => {
        const value = served.variables.get(variable);
        return value === undefined ? ['ERR VAR-NOT-SUPPORTED'] : [varRow(name, variable, value)];
      });
    default:
      return ['ERR UNKNOWN-COMMAND'];
  }
}

function about(name: string, { upsName, refusal }: Served, answer: () => string[]): string[] {
  if (name !== upsName) return ['ERR UNKNOWN-UPS'];
  return refusal === undefined ? answer() : [`ERR ${refusal}`];
}

function listOf(what: string, rows: readonly string[]): string[] {
  return [`BEGIN LIST ${what}`, ...rows, `END LIST ${what}`];
}

function upsRow({ upsName, description }: Served): string {
  return `UPS ${upsName} ${quote(description)}`;
}

function varRow(ups: string, name: string, value: string): string {
  return `VAR ${ups} ${name} ${quote(value)}`;
}
