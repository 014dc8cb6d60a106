import type { HostToShell, ShellToHost } from '../launch/messages.ts';

/** The host's end of the line to its shell. */
export interface Shell {
  send(message: HostToShell): void;
  /** Returns the unsubscribe. */
  onMessage(listener: (message: ShellToHost) => void): () => void;
}
