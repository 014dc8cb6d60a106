import { createHash } from 'node:crypto';

/** A file that says nothing about anybody. */
export function sampleFile<Type extends 'application/pdf' | 'image/jpeg' | 'image/png'>(
  mediaType: Type,
  text = 'sample',
) {
  const bytes = Buffer.from(text);
  return {
    mediaType,
    bytes: bytes.length,
    sha256: createHash('sha256').update(bytes).digest('hex'),
    content: bytes.toString('base64'),
  };
}
