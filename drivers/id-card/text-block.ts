import type { IdCardRecord } from '../contract/id-card.ts';
import { decodeCitizen } from './cards/citizen.ts';
import { decodeForeigner2017 } from './cards/foreigner-2017.ts';
import { decodeForeigner2023 } from './cards/foreigner-2023.ts';
import { decodeResidencePermit } from './cards/residence-permit.ts';
import { TextFields } from './text-fields.ts';

export const textBlockLength = 256;

/** What a text block says; the photo and the newest address come from elsewhere. */
export type CardText = Omit<IdCardRecord, 'photo' | 'newestAddress'>;

/** The letter at this place tells the kinds of card apart. */
const kindOffset = 248;

const decoders: Readonly<Record<string, (fields: TextFields) => CardText>> = {
  ' ': decodeCitizen,
  J: decodeResidencePermit,
  I: decodeForeigner2017,
  Y: decodeForeigner2023,
};

/**
 * Decodes the 256 bytes of text (UTF-16LE, fields padded with U+0020) of any kind of card.
 * @returns `null` for a kind of card that is not known
 * @throws InvalidField
 */
export function decodeTextBlock(block: Uint8Array): CardText | null {
  const fields = new TextFields(block);
  const decode = decoders[String.fromCharCode(fields.unit(kindOffset))];
  return decode ? decode(fields) : null;
}
