import type { CivicDocument } from './document.ts';
import type { DocumentErrorCode } from './document-error.ts';
import type { SealJob } from './render.ts';

/** To the renderer's thread. `id` pairs the answer with the order. */
export interface RenderOrder {
  id: number;
  document: CivicDocument;
  job: SealJob;
}

export type RenderAnswer =
  | { id: number; ok: true; pdf: Uint8Array; pages: number }
  | { id: number; ok: false; code: DocumentErrorCode; message: string };
