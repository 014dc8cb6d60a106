import { config } from 'zod';

/**
 * Imported before anything that makes a schema. Each schema here is used a few times in a process's life:
 * compiling it first (zod's default) costs a start more than it ever saves, and needs code from strings.
 */
config({ jitless: true });
