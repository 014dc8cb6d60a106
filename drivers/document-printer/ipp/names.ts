/** Delimiter tags (RFC 8010 §3.5.1) that are sent or looked at here. */
export const groupTag = { operation: 0x01, job: 0x02, end: 0x03, printer: 0x04 } as const;

/** Value tags (RFC 8010 §3.5.2) that are sent or looked at here. */
export const valueTag = {
  noValue: 0x13,
  integer: 0x21,
  boolean: 0x22,
  enum: 0x23,
  rangeOfInteger: 0x33,
  beginCollection: 0x34,
  textWithLanguage: 0x35,
  nameWithLanguage: 0x36,
  endCollection: 0x37,
  text: 0x41,
  name: 0x42,
  keyword: 0x44,
  uri: 0x45,
  charset: 0x47,
  naturalLanguage: 0x48,
  mimeMediaType: 0x49,
} as const;

/** Operation ids (RFC 8011 §5.4.15). */
export const operation = {
  printJob: 0x0002,
  validateJob: 0x0004,
  cancelJob: 0x0008,
  getJobAttributes: 0x0009,
  getJobs: 0x000a,
  getPrinterAttributes: 0x000b,
} as const;
export type Operation = (typeof operation)[keyof typeof operation];

/** Status codes (RFC 8011 Appendix B) that mean more to us than their class. */
export const status = {
  ok: 0x0000,
  notPossible: 0x0404,
  notFound: 0x0406,
  requestEntityTooLarge: 0x0408,
  documentFormatNotSupported: 0x040a,
  attributesNotSupported: 0x040b,
  documentFormatError: 0x0411,
  operationNotSupported: 0x0501,
  notAcceptingJobs: 0x0506,
  busy: 0x0507,
} as const;

/** `successful-…`: up to 00FF. */
export function isSuccess(code: number): boolean {
  return code < 0x0100;
}

/** `job-state` (RFC 8011 §5.3.7). */
export const jobState = {
  pending: 3,
  held: 4,
  processing: 5,
  stopped: 6,
  canceled: 7,
  aborted: 8,
  completed: 9,
} as const;

/** `printer-state` (RFC 8011 §5.4.11). */
export const printerState = { idle: 3, processing: 4, stopped: 5 } as const;
