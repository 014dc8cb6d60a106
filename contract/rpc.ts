import { z } from 'zod';
import { citizenEventSchema } from './citizen-event.ts';
import type { KioskView } from './view.ts';

// Kept apart so that the screen can import it without the schemas.
export { rpcProtocol } from './wire.ts';

/** No honest message comes near this; a longer one closes the connection (RFC 6455 code 1009). */
export const maxMessageBytes = 4096;

export const clientMessageSchema = z.strictObject({
  /** Chosen by the screen, repeated in the answer. */
  id: z.int().min(0).max(Number.MAX_SAFE_INTEGER),
  method: z.literal('event'),
  params: citizenEventSchema,
});
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * Why an event was not accepted. `not-now`: the current step does not take it. `busy`: the same thing is
 * already under way (second tap). `unavailable`: the item, the business or the device cannot do it now.
 * `malformed`: not a message of this contract.
 */
export type Rejection = 'not-now' | 'busy' | 'unavailable' | 'malformed';

export type Answer =
  | { id: number; accepted: true }
  | { id: number | null; accepted: false; reason: Rejection };

export type HostMessage = { kind: 'view'; view: KioskView } | { kind: 'answer'; answer: Answer };
