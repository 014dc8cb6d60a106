import type { Identified } from '../../state-machines/service/service.ts';
import { hasValidCheck } from '../../drivers/id-card/citizen-number.ts';
import { isDate } from '../services/dates.ts';
import type { Origin } from '../services/form-schema.ts';
import type { Facts } from '../services/logic.ts';

/** What rules may know of whoever was identified; what is not known is absent. */
export function personFacts(person: Identified | null): Facts {
  if (person === null) return {};
  const birthDate = birthDateOf(person);
  return {
    number: person.idNumber,
    ...(birthDate !== null && { birthDate }),
    ...(person.sex !== null && { sex: person.sex }),
    ...(person.validTo !== null && { cardValidTo: person.validTo }),
  };
}

/** What card or code say themselves; `null` where they do not. */
export function saysItself(person: Identified, { source, path }: Origin): string | null {
  if (source === 'code' && person.document !== 'code') return null;
  const said: Readonly<Record<string, string | null | undefined>> = {
    name: person.name,
    number: person.idNumber,
    sex: person.sex,
    birthDate: birthDateOf(person),
    address: person.address,
    validTo: person.validTo,
    enterpriseName: person.enterprise?.name,
    creditCode: person.enterprise?.creditCode,
  };
  return Object.hasOwn(said, path) ? (said[path] ?? null) : null;
}

/** A code says no birth date, but the number of a citizen has it from the seventh digit on (GB 11643). */
function birthDateOf({ birthDate, idNumber }: Identified): string | null {
  if (birthDate !== null || !hasValidCheck(idNumber)) return birthDate;
  const day = `${idNumber.slice(6, 10)}-${idNumber.slice(10, 12)}-${idNumber.slice(12, 14)}`;
  return isDate(day) ? day : null;
}
