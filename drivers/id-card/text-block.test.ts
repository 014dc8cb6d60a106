import { describe, expect, test } from 'vitest';
import { decodeCard, decodeNewestAddress } from './card-read.ts';
import { hasValidCheck } from './citizen-number.ts';
import { nationName } from './nations.ts';
import { formatSamId } from './sam-id.ts';
import { simulatedCards, type SimulatedCard } from './simulator/cards.ts';
import { encodeCard, encodeNewestAddresses, encodeTextBlock } from './simulator/encode-card.ts';
import { decodeTextBlock } from './text-block.ts';
import { InvalidField } from './text-fields.ts';

const card = (id: string): SimulatedCard => {
  const found = simulatedCards.find((known) => known.id === id);
  if (!found) throw new Error(`no card ${id}`);
  return found;
};
const decode = (id: string) => decodeTextBlock(encodeTextBlock(card(id)));

/** Overwrites characters of a text block. */
function altered(id: string, offset: number, text: string): Uint8Array {
  const block = Buffer.from(encodeTextBlock(card(id)));
  block.write(text, offset, 'utf16le');
  return block;
}

describe('the four kinds of card', () => {
  test('resident identity card', () => {
    expect(decode('citizen')).toEqual({
      kind: 'citizen',
      name: '样例甲',
      englishName: null,
      sex: { code: '2', name: 'female' },
      nation: { code: '01', name: '汉' },
      nationality: null,
      birthDate: '1949-12-31',
      address: '北京市朝阳区示例路1号',
      number: '11010519491231002X',
      authority: '北京市公安局朝阳分局',
      validFrom: '2020-01-01',
      validTo: 'long-term',
      passNumber: null,
      issueCount: null,
    });
  });

  test('residence permit (J)', () => {
    expect(decode('residence-permit')).toMatchObject({
      kind: 'residence-permit',
      name: '样例己',
      nation: null,
      number: '810000199001010019',
      validTo: '2025-06-01',
      passNumber: 'H00000000',
      issueCount: '01',
    });
  });

  test('foreigner, 2017 edition (I)', () => {
    expect(decode('foreigner-2017')).toMatchObject({
      kind: 'foreigner-2017',
      name: '样例庚',
      englishName: 'SAMPLE, ALPHA EXAMPLE',
      sex: { code: '1', name: 'male' },
      nationality: 'CAN',
      birthDate: '1980-01-01',
      number: 'CAN110080010101',
      authority: '1100',
      validFrom: '2017-10-01',
      validTo: '2027-10-01',
    });
  });

  test('foreigner, 2023 edition (Y): the English name runs over two fields', () => {
    expect(decode('foreigner-2023')).toMatchObject({
      kind: 'foreigner-2023',
      name: '样例辛',
      englishName: 'EXAMPLEFAMILYNAME, BETA MIDDLENAME GAMMA',
      number: '911124198108030024',
      nationality: 'CAN',
      issueCount: '00',
      birthDate: '1981-08-03',
      validTo: '2033-12-01',
    });
  });

  test('a foreigner without a Chinese name is addressed by the English one', () => {
    expect(decodeTextBlock(altered('foreigner-2017', 158, '   '))?.name).toBe('SAMPLE, ALPHA EXAMPLE');
    expect(decodeTextBlock(altered('foreigner-2023', 0, '   '))?.name).toBe(
      'EXAMPLEFAMILYNAME, BETA MIDDLENAME GAMMA',
    );
  });

  test('a name outside the basic plane stays whole', () => {
    expect(decode('citizen-rare-name')).toMatchObject({
      name: '样𠮷䶮',
      address: '安徽省马鞍山市㙦桥镇示例村4号',
    });
  });

  test('a letter that nobody knows is no kind', () => {
    expect(decode('unknown-type')).toBeNull();
  });
});

describe('what cannot be', () => {
  test.each([
    ['number', 'citizen', 122, '110105194912310021'],
    ['number', 'citizen', 122, '11010519491231002x'],
    ['number', 'residence-permit', 122, '810000199001010014'],
    ['number', 'foreigner-2023', 122, '911124198108030025'],
    // It checks, but the first digit is not a foreigner's.
    ['number', 'foreigner-2023', 122, '11010519491231002X'],
    ['number', 'foreigner-2017', 122, 'CA1110080010101'],
    ['birth date', 'citizen', 36, '19490231'],
    ['birth date', 'citizen', 36, '1949123 '],
    ['start of validity', 'citizen', 188, '长期      '],
    ['end of validity', 'citizen', 204, '20201301'],
    ['name', 'citizen', 0, '   '],
  ])('a wrong %s of %s is refused without telling it', (field, id, offset, text) => {
    const wrong = altered(id, offset, text);
    expect(() => decodeTextBlock(wrong)).toThrow(new InvalidField(field));
    expect(new InvalidField(field).message).not.toContain(text.trim() || 'nothing');
  });

  test('a citizen number that fails its check is invalid data, without its content', () => {
    expect(() => decodeCard(encodeCard(card('citizen-wrong-number')), null)).toThrow(
      expect.objectContaining({
        code: 'invalidData',
        effect: 'none',
        message: 'the number on the card is not valid',
      }),
    );
  });

  test('lengths other than the standard’s are refused', () => {
    const data = Buffer.from(encodeCard(card('citizen')));
    data.writeUInt16BE(0x0101, 0);
    expect(() => decodeCard(data, null)).toThrow(expect.objectContaining({ code: 'protocol' }));
  });
});

test('sex and nation in words, unknown codes included', () => {
  const withSex = (code: string) => decodeTextBlock(altered('citizen', 30, code))?.sex;
  expect(['0', '1', '2', '9', '7'].map((code) => withSex(code)?.name)).toEqual([
    'unknown',
    'male',
    'female',
    'not-stated',
    'unknown',
  ]);
  expect(['01', '05', '13', '56', '97', '98', '57', '00', '99', ''].map(nationName)).toEqual([
    '汉',
    '维吾尔',
    '瑶',
    '基诺',
    '其他',
    '外国血统中国籍人士',
    '其他(57)',
    '其他(00)',
    '其他(99)',
    '其他()',
  ]);
});

test('the photo comes as it is', () => {
  const { photo } = decodeCard(encodeCard(card('citizen')), null);
  expect(photo.bytes).toHaveLength(1024);
  expect([...photo.bytes.subarray(0, 9)]).toEqual([0x57, 0x4c, 0x66, 0, 0x7e, 0, 0x32, 0, 0]);
});

describe('newest address', () => {
  const addresses = encodeNewestAddresses({
    ...card('citizen-moved'),
    newestAddresses: ['甲路1号', '乙路2号', ''],
  });

  test('the profile says which of several it is', () => {
    expect(addresses).toHaveLength(210);
    expect(decodeNewestAddress(addresses, 'first')).toBe('甲路1号');
    expect(decodeNewestAddress(addresses, 'last')).toBe('乙路2号');
  });

  test('blank ones are none', () => {
    expect(decodeNewestAddress(Buffer.from(' '.repeat(35), 'utf16le'), 'last')).toBeNull();
  });
});

test('the id of the security module as it is printed', () => {
  const data = Buffer.from('05000100A53A340101000000D2029649', 'hex');
  expect(formatSamId(data)).toBe('05.01-20200101-0000000001-1234567890');
});

test('sample numbers of the standards check, their neighbours do not', () => {
  const samples = [
    '11010519491231002X',
    '440524188001010014',
    '34052419800101001X',
    '911124198108030024',
    '932682198501010017',
  ];
  expect(samples.filter(hasValidCheck)).toEqual(samples);
  for (const sample of samples)
    for (let at = 0; at < 17; at += 1) {
      const digit = (Number(sample[at]) + 1) % 10;
      expect(hasValidCheck(sample.slice(0, at) + digit + sample.slice(at + 1))).toBe(false);
    }
});
