/** A renderer's thread that goes wrong as the title of the document says. */
import { parentPort } from 'node:worker_threads';
import type { RenderOrder } from '../messages.ts';

parentPort?.on('message', ({ document }: RenderOrder) => {
  if (document.title === 'throw') throw new Error('a bug');
  if (document.title === 'exit') process.exit(0);
  for (;;);
});
