export const samIdBytes = 16;

/**
 * The id of a security module as readers print it: `05.01-20200101-0000000001-1234567890`. Vendors differ in the
 * last group, which we therefore only pass on.
 * @param data the 16 bytes of the reply: two 16-bit and three 32-bit little-endian numbers
 */
export function formatSamId(data: Uint8Array): string {
  const view = new DataView(data.buffer, data.byteOffset, data.byteLength);
  const part = (value: number, digits: number) => String(value).padStart(digits, '0');
  return [
    `${part(view.getUint16(0, true), 2)}.${part(view.getUint16(2, true), 2)}`,
    part(view.getUint32(4, true), 8),
    part(view.getUint32(8, true), 10),
    part(view.getUint32(12, true), 10),
  ].join('-');
}
