/** What a start needs as soon as its configuration is checked. Schemas take 12 ms to be made: a browser starts meanwhile. */
import '../zod-without-jit.ts';

export { prepare } from './prepare.ts';
export { launch } from './launch.ts';
