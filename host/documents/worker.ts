/** Entry of the thread that makes documents. Its parent sends a `RenderOrder` for each, and ends it. */
import { parentPort } from 'node:worker_threads';
import { appRoot } from '../launch/paths.ts';
import { DocumentError } from './document-error.ts';
import type { RenderAnswer, RenderOrder } from './messages.ts';
import { renderDocument } from './render.ts';
import { loadTypefaces } from './typefaces.ts';

const faces = loadTypefaces(appRoot);

parentPort?.on('message', ({ id, document, job }: RenderOrder) => {
  try {
    const { pdf, pages } = renderDocument(document, job, faces);
    // A copy that has its memory to itself, so that it can be handed over.
    const own = new Uint8Array(pdf);
    parentPort?.postMessage({ id, ok: true, pdf: own, pages } satisfies RenderAnswer, [own.buffer]);
  } catch (error) {
    if (!(error instanceof DocumentError)) throw error;
    const { code, message } = error;
    parentPort?.postMessage({ id, ok: false, code, message } satisfies RenderAnswer);
  } finally {
    job.key.fill(0);
  }
});
