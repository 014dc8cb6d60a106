import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { file, instant, reference, sha256, subject } from '../core/shapes.ts';

/** Signatures of persons and seals of offices (电子签名、电子印章). */
export const signing = definePort({
  id: 'signing',
  title: { 'zh-CN': '电子签名与印章', en: 'Signing' },
  operations: {
    signOnPad: {
      summary: 'Seals a signature that was written here, together with the document that it is under.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 12_000,
      request: z.strictObject({ subject, documentSha256: sha256, strokes: z.strictObject(file.shape) }),
      reply: z.object({ signature: reference, signedAt: instant }),
      refusals: ['damaged'],
      maxRequestBytes: 1_048_576,
    },
    askPhone: {
      summary: 'Has the person sign on the own telephone.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, documentSha256: sha256 }),
      reply: z.object({
        signature: reference,
        /** For the QR code; nothing personal in it. */
        url: z.url(),
        expiresAt: instant,
      }),
      refusals: [],
    },
    state: {
      summary: 'Whether it has been signed, and under which document.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 6000,
      request: z.strictObject({ subject, signature: reference }),
      reply: z.object({ state: z.enum(['waiting', 'signed', 'expired']), documentSha256: sha256 }),
      refusals: ['unknownSignature'],
    },
  },
});
