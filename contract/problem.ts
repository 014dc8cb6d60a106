/**
 * What can stand in a citizen's way, in the citizen's terms. The screen has a sentence and a next step
 * for each (`assets/locales`); staff see the device's own condition in the log, citizens never do.
 */
export const problems = [
  /** The card was lifted before the read finished. */
  'card-moved',
  /** The reader saw a card and could not read it. */
  'card-unreadable',
  /** A card of a kind that this kiosk does not know. */
  'card-unknown',
  /** The number on the card fails its own check digit (GB 11643). */
  'card-invalid',
  /** The card's validity has ended. */
  'card-expired',
  /** The reader does not answer, or is not there. */
  'reader-unavailable',
  /** The city knows no such code, or took it back. */
  'code-unknown',
  'code-expired',
  /** The scanner saw a code and could not read it. */
  'code-unreadable',
  /** The city does not say whose code it is. */
  'code-unchecked',
  /** The scanner does not answer, or is not there. */
  'scanner-unavailable',
  'printer-paper-out',
  'printer-cover-open',
  'printer-fault',
  /** The printer does not answer, or is not there. */
  'printer-unavailable',
  /** Something of ours failed; staff have been told. */
  'kiosk-fault',
  /** The mains are gone; the kiosk runs on its battery and starts nothing new. */
  'power-out',
  /** And the battery is nearly empty. */
  'power-low',
] as const;
export type Problem = (typeof problems)[number];
