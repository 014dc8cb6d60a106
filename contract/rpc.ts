import { z } from 'zod';
import { frameReportSchema, type WatchTask } from './camera.ts';
import { citizenEventSchema } from './citizen-event.ts';
import type { KioskView } from './view.ts';

// Kept apart so that the screen can import them without the schemas.
export { maxMessageBytes, rpcProtocol } from './wire.ts';

/** Chosen by whoever asks, repeated in the answer. */
const id = z.int().min(0).max(Number.MAX_SAFE_INTEGER);

/** The screen's answer to `watch-camera`, under the number of the question. */
const cameraReportSchema = frameReportSchema.extend({ watch: id });
export type CameraReport = z.infer<typeof cameraReportSchema>;

export const clientMessageSchema = z.discriminatedUnion('method', [
  z.strictObject({ id, method: z.literal('event'), params: citizenEventSchema }),
  z.strictObject({ id, method: z.literal('camera'), params: cameraReportSchema }),
]);
export type ClientMessage = z.infer<typeof clientMessageSchema>;

/**
 * Why a message was not accepted. `not-now`: the current step does not take it, or nobody had asked for it. `busy`: the same thing is
 * already under way (second tap). `unavailable`: the item, the business or the device cannot do it now.
 * `malformed`: not a message of this contract.
 */
export type Rejection = 'not-now' | 'busy' | 'unavailable' | 'malformed';

export type Answer =
  | { id: number; accepted: true }
  | { id: number | null; accepted: false; reason: Rejection };

export type HostMessage =
  | { kind: 'view'; view: KioskView }
  | { kind: 'answer'; answer: Answer }
  /** Look at the camera's picture now and report. A newer question takes the place of an older one. */
  | { kind: 'watch-camera'; watch: number; task: WatchTask };
