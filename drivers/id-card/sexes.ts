import type { IdCardRecord } from '../contract/id-card.ts';

/** GB/T 2261.1-2003. */
const names: Readonly<Record<string, IdCardRecord['sex']['name']>> = {
  '1': 'male',
  '2': 'female',
  '9': 'not-stated',
};

/** `unknown` for what the standard does not have. */
export function sexOf(code: string): IdCardRecord['sex'] {
  return { code, name: names[code] ?? 'unknown' };
}
