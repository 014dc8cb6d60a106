/**
 * What the QR code of a hand-off says. With the address that the city gives beside the token, a telephone's camera
 * would open a page and leave the token in its history.
 */
const prefix = 'TONGBAN-CARRY:';

export function qrText(token: string): string {
  return `${prefix}${token}`;
}

/** The token in what was scanned; `null`: it is another kind of code. */
export function tokenOf(scanned: string): string | null {
  if (!scanned.startsWith(prefix)) return null;
  const token = scanned.slice(prefix.length);
  return /^[\w.-]{1,64}$/.test(token) ? token : null;
}
