/** V8's own, where the shell allows it (`host/launch/fork-child.ts`). */
declare const gc: ((options: { type: 'major'; execution: 'async' }) => Promise<void>) | undefined;

/**
 * Clears the heap of what a session left in it, once everything else of this turn has let go of it. Between two people
 * nobody waits for it; left to itself V8 would do it in the middle of somebody's session.
 */
export function collectGarbage(): void {
  setImmediate(() => {
    if (typeof gc !== 'undefined') void gc({ type: 'major', execution: 'async' });
  });
}
