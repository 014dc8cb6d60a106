export interface ChildExit {
  code: number | null;
  signal: string | null;
}

/** One child process and its message channel, whatever started it (Node's fork, Electron's utilityProcess). */
export interface ChildLink<Out, In> {
  /** `undefined` until the process runs, and where it could not be started. */
  readonly pid: number | undefined;
  /** Dropped silently once the child has ended: `onExit` tells. */
  send(message: Out): void;
  onMessage(listener: (message: In) => void): void;
  /** Called once, also for a child that could not be started (both fields `null`). */
  onExit(listener: (exit: ChildExit) => void): void;
  /** Ends the child at once; a hung process does not react to a polite request. */
  kill(): void;
}
