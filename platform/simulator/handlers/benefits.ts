import { z } from 'zod';
import benefitData from '../../../assets/platform/benefits.json' with { type: 'json' };
import entitlementData from '../../../assets/platform/entitlements.json' with { type: 'json' };
import { localized } from '../../core/shapes.ts';
import type { benefits } from '../../ports/benefits.ts';
import { addDays, addWorkingDays, instantOf } from '../city/calendar.ts';
import { claimShape, hasClaim } from '../city/claims.ts';
import type { City } from '../city/city.ts';
import type { Handlers } from '../handler.ts';

const benefitSchema = z.strictObject({
  benefit: z.string(),
  title: localized,
  reason: localized,
  amountFen: z.int().nullable(),
  ...claimShape,
});
const entitlementSchema = z.strictObject({ entitlement: z.string(), title: localized, ...claimShape });
const allBenefits = z.array(benefitSchema).parse(benefitData);
const allEntitlements = z.array(entitlementSchema).parse(entitlementData);

const freshMs = 3_600_000;
const confirmDays = 60;

export function benefitsHandlers(city: City): Handlers<typeof benefits> {
  const confirmed = new Set<string>();
  return {
    matches(_request, { person }) {
      const matching = allBenefits.filter((each) => hasClaim(city, person, each));
      const confirmBy = addDays(city.today(), confirmDays);
      const benefits = matching.map(({ benefit, title, reason, amountFen }) => {
        const state = confirmed.has(`${person.subject} ${benefit}`)
          ? ('confirmed' as const)
          : ('open' as const);
        return { benefit, title, reason, amountFen, state, confirmBy };
      });
      return { data: { benefits }, freshMs };
    },
    confirm({ benefit }, { person }) {
      const found = allBenefits.find((each) => each.benefit === benefit && hasClaim(city, person, each));
      if (!found) return { refusal: 'unknownBenefit' };
      const name = `${person.subject} ${benefit}`;
      if (confirmed.has(name)) return { refusal: 'alreadyConfirmed' };
      confirmed.add(name);
      return { data: { confirmedAt: instantOf(city.now()), payableOn: addWorkingDays(city.today(), 10) } };
    },
    entitlements(_request, { person }) {
      const own = allEntitlements.filter((each) => hasClaim(city, person, each));
      const given = allBenefits.filter(({ benefit }) => confirmed.has(`${person.subject} ${benefit}`));
      const all = [...own, ...given.map(({ benefit, title }) => ({ entitlement: benefit, title }))];
      const entitlements = all.map(({ entitlement, title }) => ({ entitlement, title, validUntil: null }));
      return { data: { entitlements }, freshMs };
    },
  };
}
