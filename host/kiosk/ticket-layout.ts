import texts from '../../assets/ticket/texts.json' with { type: 'json' };
import { type Localized, languages } from '../../contract/localized.ts';
import type { Ticket, TicketPart } from '../../drivers/contract/ticket-printer.ts';

export interface TicketFacts {
  siteId: string;
  siteName: Localized;
  place: Localized;
  /** `YYYY-MM-DD`. */
  serviceDay: string;
  number: string;
  business: Localized;
  peopleAhead: number;
  promiseMinutes: number;
  /** Local, `YYYY-MM-DD HH:mm`. */
  takenAt: string;
}

/**
 * The queue ticket. Both languages stand on it, because who calls the number or helps at the counter need
 * not speak the language that the screen was set to. It names no person.
 */
export function layoutTicket(facts: TicketFacts): Ticket {
  const values: Record<string, string> = {
    count: String(facts.peopleAhead),
    minutes: String(facts.promiseMinutes),
    time: facts.takenAt,
  };
  const fact = (text: Localized): TicketPart[] =>
    languages.map((language) => ({
      kind: 'text',
      text: fill(text[language], { ...values, place: facts.place[language] }),
    }));
  const centred = (text: string, size = 1): TicketPart => ({
    kind: 'text',
    text,
    align: 'center',
    width: size,
    height: size,
  });
  return {
    parts: [
      { ...centred(facts.siteName['zh-CN'], 2), bold: true } as TicketPart,
      centred(facts.siteName.en),
      centred(`${texts.title['zh-CN']} ${texts.title.en}`),
      { kind: 'rule' },
      { kind: 'feed', lines: 1 },
      { kind: 'text', text: facts.number, align: 'center', width: 5, height: 5, bold: true },
      { kind: 'feed', lines: 1 },
      centred(facts.business['zh-CN'], 2),
      centred(facts.business.en),
      { kind: 'rule' },
      ...fact(texts.peopleAhead),
      ...fact(texts.promise),
      ...fact(texts.takenAt),
      ...fact(texts.place),
      { kind: 'rule' },
      { kind: 'qr', data: ticketReference(facts), moduleSize: 7, errorCorrection: 'M' },
      centred(texts.keep['zh-CN']),
      centred(texts.keep.en),
    ],
    cut: 'partial',
  };
}

/** What the QR says: enough for a counter to find the number again, nothing about the person. */
export function ticketReference({ siteId, serviceDay, number }: TicketFacts): string {
  return `tongban:ticket:${siteId}:${serviceDay}:${number}`;
}

function fill(template: string, values: Readonly<Record<string, string>>): string {
  return template.replaceAll(/\{(\w+)\}/g, (_whole, name: string) => {
    const value = values[name];
    if (value === undefined) throw new Error(`the ticket text names {${name}}, which no ticket has`);
    return value;
  });
}
