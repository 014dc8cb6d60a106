import { DeviceError } from '../contract/device-error.ts';
import type { ConditionCode } from '../contract/status.ts';
import { exchange, type CardAnswer, type Transmit } from './apdu.ts';
import { cardFiles, type CardItem, type CardTexts, type ItemForm } from './card-files.ts';
import { decodeItem, InvalidItem } from './item-forms.ts';
import type { CardProfile } from './profile.ts';

const select = 0xa4;
const readRecord = 0xb2;
/** P1 of SELECT for an application by its name. */
const byName = 0x04;

const success = 0x9000;
/** Fewer bytes than were asked for, and they are there. */
const endReached = 0x6282;
const notFound = 0x6a82;
const noSuchRecord = 0x6a83;
/** Not without a PIN, not now, application or card blocked. */
const closedDoors: ReadonlySet<number> = new Set([0x6982, 0x6985, 0x6283, 0x6a81]);

/** Selects the application and reads both files, record by record. Nothing else is ever sent to a card. */
export async function readCard(transmit: Transmit, profile: CardProfile): Promise<CardTexts> {
  await selectApplication(transmit, Buffer.from(profile.application, 'hex'));
  return {
    ...(await readFile(transmit, profile, cardFiles.ef05)),
    ...(await readFile(transmit, profile, cardFiles.ef06)),
  };
}

async function selectApplication(transmit: Transmit, name: Uint8Array): Promise<void> {
  const answer = await exchange(transmit, { header: [0, select, byName, 0], data: name });
  if (answer.sw === notFound)
    throw new DeviceError('condition', 'the card has no social security application (6A82)', {
      condition: 'card.unknownType',
      effect: 'none',
      retry: 'never',
    });
  if (answer.sw !== success) throw refusal('select the application', answer);
}

async function readFile<const Items extends Record<string, CardItem>>(
  transmit: Transmit,
  profile: CardProfile,
  { file, items }: { file: readonly number[]; items: Items },
): Promise<Record<keyof Items, string | null>> {
  const answer = await exchange(transmit, {
    header: [0, select, profile.selectFileP1, 0],
    data: Uint8Array.from(file),
  });
  if (answer.sw !== success) throw refusal(`select EF${hex(file.at(-1) ?? 0)}`, answer);
  const texts: [string, string | null][] = [];
  for (const [index, [name, item]] of Object.entries(items).entries()) {
    const header = recordHeader(profile, item.id, index + 1);
    texts.push([name, await readItem(transmit, header, name, item)]);
  }
  return Object.fromEntries(texts) as Record<keyof Items, string | null>;
}

type Header = readonly [number, number, number, number];

function recordHeader({ recordsBy }: CardProfile, id: number, number: number): Header {
  return recordsBy === 'identifier' ? [0, readRecord, id, 0x00] : [0, readRecord, number, 0x04];
}

async function readItem(
  transmit: Transmit,
  header: Header,
  name: string,
  { id, form, length }: CardItem,
): Promise<string | null> {
  // T=1 cards cut off what was not asked for: more is asked for where a record is longer than the standard's.
  for (const le of [2 + length, 256]) {
    const answer = await exchange(transmit, { header, le });
    if (answer.sw === noSuchRecord) return null;
    if (answer.sw !== success && answer.sw !== endReached) throw refusal(`read record ${hex(id)}`, answer);
    const value = findValue(answer.data, id);
    const text = value && decode(name, form, value);
    answer.data.fill(0);
    if (text !== null) return text || null;
  }
  throw failure('protocol', 'read.failed', `record ${hex(id)} is not what it should be`);
}

function decode(name: string, form: ItemForm, value: Uint8Array): string {
  try {
    return decodeItem(form, value);
  } catch (error) {
    if (!(error instanceof InvalidItem)) throw error;
    throw new DeviceError('invalidData', `the ${name} on the card is not valid`, {
      condition: 'read.failed',
      effect: 'none',
      retry: 'never',
    });
  }
}

/** A record is `identifier length value`; identifiers that nobody knows are passed over. */
function findValue(record: Uint8Array, id: number): Uint8Array | null {
  for (let at = 0; at + 1 < record.length;) {
    const end = at + 2 + (record[at + 1] ?? 0);
    if (record[at] === id) return end <= record.length ? record.subarray(at + 2, end) : null;
    at = end;
  }
  return null;
}

function refusal(step: string, { sw }: CardAnswer): DeviceError {
  const said = `${step}: the card answered ${sw.toString(16).toUpperCase().padStart(4, '0')}`;
  return closedDoors.has(sw)
    ? failure('condition', 'card.locked', said)
    : failure('condition', 'read.failed', said);
}

function failure(code: 'condition' | 'protocol', condition: ConditionCode, message: string): DeviceError {
  const retry = condition === 'card.locked' ? 'never' : 'safe';
  return new DeviceError(code, message, { condition, effect: 'none', retry });
}

function hex(byte: number): string {
  return byte.toString(16).toUpperCase().padStart(2, '0');
}
