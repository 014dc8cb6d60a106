import { expect, it } from 'vitest';
import { data, refusal } from '../expect-result.ts';
import { newKey } from '../rig.ts';
import type { Side } from '../side.ts';

const place = { office: 'district-hall', item: 'residence-registration' };
const minuteMs = 60_000;

async function freeSlot({ city }: Side) {
  const { days } = data(await city.bookings.slots(place));
  // The last one is days ahead: nobody can check in for it yet.
  const free = days.flatMap(({ slots }) => slots).findLast(({ left }) => left > 0);
  if (!free) throw new Error('everything is taken');
  return free;
}

export function bookingsExpectations(side: () => Side): void {
  it('takes one place, shows it, and gives it back', async () => {
    const { city, person } = side();
    const { subject } = person('样例甲');
    const free = await freeSlot(side());
    const key = newKey();
    const book = () => city.bookings.book({ subject, ...place, slot: free.slot }, { key });
    const { booking } = data(await book());
    expect(booking).toMatchObject({ ...place, from: free.from, to: free.to, state: 'booked' });
    expect(data(await book()).booking).toEqual(booking);
    expect(data(await city.bookings.list({ subject })).bookings).toEqual([booking]);
    const after = data(await city.bookings.slots(place)).days.flatMap(({ slots }) => slots);
    expect(after.find(({ slot }) => slot === free.slot)?.left).toBe(free.left - 1);
    const cancel = () => city.bookings.cancel({ subject, booking: booking.booking }, { key: newKey() });
    expect(data(await cancel()).booking.state).toBe('cancelled');
    expect(refusal(await cancel())).toBe('notCancellable');
    expect(data(await city.bookings.list({ subject })).bookings).toEqual([]);
  });

  it('takes a person in when it is time, once, and gives a ticket', async () => {
    const { city, person, clock } = side();
    const { subject } = person('样例乙');
    const { slot, from } = await freeSlot(side());
    const { booking } = data(await city.bookings.book({ subject, ...place, slot }, { key: newKey() }));
    const checkIn = (office = place.office) =>
      city.bookings.checkIn({ subject, booking: booking.booking, office }, { key: newKey() });
    expect(refusal(await checkIn('hongqiaoli'))).toBe('otherOffice');
    expect(refusal(await checkIn())).toBe('tooEarly');
    await clock.hand.advance(Date.parse(from) - 30 * minuteMs - clock.now());
    const { ticket, booking: used } = data(await checkIn());
    expect(used.state).toBe('used');
    expect(ticket).toMatchObject({ office: place.office, business: 'household-registration' });
    expect(refusal(await checkIn())).toBe('notBooked');
  });

  it('gives the place of one who does not come to others', async () => {
    const { city, person, clock } = side();
    const { subject } = person('样𠮷䶮');
    const { slot, from } = await freeSlot(side());
    const { booking } = data(await city.bookings.book({ subject, ...place, slot }, { key: newKey() }));
    await clock.hand.advance(Date.parse(from) + 16 * minuteMs - clock.now());
    const request = { subject, booking: booking.booking, office: place.office };
    expect(refusal(await city.bookings.checkIn(request, { key: newKey() }))).toBe('tooLate');
  });

  it('refuses what there is not', async () => {
    const { city, person } = side();
    const { subject } = person('样例庚');
    expect(refusal(await city.bookings.slots({ ...place, office: 'nowhere' }))).toBe('unknownOffice');
    expect(refusal(await city.bookings.slots({ ...place, item: 'nothing' }))).toBe('notOffered');
    const book = (slot: string) => city.bookings.book({ subject, ...place, slot }, { key: newKey() });
    expect(refusal(await book('no-slot'))).toBe('unknownSlot');
    const full = data(await city.bookings.slots(place))
      .days.flatMap(({ slots }) => slots)
      .find(({ left }) => left === 0);
    expect(refusal(await book(full?.slot ?? ''))).toBe('slotFull');
    data(await book((await freeSlot(side())).slot));
    expect(refusal(await book((await freeSlot(side())).slot))).toBe('alreadyBooked');
    const cancel = { subject, booking: 'YY-0' };
    expect(refusal(await city.bookings.cancel(cancel, { key: newKey() }))).toBe('unknownBooking');
    const checkIn = { ...cancel, office: place.office };
    expect(refusal(await city.bookings.checkIn(checkIn, { key: newKey() }))).toBe('unknownBooking');
  });
}
