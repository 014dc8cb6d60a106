import { z } from 'zod';
import type { Role } from '../contract/roles.ts';
import type { Found } from './found.ts';

const hexId = z.string().regex(/^[0-9a-f]{4}$/);
const score = z.int().min(1).max(100);
const pattern = z.string().refine(isPattern);
const roles = ['id-card', 'ticket-printer'] as const satisfies readonly Role[];

/** One thing that speaks for a device. Patterns are regular expressions that ignore case. */
const clueSchema = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('usb-id'), vendorId: hexId, productId: hexId.optional(), score }),
  z.strictObject({ kind: z.literal('serial-number'), pattern, score }),
  z.strictObject({ kind: z.literal('path'), pattern, score }),
  z.strictObject({ kind: z.literal('product'), pattern, score }),
  /** The configuration takes it for a device of this role. */
  z.strictObject({ kind: z.literal('configured'), score }),
  /** It answers a question that changes nothing; asked only where another clue speaks for the device. */
  z.strictObject({ kind: z.literal('answer'), probe: z.enum(['dle-eot-1', 'sam-status']), score }),
]);
export type Clue = z.infer<typeof clueSchema>;
export type ProbeName = Extract<Clue, { kind: 'answer' }>['probe'];

/** How a device is recognised. Files in `assets/fingerprints` have this shape. */
export const fingerprintSchema = z.strictObject({
  name: z.string().regex(/^[a-z0-9-]+$/),
  role: z.enum(roles),
  driver: z.string().min(1),
  /** The profile that fits the device. */
  profile: z.string().min(1),
  on: z.array(z.enum(['serial', 'hid', 'usb', 'tcp'])).min(1),
  /** The sum of clues from which on it counts as this device. */
  least: score,
  clues: z.array(clueSchema).min(1),
  /** Where the clues come from, and how sure they are. */
  facts: z.array(
    z.strictObject({
      /** `agreed`: independent sources agree. `single`: one source. `inferred`: to be confirmed on hardware. */
      confidence: z.enum(['agreed', 'single', 'inferred']),
      source: z.string().min(1),
    }),
  ),
});
export type Fingerprint = z.infer<typeof fingerprintSchema>;

/** The reason that `clue` gives for `found`; `null` where it does not apply. */
export function reasonOf(
  clue: Clue,
  { role }: Pick<Fingerprint, 'role'>,
  found: Found,
  answered: ProbeName | null,
): string | null {
  switch (clue.kind) {
    case 'usb-id': {
      if (clue.vendorId !== found.vendorId) return null;
      if (clue.productId === undefined) return `vendor ${clue.vendorId}`;
      return clue.productId === found.productId ? `USB id ${clue.vendorId}:${clue.productId}` : null;
    }
    case 'serial-number':
      return fits(clue.pattern, found.serialNumber) ? `serial number ${found.serialNumber}` : null;
    case 'path':
      return fits(clue.pattern, found.path) ? `path ${found.path}` : null;
    case 'product':
      return fits(clue.pattern, found.product) ? `calls itself ${found.product}` : null;
    case 'configured':
      return found.configuredAs === role ? 'configured as such' : null;
    case 'answer':
      return answered === clue.probe ? `answers ${clue.probe}` : null;
  }
}

function fits(text: string, value: string | undefined): boolean {
  return value !== undefined && new RegExp(text, 'i').test(value);
}

function isPattern(text: string): boolean {
  try {
    return new RegExp(text, 'i') instanceof RegExp;
  } catch {
    return false;
  }
}
