import PdfDocument from 'pdfkit';
import type { Platform } from '../../platform/open.ts';
import type { ServicePorts } from '../../state-machines/service/service.ts';
import { openItem } from '../services/catalogue.ts';
import { canonicalForm, sha256Of } from './canonical.ts';
import { failureOf } from './failure.ts';
import { keyOf } from './keys.ts';
import { subjectOf } from './subject.ts';

/** In points; the pad is 1000 thousandths wide. */
const width = 400;
const margin = 12;
const lineWidth = 2.4;

/** Seals what was written together with the canonical form of what was filled in (`canonicalForm`). */
export function createSign({ platform }: { platform: Platform }): ServicePorts['sign'] {
  return async (input, signal) => {
    const known = await subjectOf(platform, input, signal);
    if (!known.ok) return known;
    const { subject } = known;
    const documentSha256 = sha256Of(canonicalForm(openItem(input.itemId), input, subject));
    const drawn = drawStrokes(input.strokes);
    const strokes = {
      mediaType: 'application/pdf' as const,
      bytes: drawn.byteLength,
      sha256: sha256Of(drawn),
      content: Buffer.from(drawn).toString('base64'),
    };
    // Whoever changes something, or writes again, signs anew under the same operation.
    const key = keyOf(`${input.opId} ${documentSha256} ${strokes.sha256}`, 'signing.signOnPad');
    const signed = await platform.signing.signOnPad({ subject, documentSha256, strokes }, { key, signal });
    if (!signed.ok) return failureOf('signing.signOnPad', signed.error);
    return { ok: true, signature: signed.data.signature };
  };
}

/**
 * As lines, so that it is as sharp as it was written and small. The same strokes give the same bytes: the file has no
 * date and no fonts.
 * @param strokes each `[x, y, x, y, …]`, in thousandths of the pad's width.
 */
export function drawStrokes(strokes: readonly (readonly number[])[]): Uint8Array {
  const scale = (width - 2 * margin) / 1000;
  const at = (value = 0) => margin + value * scale;
  const lowest = strokes.flatMap((stroke) => stroke.filter((_, index) => index % 2 === 1));
  const height = at(lowest.reduce((most, y) => Math.max(most, y), 0)) + margin;
  const pdf = new PdfDocument({
    size: [width, height],
    margin: 0,
    // The type does not know that there may be none; pdfkit would embed Helvetica.
    font: null as unknown as string,
    info: { Producer: 'Tongban', Creator: 'Tongban', CreationDate: new Date(0) },
  });
  pdf.lineWidth(lineWidth).lineCap('round').lineJoin('round');
  for (const stroke of strokes) {
    pdf.moveTo(at(stroke[0]), at(stroke[1]));
    // A dot is a line to where it began.
    if (stroke.length === 2) pdf.lineTo(at(stroke[0]), at(stroke[1]));
    for (let index = 2; index < stroke.length; index += 2)
      pdf.lineTo(at(stroke[index]), at(stroke[index + 1]));
    pdf.stroke();
  }
  pdf.end();
  const bytes: unknown = pdf.read();
  if (!(bytes instanceof Uint8Array)) throw new Error('pdfkit did not write the file at once');
  return bytes;
}
