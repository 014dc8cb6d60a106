import type { SimulatedCard } from './cards.ts';

/**
 * What a card answers, written field by field in the order of the card, with widths in characters. It shares
 * nothing with the decoder, so that a mistake in one does not hide in the other.
 */
export function encodeTextBlock(card: SimulatedCard): Uint8Array {
  const block = Buffer.from(fieldsOf(card).map(padded).join(''), 'utf16le');
  if (block.length !== 256) throw new Error(`card ${card.id}: a text block of ${block.length} bytes`);
  return block;
}

type Field = readonly [text: string, characters: number];

function padded([text, characters]: Field): string {
  if (text.length > characters) throw new Error(`a field of ${characters} characters is too short`);
  return text.padEnd(characters, ' ');
}

function fieldsOf(card: SimulatedCard): Field[] {
  switch (card.kind) {
    case 'citizen':
      return [
        [card.holder, 15],
        [card.sex, 1],
        [card.nation, 2],
        [card.birth, 8],
        [card.address, 35],
        [card.number, 18],
        [card.authority, 15],
        [card.from, 8],
        [card.to, 8],
        ['', 18],
      ];
    case 'residence-permit':
      return [
        [card.holder, 15],
        [card.sex, 1],
        ['', 2],
        [card.birth, 8],
        [card.address, 35],
        [card.number, 18],
        [card.authority, 15],
        [card.from, 8],
        [card.to, 8],
        [card.pass, 9],
        [card.issues, 2],
        ['', 3],
        ['J', 1],
        ['', 3],
      ];
    case 'foreigner-2017':
      return [
        [card.englishName, 60],
        [card.sex, 1],
        [card.number, 15],
        [card.nationality, 3],
        [card.holder, 15],
        [card.from, 8],
        [card.to, 8],
        [card.birth, 8],
        [card.version, 2],
        [card.acceptedBy, 4],
        ['I', 1],
        ['', 3],
      ];
    case 'foreigner-2023':
      return [
        [card.holder, 15],
        [card.sex, 1],
        [card.renewals, 2],
        [card.birth, 8],
        [card.englishName.slice(0, 35), 35],
        [card.number, 18],
        ['', 15],
        [card.from, 8],
        [card.to, 8],
        [card.englishName.slice(35), 11],
        [card.nationality, 3],
        ['Y', 1],
        [card.previousNumber, 3],
      ];
    case 'unknown':
      return [
        [card.holder, 124],
        ['Q', 1],
        ['', 3],
      ];
  }
}

/** The eight bytes that begin every encoded photo: "WL", 102 by 126 dots. The rest here is blank. */
export function encodePhoto(): Uint8Array {
  const photo = Buffer.alloc(1024);
  Buffer.from('574C66007E003200', 'hex').copy(photo);
  return photo;
}

/** Reply data of command 30 01: lengths of text and photo, text, photo. */
export function encodeCard(card: SimulatedCard): Uint8Array {
  return Buffer.concat([Buffer.from('01000400', 'hex'), encodeTextBlock(card), encodePhoto()]);
}

/** Reply data of command 30 03. */
export function encodeNewestAddresses({ newestAddresses }: SimulatedCard): Uint8Array {
  return Buffer.from(newestAddresses.map((address) => padded([address, 35])).join(''), 'utf16le');
}
