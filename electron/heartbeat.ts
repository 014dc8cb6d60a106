import { z } from 'zod';
import type { IpcMain, IpcMainEvent } from 'electron';
import { heartbeatChannel } from './heartbeat-channel.ts';
import type { OwnOrigin } from './guards.ts';
import { isOwnUrl } from './own-origin.ts';

const heartbeatSchema = z.strictObject({ beat: z.int().min(0).max(Number.MAX_SAFE_INTEGER) });

/**
 * The only message a page can send to this shell: the preload's sign of life. Counted only from the main
 * frame of the own origin and in the exact shape; anything else is ignored, so that a foreign frame can
 * neither keep a hung page alive nor reach further.
 */
export function listenForHeartbeat(ipc: IpcMain, own: OwnOrigin, onBeat: () => void): void {
  ipc.on(heartbeatChannel, (event: IpcMainEvent, payload: unknown) => {
    const frame = event.senderFrame;
    if (frame === null || frame.parent !== null || !isOwnUrl(frame.url, own())) return;
    if (heartbeatSchema.safeParse(payload).success) onBeat();
  });
}
