import { z } from 'zod';
import cards from '../../../assets/simulated-cards/id-cards.json' with { type: 'json' };

const date = z.string().regex(/^\d{8}$/);
const common = {
  id: z.string(),
  /** The invented holder, as printed on the card. */
  holder: z.string(),
  /** What this card is good for at the bench. */
  description: z.strictObject({ 'zh-CN': z.string(), en: z.string() }),
  newestAddresses: z.array(z.string().max(35)).max(4),
};
const holder = {
  sex: z.string().length(1),
  birth: date,
  number: z.string(),
  from: date,
  to: z.union([date, z.literal('长期')]),
};

const cardSchema = z.discriminatedUnion('kind', [
  z.strictObject({
    ...common,
    ...holder,
    kind: z.literal('citizen'),
    nation: z.string().length(2),
    address: z.string(),
    authority: z.string(),
  }),
  z.strictObject({
    ...common,
    ...holder,
    kind: z.literal('residence-permit'),
    address: z.string(),
    authority: z.string(),
    pass: z.string(),
    issues: z.string(),
  }),
  z.strictObject({
    ...common,
    ...holder,
    kind: z.literal('foreigner-2017'),
    englishName: z.string(),
    nationality: z.string(),
    version: z.string(),
    acceptedBy: z.string(),
  }),
  z.strictObject({
    ...common,
    ...holder,
    kind: z.literal('foreigner-2023'),
    englishName: z.string(),
    nationality: z.string(),
    renewals: z.string(),
    previousNumber: z.string(),
  }),
  z.strictObject({ ...common, kind: z.literal('unknown') }),
]);

export type SimulatedCard = z.infer<typeof cardSchema>;

/** Cards of invented holders. Their numbers are samples from the standards or made by the standard's rule. */
export const simulatedCards: readonly SimulatedCard[] = z.array(cardSchema).parse(cards);
