import type { IdCardRecord } from '../contract/id-card.ts';
import { decodeCard, decodeNewestAddress, refusal } from './card-read.ts';
import type { ReaderProfile } from './profile.ts';
import { samCommands, type SamCommandName } from './sam-commands.ts';
import type { SamReply } from './sam-frame.ts';
import { formatSamId } from './sam-id.ts';
import type { Exchange } from './sam-line.ts';

/** Looks for a card before a read says that there is none: readers miss one now and then. */
const findAttempts = 2;

/** Find, select, read, newest address: each needs the one before. */
export async function readCard(
  exchange: Exchange,
  { found, newestAddress }: { found: boolean; newestAddress: ReaderProfile['newestAddress'] },
): Promise<IdCardRecord> {
  if (!found) await findCard(exchange);
  await ask(exchange, 'select');
  const { data } = await ask(exchange, 'read');
  try {
    return decodeCard(
      data,
      newestAddress === 'none' ? null : await readNewestAddress(exchange, newestAddress),
    );
  } finally {
    // Nothing of a card stays behind that the record does not hold.
    data.fill(0);
  }
}

async function findCard(exchange: Exchange): Promise<void> {
  for (let attempt = 1; ; attempt += 1) {
    const reply = await exchange('find');
    if (reply.sw3 === samCommands.find.success) return;
    if (reply.sw3 !== 0x80 || attempt === findAttempts) throw refusal('find', reply);
  }
}

async function readNewestAddress(exchange: Exchange, newest: 'first' | 'last'): Promise<string | null> {
  const reply = await exchange('newestAddress');
  // 91: nothing stored.
  if (reply.sw3 === 0x91) return null;
  if (reply.sw3 !== samCommands.newestAddress.success) throw refusal('newestAddress', reply);
  const address = decodeNewestAddress(reply.data, newest);
  reply.data.fill(0);
  return address;
}

/**
 * Whether a card lies on the reader. After a good read most readers answer "no card" to a look until the card has
 * left, so the chip number tells; when the reader has forgotten the card (it was unplugged, say) a look may find it
 * again.
 */
export async function cardLies(exchange: Exchange): Promise<boolean> {
  if ((await exchange('chipNumber')).sw3 === samCommands.chipNumber.success) return true;
  if ((await exchange('find')).sw3 !== samCommands.find.success) return false;
  await exchange('select');
  return true;
}

export async function askSamId(exchange: Exchange): Promise<string> {
  const { data } = await ask(exchange, 'samId');
  return formatSamId(data);
}

/** @throws DeviceError for any answer but success. */
export async function ask(exchange: Exchange, name: SamCommandName): Promise<SamReply> {
  const reply = await exchange(name);
  if (reply.sw3 !== samCommands[name].success) throw refusal(name, reply);
  return reply;
}
