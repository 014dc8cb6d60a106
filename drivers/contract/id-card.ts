import type { Command, Device } from './device.ts';

/** The letter that GA/T 467 readers give at offset 248 of the text block, spelled out. */
export type CardKind =
  /** Resident identity card. */
  | 'citizen'
  /** Residence permit for Hong Kong, Macao and Taiwan residents (J). */
  | 'residence-permit'
  /** Foreign permanent resident identity card, 2017 edition (I). */
  | 'foreigner-2017'
  /** Foreign permanent resident identity card, 2023 edition (Y). */
  | 'foreigner-2023';

export interface IdCardRecord {
  kind: CardKind;
  /** The name to address the holder by: Chinese where the card has one, else English. Never empty. */
  name: string;
  englishName: string | null;
  sex: { code: string; name: 'unknown' | 'male' | 'female' | 'not-stated' };
  /** GB/T 3304; citizen cards only. `name` is `其他(code)` for codes outside the standard. */
  nation: { code: string; name: string } | null;
  /** As on the card: ISO 3166 alpha-3 (I) or what a Y card carries; foreigners only. */
  nationality: string | null;
  /** `YYYY-MM-DD`. */
  birthDate: string;
  address: string | null;
  /** As printed: 18 characters, or 15 for kind `foreigner-2017`. */
  number: string;
  authority: string | null;
  /** `YYYY-MM-DD`. */
  validFrom: string;
  /** `YYYY-MM-DD`, or `long-term` for 长期. */
  validTo: string | 'long-term';
  /** Pass number of a residence permit (J). */
  passNumber: string | null;
  /** How often the card was issued (J) or renewed (Y), as on the card. */
  issueCount: string | null;
  /** Newest address stored later by the authority (command 30 03), if there is one. */
  newestAddress: string | null;
  /** Encoded photo as delivered: 1024 bytes. No open decoder for `wlt` exists. */
  photo: { format: 'wlt'; bytes: Uint8Array };
}

/** GA/T 467 card reader. Capabilities: `read`, `newest-address`, `removal` (can tell that a read card was taken off). */
export interface IdCardReader extends Device {
  readonly deviceClass: 'id-card';
  /** Resolves when a card lies on the reader. */
  waitForCard(command: Command): Promise<void>;
  /**
   * Reads the card that lies on the reader.
   * @throws DeviceError condition `card.none` (no card), `card.torn` (lifted during the read), `read.failed`,
   * `card.unknownType`, `sam.fault`; code `invalidData` if a citizen number fails its check digit.
   */
  read(command: Command): Promise<IdCardRecord>;
  /**
   * Resolves when the card that was read has left the reader. `unsupported` where the reader cannot tell: the
   * model has no way to, or the card is one that it failed to read.
   */
  waitForRemoval(command: Command): Promise<void>;
  /** The security module's own id, `05.01-20200101-0000000001-1234567890`. */
  samId(command: Command): Promise<string>;
}
