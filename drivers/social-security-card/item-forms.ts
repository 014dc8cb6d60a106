import type { ItemForm } from './card-files.ts';

/** A value that its form does not allow. Says nothing of the value. */
export class InvalidItem extends Error {
  override readonly name = 'InvalidItem';
}

const gb18030 = new TextDecoder('gb18030', { fatal: true });

/** The value as text, without its padding; empty for a blank one. @throws InvalidItem */
export function decodeItem(form: ItemForm, value: Uint8Array): string {
  switch (form) {
    case 'bcd':
      return digits(value);
    case 'text':
      return text(value);
    case 'name':
      return name(value);
  }
}

function digits(value: Uint8Array): string {
  const stripped = Buffer.from(value).toString('hex').replace(/f+$/, '');
  if (!/^\d*$/.test(stripped)) throw new InvalidItem();
  return stripped;
}

function text(value: Uint8Array): string {
  const stripped = Buffer.from(value)
    .toString('latin1')
    .replace(/[\0 \xff]+$/, '');
  if (!/^[\x20-\x7e]*$/.test(stripped)) throw new InvalidItem();
  return stripped;
}

function name(value: Uint8Array): string {
  // Padding first: FF is no part of the code, and a decoder would stumble over it.
  const end = value.findLastIndex((byte) => byte !== 0x00 && byte !== 0x20 && byte !== 0xff) + 1;
  try {
    return gb18030.decode(value.subarray(0, end));
  } catch {
    throw new InvalidItem();
  }
}
