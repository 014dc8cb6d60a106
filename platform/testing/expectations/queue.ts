import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const place = { office: 'district-hall', business: 'household-registration' };
const minuteMs = 60_000;

export function queueExpectations(side: () => Side): void {
  it('gives a ticket behind those who wait, and calls it in time', async () => {
    const { city, clock } = side();
    const before = data(await city.queue.state({ office: place.office }));
    expect(before.open).toBe(true);
    const waiting = before.businesses.find(({ business }) => business === place.business)?.waiting;
    const key = newKey();
    const { ticket } = data(await city.queue.take(place, { key }));
    expect(data(await city.queue.take(place, { key })).ticket).toEqual(ticket);
    expect(ticket).toMatchObject({ ...place, state: 'waiting', ahead: waiting, counter: null });
    expect(Date.parse(ticket.promisedAt) - Date.parse(ticket.issuedAt)).toBe(30 * minuteMs);
    await clock.hand.advance(30 * minuteMs);
    const { ticket: later } = data(await city.queue.ticket({ ticket: ticket.ticket }));
    expect(['called', 'served']).toContain(later.state);
    expect(later.counter).not.toBeNull();
  });

  it('gives each ticket a number of its own', async () => {
    const { city } = side();
    const take = async () => data(await city.queue.take(place, { key: newKey() })).ticket.number;
    const numbers = [await take(), await take(), await take()];
    expect(new Set(numbers).size).toBe(3);
    expect(numbers.every((number) => /^C\d{3}$/.test(number))).toBe(true);
  });

  it('gives none where there is no queue, or when it is closed', async () => {
    const { city, clock } = side();
    const take = (part: object) => city.queue.take({ ...place, ...part }, { key: newKey() });
    expect(refusal(await take({ office: 'nowhere' }))).toBe('unknownOffice');
    expect(refusal(await take({ business: 'nothing' }))).toBe('unknownBusiness');
    expect(refusal(await city.queue.state({ office: 'nowhere' }))).toBe('unknownOffice');
    expect(refusal(await city.queue.ticket({ ticket: 'Q-0' }))).toBe('unknownTicket');
    await clock.hand.advance(12 * 60 * minuteMs);
    expect(refusal(await take({}))).toBe('closed');
  });
}
