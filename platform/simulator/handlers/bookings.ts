import type { z } from 'zod';
import type { ReplyOf } from '../../core/port.ts';
import type { bookings } from '../../ports/bookings.ts';
import { addDays, instantOf } from '../city/calendar.ts';
import type { City } from '../city/city.ts';
import { itemNamed } from '../city/items.ts';
import { isOpen, type Office, officeNamed } from '../city/offices.ts';
import type { Handlers } from '../handler.ts';

type Booking = ReplyOf<typeof bookings.operations.book>['booking'];
type Slot = z.infer<typeof bookings.operations.slots.reply>['days'][number]['slots'][number];

const days = 7;
const slotMs = 30 * 60_000;
const placesPerSlot = 4;
const earlyMs = 30 * 60_000;
const lateMs = 15 * 60_000;

export function bookingsHandlers(city: City): Handlers<typeof bookings> {
  const books = new Map<string, Booking[]>();
  const of = (subject: string) => (books.get(subject) ?? []).map((booking) => withFate(city, booking));
  const put = (subject: string, booking: Booking) => {
    const others = (books.get(subject) ?? []).filter((each) => each.booking !== booking.booking);
    books.set(subject, [...others, booking]);
    return booking;
  };
  const taken = (office: string, from: string) =>
    [...books.values()]
      .flat()
      .filter((each) => each.office === office && each.from === from && each.state === 'booked').length;
  const slotsOf = (office: Office, item: string, date: string): Slot[] =>
    halfHours(city, office, date).map((from) => {
      const others = city.chance(`slot ${office.id} ${item} ${from}`).int(0, placesPerSlot);
      return {
        slot: `${office.id}.${from.slice(0, 16).replaceAll(/[-T:]/g, '')}`,
        from,
        to: instantOf(Date.parse(from) + slotMs),
        left: Math.max(0, placesPerSlot - others - taken(office.id, from)),
      };
    });
  const daysOf = (office: Office, item: string) =>
    Array.from({ length: days }, (_, index) => addDays(city.today(), index))
      .map((date) => ({ date, slots: slotsOf(office, item, date) }))
      .filter(({ slots }) => slots.length > 0);
  const own = (subject: string, reference: string) =>
    of(subject).find(({ booking }) => booking === reference);

  return {
    slots({ office, item }) {
      const found = officeNamed(office);
      if (!found) return { refusal: 'unknownOffice' };
      if (itemNamed(item)?.channels.includes('counter') !== true) return { refusal: 'notOffered' };
      return { data: { days: daysOf(found, item) }, freshMs: 60_000 };
    },
    book({ office, item, slot }, { person: { subject } }) {
      const found = officeNamed(office);
      const slots = found && itemNamed(item) ? daysOf(found, item).flatMap((day) => day.slots) : [];
      const wanted = slots.find((each) => each.slot === slot);
      if (!wanted) return { refusal: 'unknownSlot' };
      if (of(subject).some((each) => each.item === item && each.state === 'booked'))
        return { refusal: 'alreadyBooked' };
      if (wanted.left === 0) return { refusal: 'slotFull' };
      const { from, to } = wanted;
      const booking: Booking = { booking: city.serial('YY'), office, item, from, to, state: 'booked' };
      return { data: { booking: put(subject, booking) } };
    },
    list(_request, { person: { subject } }) {
      const open = of(subject).filter(({ state }) => state === 'booked');
      return { data: { bookings: open.toSorted((a, b) => a.from.localeCompare(b.from)) }, freshMs: 60_000 };
    },
    cancel({ booking }, { person: { subject } }) {
      const found = own(subject, booking);
      if (!found) return { refusal: 'unknownBooking' };
      if (found.state !== 'booked') return { refusal: 'notCancellable' };
      return { data: { booking: put(subject, { ...found, state: 'cancelled' }) } };
    },
    checkIn({ booking, office }, { person: { subject } }) {
      const found = own(subject, booking);
      const item = found && itemNamed(found.item);
      if (!found || !item) return { refusal: 'unknownBooking' };
      if (found.state === 'missed') return { refusal: 'tooLate' };
      if (found.state !== 'booked') return { refusal: 'notBooked' };
      if (found.office !== office) return { refusal: 'otherOffice' };
      if (Date.parse(found.from) - earlyMs > city.now()) return { refusal: 'tooEarly' };
      const ticket = city.queues.take(office, item.business);
      return { data: { booking: put(subject, { ...found, state: 'used' }), ticket } };
    },
  };
}

/** A place that nobody came for within a quarter of an hour is free for others. */
function withFate(city: City, booking: Booking): Booking {
  const missed = booking.state === 'booked' && Date.parse(booking.from) + lateMs < city.now();
  return missed ? { ...booking, state: 'missed' } : booking;
}

/** When a half-hour begins, from now on, while the counters are open. */
function halfHours(city: City, office: Office, date: string): string[] {
  return Array.from({ length: 48 }, (_, index) =>
    instantOf(Date.parse(`${date}T00:00:00+08:00`) + index * slotMs),
  ).filter((at) => Date.parse(at) > city.now() && isOpen(office, at));
}
