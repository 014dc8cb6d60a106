import type { Command, Device } from './device.ts';

/**
 * What a social security card tells without a PIN: the files EF05 (issuer) and EF06 (holder) of its social
 * security application. An item is `null` where the card has no such record or it is blank.
 */
export interface SocialSecurityCardRecord {
  /** First six digits of the card identification code: the area (GB/T 2260) whose authority issued the card. */
  region: string | null;
  /** One character, as on the card. */
  cardClass: string | null;
  /** `1.00`, `2.00`, `3.00`. */
  specVersion: string | null;
  /** The organisation that initialised the card: up to 24 digits, as on the card. */
  issuer: string | null;
  /** `YYYY-MM-DD`. */
  issueDate: string | null;
  /** `YYYY-MM-DD`. */
  expiryDate: string | null;
  /** The nine characters that are printed on the card. */
  cardNumber: string | null;
  /** Social security number; of citizens the citizen number. */
  number: string;
  name: string;
  sex: { code: string; name: 'unknown' | 'male' | 'female' | 'not-stated' } | null;
  /** GB/T 3304; `name` is `其他(code)` for codes outside the standard. */
  nation: { code: string; name: string } | null;
  /** Area (GB/T 2260) of birth, six digits. */
  birthplace: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string | null;
}

/** Reader for social security cards, by contact (PC/SC). Capabilities: `read`, `removal`. */
export interface SocialSecurityCardReader extends Device {
  readonly deviceClass: 'social-security-card';
  /** Resolves when a card is in the reader. */
  waitForCard(command: Command): Promise<void>;
  /**
   * Reads the card that is in the reader. No PIN is ever presented, and no banking data is read.
   * @throws DeviceError condition `card.none` (no card), `card.torn` (pulled during the read), `card.mute` (does
   * not answer: put in the wrong way round, or broken), `card.unknownType` (has no social security application),
   * `card.locked` (tells nothing without a PIN, or is blocked), `read.failed`, `reader.gone`, `reader.ambiguous`;
   * code `invalidData` if what was read does not check.
   */
  read(command: Command): Promise<SocialSecurityCardRecord>;
  /** Resolves when no card is in the reader. */
  waitForRemoval(command: Command): Promise<void>;
}
