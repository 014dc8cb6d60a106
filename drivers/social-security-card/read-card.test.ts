import { expect, test } from 'vitest';
import socialSecurity from '../../assets/card-profiles/social-security.json' with { type: 'json' };
import { cardProfileSchema } from './profile.ts';
import { readCard } from './read-card.ts';
import { toRecord } from './record.ts';
import { SimulatedCard, type CardTraits } from './simulator/card.ts';

const profile = cardProfileSchema.parse(socialSecurity);
const plain: CardTraits = { holder: 'plain', protocol: 'T=1' };
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex').toUpperCase();

async function read(traits: CardTraits, change: Partial<typeof profile> = {}) {
  const card = new SimulatedCard(traits);
  const sent: string[] = [];
  const texts = await readCard(
    async (apdu) => {
      sent.push(hex(apdu));
      return card.answer(apdu);
    },
    { ...profile, ...change },
  );
  return { texts, sent };
}

test('one command an item, in order', async () => {
  const { sent } = await read(plain);
  expect(sent.slice(0, 4)).toEqual([
    '00A404000F7378312E73682EC9E7BBE1B1A3D5CF',
    '00A4020002EF05',
    '00B2010012',
    '00B2020003',
  ]);
  expect(sent.slice(9, 12)).toEqual(['00A4020002EF06', '00B2080014', '00B2090020']);
  expect(sent).toHaveLength(16);
});

test('by record number, and with the other way to select a file', async () => {
  const { sent, texts } = await read(plain, { recordsBy: 'number', selectFileP1: 0 });
  expect(sent.slice(9, 12)).toEqual(['00A4000002EF06', '00B2010414', '00B2020420']);
  expect(texts).toEqual((await read(plain)).texts);
});

test('T=0 and T=1 cards, and records with strange identifiers, say the same', async () => {
  const { texts } = await read(plain);
  expect((await read({ ...plain, protocol: 'T=0' })).texts).toEqual(texts);
  expect((await read({ ...plain, strangeTags: true })).texts).toEqual(texts);
  expect((await read({ ...plain, strangeTags: true, protocol: 'T=0' })).texts).toEqual(texts);
});

test('the record of another item is never taken for the one that was asked for', async () => {
  const card = new SimulatedCard(plain);
  const reading = readCard(async (apdu) => {
    const asked = apdu[1] === 0xb2 && apdu[2] === 0x0d ? apdu.with(2, 0x0c) : apdu;
    return card.answer(asked);
  }, profile);
  await expect(reading).rejects.toMatchObject({ code: 'protocol', condition: 'read.failed' });
});

test('what is read has to be possible', async () => {
  const { texts } = await read(plain);
  const record = (change: Partial<typeof texts>) => () => toRecord({ ...texts, ...change });
  expect(record({ number: null })).toThrow('the number on the card is not valid');
  expect(record({ number: '110105194912310029' })).toThrow('the number on the card is not valid');
  expect(record({ name: null })).toThrow('the name on the card is not valid');
  expect(record({ birthDate: '19491332' })).toThrow('the birth date on the card is not valid');
  // Of a foreigner: no check character of citizens.
  expect(record({ number: 'USA000000000000001' })()).toMatchObject({ number: 'USA000000000000001' });
  expect(record({ expiryDate: '00000000', issueDate: null, sex: '0' })()).toMatchObject({
    expiryDate: null,
    issueDate: null,
    sex: { code: '0', name: 'unknown' },
  });
});
