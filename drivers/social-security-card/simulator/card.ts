import { cardFiles } from '../card-files.ts';
import { holderNamed, recordsOf, type Holder } from './holders.ts';

/** What is special about a card. */
export interface CardTraits {
  holder: Holder['id'];
  protocol: 'T=0' | 'T=1';
  /** `false`: a card of another kind, without the social security application. */
  application?: false;
  /** EF06 asks for a PIN. */
  locked?: true;
  /** Records begin with an identifier that nobody knows. */
  strangeTags?: true;
  /** Breaks down at the record of the name, with 6F00. */
  broken?: true;
}

const sw = {
  success: [0x90, 0x00],
  securityStatus: [0x69, 0x82],
  notAllowed: [0x69, 0x86],
  notFound: [0x6a, 0x82],
  noRecord: [0x6a, 0x83],
  unknownInstruction: [0x6d, 0x00],
  unknownClass: [0x6e, 0x00],
  breakdown: [0x6f, 0x00],
} as const;

/** "sx1.sh." and 社会保障 in GBK. */
const applicationName = Buffer.from('7378312e73682ec9e7bbe1b1a3d5cf', 'hex');
/** What SELECT tells of the application: its name in a template (ISO 7816-4). */
const applicationTemplate = Buffer.concat([Buffer.from([0x6f, 17, 0x84, 15]), applicationName]);
const strangeTag = Uint8Array.of(0x7e, 0x02, 0xab, 0xcd);
const nameId = 0x09;

/** A contact card with the social security application, as far as it can be read without a PIN. */
export class SimulatedCard {
  readonly traits: CardTraits;
  /** Instruction bytes that it was sent, in hex. */
  readonly instructions = new Set<string>();
  #application = false;
  #file: keyof typeof cardFiles | null = null;
  /** The answer that a T=0 card keeps until it is fetched. */
  #kept: Uint8Array | null = null;

  constructor(traits: CardTraits) {
    this.traits = traits;
  }

  reset(): void {
    this.#application = false;
    this.#file = null;
    this.#kept = null;
  }

  /** Answer to reset; with T=1 it ends with a check byte (ISO 7816-3). */
  atr(): Uint8Array {
    const historical = Buffer.from('SIMULATED');
    if (this.traits.protocol === 'T=0') return Uint8Array.of(0x3b, historical.length, ...historical);
    const body = [0x80 | historical.length, 0x01, ...historical];
    return Uint8Array.of(
      0x3b,
      ...body,
      body.reduce((check, byte) => check ^ byte, 0),
    );
  }

  /** Whether this is the command in the middle of a read: the record with the holder's name. */
  static isMiddle(apdu: Uint8Array): boolean {
    return apdu[1] === 0xb2 && apdu[2] === nameId;
  }

  /** Carries out a command; data and status bytes. */
  answer(apdu: Uint8Array): Uint8Array {
    const [cla = 0, ins = 0, p1 = 0, p2 = 0] = apdu;
    this.instructions.add(ins.toString(16).toUpperCase().padStart(2, '0'));
    if (cla !== 0) return status('unknownClass');
    switch (ins) {
      case 0xa4:
        return this.#select(p1, apdu.subarray(5, 5 + (apdu[4] ?? 0)));
      case 0xb2:
        return this.#readRecord(p1, p2, apdu[4] ?? 0);
      case 0xc0:
        return this.#kept ? this.#exactly(this.#kept, apdu[4] ?? 0) : status('notAllowed');
      default:
        return status('unknownInstruction');
    }
  }

  #select(p1: number, name: Uint8Array): Uint8Array {
    if (p1 === 0x04) {
      if (this.traits.application === false || !applicationName.equals(name)) return status('notFound');
      this.#application = true;
      this.#file = null;
      if (this.traits.protocol === 'T=1') return Uint8Array.of(...applicationTemplate, ...sw.success);
      this.#kept = applicationTemplate;
      return Uint8Array.of(0x61, applicationTemplate.length);
    }
    const files = Object.keys(cardFiles) as (keyof typeof cardFiles)[];
    const found = files.find((file) => Buffer.from(cardFiles[file].file).equals(name));
    if (!this.#application || !found) return status('notFound');
    this.#file = found;
    return status('success');
  }

  #readRecord(p1: number, p2: number, le: number): Uint8Array {
    if (!this.#file) return status('notAllowed');
    if (this.#file === 'ef06' && this.traits.locked) return status('securityStatus');
    const records = recordsOf(holderNamed(this.traits.holder), this.#file);
    const record = p2 === 0x04 ? records[p1 - 1] : records.find((each) => each?.[0] === p1);
    if (!record) return status('noRecord');
    if (this.traits.broken && record[0] === nameId) return status('breakdown');
    const content = this.traits.strangeTags ? Uint8Array.of(...strangeTag, ...record) : record;
    if (this.traits.protocol === 'T=0') return this.#exactly(content, le);
    return Uint8Array.of(...content.subarray(0, le || 256), ...sw.success);
  }

  /** A T=0 card gives data only to who asks for the right length. */
  #exactly(data: Uint8Array, le: number): Uint8Array {
    return le === data.length ? Uint8Array.of(...data, ...sw.success) : Uint8Array.of(0x6c, data.length);
  }
}

function status(name: keyof typeof sw): Uint8Array {
  return Uint8Array.from(sw[name]);
}
