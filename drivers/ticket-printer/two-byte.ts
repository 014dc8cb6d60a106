import iconv from 'iconv-lite';

/**
 * The character in the two-byte area that every Chinese printer has (CP936), or its ASCII byte, or null where
 * it can only be drawn. Wider tables do not help: GB18030 puts 䶮 (U+4DAE) at FE9F, but fonts of printers
 * end with the GBK of Windows, and four-byte characters have no place in a printer's font at all.
 *
 * The kept ESC/POS encoder libraries (receipt-printer-encoder with its codepage-encoder) know single-byte code
 * pages only, so the bytes are made here, with iconv-lite for the table.
 */
export function printerBytes(character: string): Uint8Array | null {
  const code = character.codePointAt(0);
  if (code === undefined) return null;
  if (character.length === 1 && code >= 0x20 && code < 0x7f) return Uint8Array.of(code);
  // CP936 maps private-use characters; what a printer shows there is anybody's guess.
  if (/\p{Co}/u.test(character)) return null;
  const bytes = iconv.encode(character, 'cp936');
  // One byte is either the substitute `?` or the euro sign at 80, which printers lack.
  return bytes.length === 2 ? Uint8Array.from(bytes) : null;
}
