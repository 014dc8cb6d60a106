import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import socialSecurity from '../../assets/card-profiles/social-security.json' with { type: 'json' };
import { systemClock } from '../contract/clock.ts';
import { pcsc } from '../transport/pcsc.ts';
import { PcscCardReader } from './driver.ts';
import { cardProfileSchema, type CardProfile } from './profile.ts';
import { SimulatedCard, type CardTraits } from './simulator/card.ts';
import { codes, command, until } from './testing/card-bench.ts';
import { Pcscd, pcscdMissing } from './testing/pcscd.ts';
import { VirtualCard, type VirtualCardOptions } from './testing/virtual-card.ts';

/** The driver with the pcscd of this machine, and the simulated card in its virtual reader. */
const missing = pcscdMissing();

const profile = cardProfileSchema.parse(socialSecurity);
const plain: CardTraits = { holder: 'plain', protocol: 'T=1' };

describe.skipIf(missing !== null)(`on pcscd${missing === null ? '' : ` (skipped: ${missing})`}`, () => {
  let pcscd: Pcscd;
  const readers: PcscCardReader[] = [];
  const cards: VirtualCard[] = [];

  beforeAll(async () => {
    pcscd = await Pcscd.start();
  });
  afterAll(async () => {
    await pcscd.stop();
  });
  afterEach(async () => {
    for (const reader of readers) await pull(reader);
    for (const reader of readers.splice(0)) await reader.close();
  });

  function open(readerName = '00 00', timeouts: Partial<CardProfile['timeouts']> = {}): PcscCardReader {
    const reader = new PcscCardReader({
      id: 'reader',
      open: pcsc(pcscd.socket),
      clock: systemClock,
      profile: { ...profile, timeouts: { ...profile.timeouts, ...timeouts } },
      readerName,
    });
    readers.push(reader);
    reader.open();
    return reader;
  }

  async function insert(traits: CardTraits, options?: VirtualCardOptions): Promise<SimulatedCard> {
    const card = new SimulatedCard(traits);
    cards.push(await VirtualCard.insert(pcscd.port, card, options));
    return card;
  }

  /**
   * Not before the card has been let go: the virtual reader looks for its card every 400 ms, and pcscd does not see
   * the next one where an error has told it earlier than that look that the last one is gone.
   */
  async function pull(reader: PcscCardReader): Promise<void> {
    await reader.checkHealth('internal', command());
    cards.pop()?.pull();
    await until(reader, () => !codes(reader).includes('card.present'));
  }

  test.each(['T=1', 'T=0'] as const)('a card that speaks %s, twice', async (protocol) => {
    const reader = open();
    const card = await insert({ holder: 'rare-name', protocol });
    await reader.waitForCard(command(10_000));
    const record = await reader.read(command(10_000));
    expect(record).toMatchObject({ name: '样𠮷䶮', number: '440524188001010014', birthplace: null });
    expect(await reader.read(command(10_000))).toEqual(record);
    expect([...card.instructions].toSorted()).toEqual(protocol === 'T=0' ? ['A4', 'B2', 'C0'] : ['A4', 'B2']);
    expect(await reader.checkHealth('internal', command())).toMatchObject({
      outcome: 'passed',
      detail: 'pcscd answers, reader Virtual PCD 00 00',
    });
    const removal = reader.waitForRemoval(command(10_000));
    await pull(reader);
    await removal;
  });

  test('no card', async () => {
    const reader = open();
    await reader.ready(command());
    await expect(reader.read(command())).rejects.toMatchObject({ condition: 'card.none' });
  });

  test('pulled in the middle of an APDU', async () => {
    const reader = open();
    await insert(plain, {
      onApdu(apdu) {
        if (!SimulatedCard.isMiddle(apdu)) return 'answer';
        cards[0]?.pull();
        return 'silent';
      },
    });
    await reader.waitForCard(command(10_000));
    await expect(reader.read(command(10_000))).rejects.toMatchObject({
      condition: 'card.torn',
      retry: 'safe',
    });
    await reader.waitForRemoval(command(10_000));
  });

  test('a card that falls silent; pcscd is free again when it is pulled', async () => {
    const reader = open('00 00', { cardMs: 300 });
    await insert(plain, { onApdu: (apdu) => (SimulatedCard.isMiddle(apdu) ? 'silent' : 'answer') });
    await reader.waitForCard(command(10_000));
    await expect(reader.read(command(10_000))).rejects.toMatchObject({ condition: 'card.mute' });
    expect(codes(reader)).toEqual(['device.silent']);
    cards.pop()?.pull();
    await until(reader, () => reader.status().summary === 'ready');
  });

  test('a card whose answer to reset makes no sense', async () => {
    const reader = open();
    await insert(plain, { senselessAtr: true });
    await reader.waitForCard(command(10_000));
    await expect(reader.read(command(10_000))).rejects.toMatchObject({ condition: 'card.unknownType' });
  });

  test('another card, a locked card', async () => {
    const reader = open();
    await insert({ ...plain, locked: true });
    await reader.waitForCard(command(10_000));
    await expect(reader.read(command(10_000))).rejects.toMatchObject({ condition: 'card.locked' });
    await pull(reader);
    await insert({ ...plain, application: false });
    await reader.waitForCard(command(10_000));
    await expect(reader.read(command(10_000))).rejects.toMatchObject({ condition: 'card.unknownType' });
  });

  test('two programs at one card wait for each other', async () => {
    const [one, other] = [open(), open()];
    await insert(plain);
    await Promise.all([one.waitForCard(command(10_000)), other.waitForCard(command(10_000))]);
    const records = await Promise.all([one.read(command(15_000)), other.read(command(15_000))]);
    expect(records.map(({ name }) => name)).toEqual(['样例甲', '样例甲']);
  });

  test('two slots match: nobody guesses', async () => {
    const reader = open('Virtual PCD');
    await expect(reader.ready(command(500))).rejects.toMatchObject({ condition: 'reader.ambiguous' });
  });

  test('a pcscd without readers, then one with the reader', async () => {
    await pcscd.restart({ withReader: false });
    const reader = open();
    await until(reader, () => codes(reader).includes('reader.gone'));
    expect(reader.status()).toMatchObject({ link: 'up', device: 'noDevice' });
    await pcscd.restart();
    await reader.ready(command(10_000));
  });

  test('pcscd is killed: a lost link, until there is a new one', async () => {
    const reader = open();
    await reader.ready(command());
    await pcscd.kill();
    await until(reader, () => reader.status().link === 'lost');
    await expect(reader.read(command())).rejects.toMatchObject({ code: 'disconnected' });
    await pcscd.restart();
    await reader.ready(command(10_000));
    await insert(plain);
    await reader.waitForCard(command(10_000));
    expect(await reader.read(command(10_000))).toMatchObject({ name: '样例甲' });
  });
});
