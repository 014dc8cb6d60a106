import { type Localized, languages } from '../../../contract/localized.ts';
import type { RowView } from '../../../contract/service-view.ts';
import type { Ticket, TicketPart } from '../../../drivers/contract/ticket-printer.ts';
import { paperText } from '../texts.ts';

export interface SlipFacts {
  siteName: Localized;
  title: Localized;
  /** What has to be seen from afar: a number, a time. */
  large: string;
  rows: readonly RowView[];
  qr: string | null;
  /** What to do with it. */
  notes: readonly Localized[];
}

/**
 * A slip of an appointment, a queue or a case. In both languages, because who helps at the counter need not speak the
 * language of the screen. It names no person.
 */
export function slip({ siteName, title, large, rows, qr, notes }: SlipFacts): Ticket {
  const text = (line: string, size = 1): TicketPart => ({
    kind: 'text',
    text: line,
    align: 'center',
    width: size,
    height: size,
  });
  const inBoth = ({ label, value }: RowView): TicketPart[] =>
    languages.map((language) => ({
      kind: 'text',
      text: paperText('slip-line', { label, value })[language],
    }));
  return {
    parts: [
      { ...text(siteName['zh-CN'], 2), bold: true } as TicketPart,
      text(siteName.en),
      text(`${title['zh-CN']} ${title.en}`),
      { kind: 'rule' },
      { kind: 'feed', lines: 1 },
      { ...text(large, largest(large)), bold: true } as TicketPart,
      { kind: 'feed', lines: 1 },
      { kind: 'rule' },
      ...rows.flatMap(inBoth),
      { kind: 'rule' },
      ...(qr === null
        ? []
        : [{ kind: 'qr', data: qr, moduleSize: 7, errorCorrection: 'M' } satisfies TicketPart]),
      ...notes.flatMap((note) => languages.map((language) => text(note[language]))),
    ],
    cut: 'partial',
  };
}

/** Base cells in a line of the narrowest paper (58 mm). */
const cells = 32;

/** As large as it stays in one line; what is no ASCII takes two cells. */
function largest(line: string): number {
  const wide = [...line].reduce((sum, character) => sum + (character > '~' ? 2 : 1), 0);
  return Math.max(1, Math.min(5, Math.floor(cells / wide)));
}
