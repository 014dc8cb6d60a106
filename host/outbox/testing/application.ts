import type { PlatformSimulator } from '../../../platform/simulator/simulator.ts';
import type { Platform } from '../../../platform/open.ts';
import type { Person } from '../../../platform/simulator/city/people.ts';
import type { Entry } from '../entry.ts';

const item = 'residence-registration';

export interface Applicant {
  person: Person;
  /** An application that the city takes. */
  application(key: string): Entry;
}

/** Somebody of the simulated city who has every paper, and who could not be asked who it is. */
export async function applicant(city: Platform, { city: { people } }: PlatformSimulator): Promise<Applicant> {
  for (const person of people) {
    const { subject } = person;
    const [held, known] = await Promise.all([
      city.licences.list({ subject }),
      city.intake.prefill({ subject, item }),
    ]);
    if (!held.ok || !known.ok) continue;
    const valid = (kind: string) =>
      held.data.licences.find((each) => each.kind === kind && each.state === 'valid')?.licence ?? null;
    const [card, housing] = [valid('identity-card'), valid('property-certificate')];
    const telephone = known.data.fields.find(({ field }) => field === 'phone')?.value ?? null;
    if (card === null || housing === null || telephone === null) continue;
    const answers = Object.fromEntries(
      known.data.fields.flatMap(({ field, value }) => (value === null ? [] : [[field, value]])),
    );
    const materials = [
      { material: 'identity-card', licence: card, upload: null },
      { material: 'housing-proof', licence: housing, upload: null },
    ];
    return {
      person,
      application: (key) => ({
        key,
        port: 'intake',
        operation: 'submit',
        who: {
          document: { kind: 'id-card', number: person.number, name: person.name, validUntil: null },
        },
        body: { item, answers: { ...answers, movedInOn: '2026-02-01' }, materials, signature: null },
      }),
    };
  }
  throw new Error('nobody has every paper');
}

/** A key as the host makes them. */
export function keyNumber(n: number): string {
  return `00000000000000a1-${n}`;
}
