/** `SCARD_…` of PC/SC, those that a reader of cards meets (`pcsclite.h`). */
export const returnCodes = {
  success: 0x00000000,
  invalidHandle: 0x80100003,
  unknownReader: 0x80100009,
  sharingViolation: 0x8010000b,
  noSmartcard: 0x8010000c,
  protocolMismatch: 0x8010000f,
  communicationError: 0x80100013,
  notTransacted: 0x80100016,
  readerUnavailable: 0x80100017,
  serviceStopped: 0x8010001e,
  unsupportedCard: 0x80100065,
  unresponsiveCard: 0x80100066,
  unpoweredCard: 0x80100067,
  resetCard: 0x80100068,
  removedCard: 0x80100069,
} as const;

/** For staff: `8010000C noSmartcard`. */
export function returnCodeName(rv: number): string {
  const hex = rv.toString(16).toUpperCase().padStart(8, '0');
  const known = Object.entries(returnCodes).find(([, code]) => code === rv);
  return known ? `${hex} ${known[0]}` : hex;
}
