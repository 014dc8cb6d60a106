import { readFileSync } from 'node:fs';
import { z } from 'zod';
import type { Clock } from '../drivers/contract/clock.ts';
import { hmacSigner } from '../platform/core/signer.ts';
import { openPlatform, type Platform } from '../platform/open.ts';
import type { PlatformConfig } from './config/schema.ts';

/** What the key file holds: who the kiosk is to the city, and the secret that both share (base64, 32 bytes or more). */
const keySchema = z.strictObject({
  keyId: z.string().regex(/^[\w.-]{1,64}$/),
  secret: z.base64().refine((text) => Buffer.from(text, 'base64').length >= 32),
});

export interface City {
  platform: Platform;
  /** What the kiosk shares with it. */
  secret: Uint8Array;
}

/**
 * The systems of the city that the configuration names, and the secret that the kiosk shares with them. Nothing is
 * sent before the first call.
 * @throws Error with a sentence for staff, without the secret, where the key file cannot be used.
 */
export function connectPlatform(
  { transport }: Pick<PlatformConfig, 'transport'>,
  { clock, random }: { clock: Clock; random: () => number },
): City {
  if (transport.kind === 'simulator')
    throw new Error('the shell has given no address for the simulated platform');
  const { url: baseUrl, keyFile } = transport;
  const { keyId, secret: text } = readKey(keyFile);
  const secret = Buffer.from(text, 'base64');
  return { platform: openPlatform({ baseUrl, signer: hmacSigner(keyId, secret), clock, random }), secret };
}

function readKey(file: string): z.infer<typeof keySchema> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new Error(`the key of the platform cannot be read: ${(error as NodeJS.ErrnoException).code}`, {
      cause: error,
    });
  }
  try {
    return keySchema.parse(JSON.parse(text));
  } catch {
    // The cause of a JSON error would quote what stands in the file.
    throw new Error(`the key of the platform in ${file} is not {"keyId", "secret"}`);
  }
}
