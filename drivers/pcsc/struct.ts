/** How the fields of pcscd's C structures lie in its messages. */
const widths = {
  u32: 4,
  /** `char[MAX_READERNAME]`, ended by 0. */
  name: 128,
  /** `unsigned char[MAX_ATR_SIZE]`: 33 bytes, and three that the compiler puts behind them. */
  atr: 36,
} as const;
interface Values {
  u32: number;
  name: string;
  atr: Uint8Array;
}

export type Fields = Readonly<Record<string, keyof Values>>;
export type ValuesOf<F extends Fields> = { [Name in keyof F]: Values[F[Name]] };

export interface Struct<F extends Fields> {
  /** Bytes. */
  readonly size: number;
  /** Fields that are left out are zero. */
  encode(values: Partial<ValuesOf<F>>): Uint8Array;
  /** @param bytes at least `size` of them. */
  decode(bytes: Uint8Array): ValuesOf<F>;
}

/** Fields one behind the other, numbers in the byte order of the machine: client and daemon share it. */
export function struct<const F extends Fields>(fields: F): Struct<F> {
  const entries = Object.entries(fields);
  const size = entries.reduce((sum, [, kind]) => sum + widths[kind], 0);
  return {
    size,
    encode(values) {
      const bytes = Buffer.alloc(size);
      let at = 0;
      for (const [name, kind] of entries) {
        const value = (values as Readonly<Record<string, Values[keyof Values] | undefined>>)[name];
        if (typeof value === 'number') bytes.writeUInt32LE(value, at);
        else if (typeof value === 'string') bytes.write(value, at, widths[kind] - 1);
        else if (value) bytes.set(value, at);
        at += widths[kind];
      }
      return bytes;
    },
    decode(bytes) {
      const values: Record<string, Values[keyof Values]> = {};
      let at = 0;
      for (const [name, kind] of entries) {
        values[name] = decodeField(kind, Buffer.from(bytes.subarray(at, at + widths[kind])));
        at += widths[kind];
      }
      return values as ValuesOf<F>;
    },
  };
}

function decodeField(kind: keyof Values, bytes: Buffer): Values[keyof Values] {
  switch (kind) {
    case 'u32':
      return bytes.readUInt32LE();
    case 'name':
      return bytes.toString('utf8').replace(/\0.*$/s, '');
    case 'atr':
      return Uint8Array.from(bytes);
  }
}
