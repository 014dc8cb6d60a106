/** V8's own, where the shell's switches allow it (`host/launch/browser-switches.ts`). */
declare const gc: ((options: { type: 'major'; execution: 'async' }) => Promise<void>) | undefined;

/**
 * Clears the page's heap of what the last session left in it. Between two people nobody waits for it; left to
 * itself V8 would do it while the next one waits for a screen, and what was shown would stay in memory until then.
 */
export function forget(): void {
  if (typeof gc !== 'undefined') void gc({ type: 'major', execution: 'async' });
}
