import { DeviceError } from '../contract/device-error.ts';
import type { IdCardRecord } from '../contract/id-card.ts';
import type { SamCommandName } from './sam-commands.ts';
import type { SamReply } from './sam-frame.ts';
import { sw3Meaning, sw3Raw } from './sw3.ts';
import { decodeTextBlock, textBlockLength } from './text-block.ts';
import { InvalidField } from './text-fields.ts';

const photoLength = 1024;
const addressLength = 70;

/** What a card in mid-read is answered with once it has left the field. */
const lostCard = new Set([0x41, 0x80, 0x81]);

/** The failure that a reply other than success stands for. */
export function refusal(name: SamCommandName, { sw3 }: SamReply): DeviceError {
  const { meaning, condition, retry } = sw3Meaning(sw3);
  const inRead = name === 'select' || name === 'read' || name === 'newestAddress';
  const torn = inRead && lostCard.has(sw3);
  return new DeviceError('condition', `${name}: ${meaning.en} (${sw3Raw(sw3)})`, {
    condition: torn ? 'card.torn' : (condition ?? 'read.failed'),
    effect: 'none',
    retry: torn ? 'safe' : retry,
  });
}

/**
 * Decodes the data of a good reply to command 30 01: lengths of text and photo, text, photo.
 * @throws DeviceError `protocol`, condition `card.unknownType`, or `invalidData`. None of them tells what was read.
 */
export function decodeCard(data: Uint8Array, newestAddress: string | null): IdCardRecord {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  if (view.getUint16(0) !== textBlockLength || view.getUint16(2) !== photoLength)
    throw new DeviceError('protocol', 'read: the lengths of text and photo are not those of the standard', {
      condition: 'read.failed',
      effect: 'none',
      retry: 'safe',
    });
  const text = decodeText(data.subarray(4, 4 + textBlockLength));
  if (!text)
    throw new DeviceError('condition', 'read: this kind of card is not known', {
      condition: 'card.unknownType',
      effect: 'none',
      retry: 'never',
    });
  return { ...text, newestAddress, photo: { format: 'wlt', bytes: data.slice(4 + textBlockLength) } };
}

function decodeText(block: Uint8Array): ReturnType<typeof decodeTextBlock> {
  try {
    return decodeTextBlock(block);
  } catch (error) {
    if (!(error instanceof InvalidField)) throw error;
    throw new DeviceError('invalidData', error.message, {
      condition: 'read.failed',
      effect: 'none',
      retry: 'never',
    });
  }
}

/** @param data one to four addresses of 70 bytes in UTF-16LE. `null` if all are blank. */
export function decodeNewestAddress(data: Uint8Array, newest: 'first' | 'last'): string | null {
  const decoder = new TextDecoder('utf-16le');
  const addresses: string[] = [];
  for (let at = 0; at < data.length; at += addressLength)
    addresses.push(decoder.decode(data.subarray(at, at + addressLength)).replace(/[ \0]+$/, ''));
  const stored = addresses.filter((address) => address !== '');
  return (newest === 'first' ? stored[0] : stored.at(-1)) ?? null;
}
