import { DeviceError } from '../contract/device-error.ts';

/** A command of ISO 7816-4 with a short length. */
export interface Apdu {
  /** CLA INS P1 P2. */
  header: readonly [number, number, number, number];
  data?: Uint8Array;
  /** How many bytes are expected back, 1 to 256. Left out where none matter. */
  le?: number;
}

/** What a card answers: data and the two status bytes as one number, 0x9000 for success. */
export interface CardAnswer {
  data: Uint8Array;
  sw: number;
}

/** Carries the bytes of a command to the card and resolves with the bytes of its answer, two at least. */
export type Transmit = (apdu: Uint8Array) => Promise<Uint8Array>;

/** A card that keeps saying that there is more to fetch does not make sense. */
const mostFetches = 8;

/**
 * Sends a command and settles what T=0 cards leave to the caller (ISO 7816-3): 6Cxx, the length was wrong and
 * the command is repeated with the right one; 61xx, the answer is ready and has to be fetched.
 */
export async function exchange(transmit: Transmit, apdu: Apdu): Promise<CardAnswer> {
  let answer = split(await transmit(encode(apdu)));
  if (answer.sw >> 8 === 0x6c) answer = split(await transmit(encode({ ...apdu, le: length(answer.sw) })));
  const parts = [answer.data];
  for (let fetches = 0; answer.sw >> 8 === 0x61; fetches += 1) {
    if (fetches === mostFetches) throw senseless('the answer has no end');
    const [cla] = apdu.header;
    answer = split(await transmit(encode({ header: [cla, 0xc0, 0, 0], le: length(answer.sw) })));
    parts.push(answer.data);
  }
  const data = Uint8Array.from(parts.flatMap((part) => [...part]));
  for (const part of parts) part.fill(0);
  return { data, sw: answer.sw };
}

function encode({ header, data, le }: Apdu): Uint8Array {
  return Uint8Array.of(
    ...header,
    ...(data ? [data.length, ...data] : []),
    // 256 is written as 00.
    ...(le === undefined ? [] : [le & 0xff]),
  );
}

function length(sw: number): number {
  return sw & 0xff || 256;
}

function split(answer: Uint8Array): CardAnswer {
  const [sw1 = 0, sw2 = 0] = answer.subarray(-2);
  return { data: answer.subarray(0, -2), sw: (sw1 << 8) | sw2 };
}

function senseless(what: string): DeviceError {
  return new DeviceError('protocol', `the card does not make sense: ${what}`, {
    condition: 'read.failed',
    effect: 'none',
    retry: 'safe',
  });
}
