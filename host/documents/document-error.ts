/**
 * `missing-character`: no font of the project can print a character of it. `does-not-fit`: a row or a code is larger
 * than a page. `deadline`: it was not made in time. `renderer-lost`: the renderer ended over it.
 */
export type DocumentErrorCode = 'missing-character' | 'does-not-fit' | 'deadline' | 'renderer-lost';

/** The known ways in which a document cannot be made; nothing was printed. `message` holds no personal data. */
export class DocumentError extends Error {
  override readonly name = 'DocumentError';
  readonly code: DocumentErrorCode;

  constructor(code: DocumentErrorCode, message: string) {
    super(message);
    this.code = code;
  }
}
