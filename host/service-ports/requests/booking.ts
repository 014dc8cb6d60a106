import type { Localized } from '../../../contract/localized.ts';
import type { RowView } from '../../../contract/service-view.ts';
import type { ReplyOf } from '../../../platform/core/port.ts';
import type { Ports } from '../../../platform/ports/index.ts';
import { catalogue } from '../../services/catalogue.ts';
import type { Item } from '../../services/item-schema.ts';
import { localTime } from '../../store/local-time.ts';
import { slip } from '../documents/slip.ts';
import { failureOf } from '../failure.ts';
import { keyOf } from '../keys.ts';
import { paperText, resultText, row } from '../texts.ts';
import { type Answered, type Asked, textOf } from './asked.ts';

type Booking = ReplyOf<Ports['bookings']['operations']['book']>['booking'];

const minuteMs = 60_000;

export async function book({ world, item, order, subject, signal }: Asked): Promise<Answered> {
  const { platform, office, siteName } = world;
  const wanted = { subject, office, item: textOf(order, 'matter'), slot: textOf(order, 'slot') };
  const key = keyOf(order.opId, 'bookings.book');
  const booked = await platform.bookings.book(wanted, { key, signal });
  if (!booked.ok) return failureOf('bookings.book', booked.error);
  const { booking } = booked.data;
  const rows = bookingRows(booking, item, world);
  const large = localTime(Date.parse(booking.from), world.timeZone).time;
  const facts = { siteName, title: paperText('booking-slip'), large, rows, qr: booking.booking };
  return {
    ok: true,
    result: {
      headline: resultText('bookings-book'),
      rows,
      stages: [],
      qr: { text: booking.booking, caption: resultText('qr-booking') },
    },
    paper: { on: 'ticket', ticket: slip({ ...facts, notes: [paperText('slip-check-in')] }) },
  };
}

/** Gives the place back; there is nothing to print of it. */
export async function cancelBooking({ world, item, order, subject, signal }: Asked): Promise<Answered> {
  const key = keyOf(order.opId, 'bookings.cancel');
  const asked = { subject, booking: textOf(order, 'appointment') };
  const cancelled = await world.platform.bookings.cancel(asked, { key, signal });
  if (!cancelled.ok) return failureOf('bookings.cancel', cancelled.error);
  const rows = bookingRows(cancelled.data.booking, item, world);
  return {
    ok: true,
    result: { headline: resultText('bookings-cancel'), rows, stages: [], qr: null },
    paper: null,
  };
}

/** The ticket of the city's queue, with the time until which it is called if the promise is kept. */
export async function checkIn({ world, item, order, subject, signal }: Asked): Promise<Answered> {
  const { platform, office, siteName, timeZone } = world;
  const key = keyOf(order.opId, 'bookings.checkIn');
  const asked = { subject, booking: textOf(order, 'appointment'), office };
  const arrived = await platform.bookings.checkIn(asked, { key, signal });
  if (!arrived.ok) return failureOf('bookings.checkIn', arrived.error);
  const { booking, ticket } = arrived.data;
  const { number, ahead, counter, issuedAt, promisedAt } = ticket;
  const promised = Date.parse(promisedAt);
  const minutes = Math.round((promised - Date.parse(issuedAt)) / minuteMs);
  world.watchTicket({
    ticket: ticket.ticket,
    number,
    business: ticket.business,
    issuedAt: Date.parse(issuedAt),
    promisedAt: promised,
  });
  const time = localTime(promised, timeZone).time;
  const rows = [
    row('matter', matterName(item, booking.item)),
    row('place', siteName),
    row('ahead', String(ahead)),
    row('promise', resultText('promise-of', { minutes, time })),
    ...(counter === null ? [] : [row('counter', counter)]),
  ];
  const facts = { siteName, title: paperText('check-in-slip'), large: number, rows, qr: ticket.ticket };
  return {
    ok: true,
    result: {
      headline: resultText('bookings-checkIn', { number }),
      rows: [row('number', number), ...rows],
      stages: [],
      qr: { text: ticket.ticket, caption: resultText('qr-ticket') },
    },
    paper: { on: 'ticket', ticket: slip({ ...facts, notes: [paperText('slip-keep')] }) },
  };
}

function bookingRows(
  { booking, item: matter, from, to }: Booking,
  item: Item,
  { timeZone, siteName }: Pick<Asked['world'], 'timeZone' | 'siteName'>,
): RowView[] {
  const [begin, end] = [localTime(Date.parse(from), timeZone), localTime(Date.parse(to), timeZone)];
  return [
    row('matter', matterName(item, matter)),
    row('day', begin.date),
    row('time', resultText('time-of', { from: begin.time, to: end.time })),
    row('place', siteName),
    row('booking', booking),
  ];
}

/** As the form calls it, or the catalogue. */
function matterName({ form }: Item, matter: string): Localized | string {
  const choices = Object.values(form?.fields ?? {}).flatMap((field) => field.choices ?? []);
  const named = choices.find(({ value }) => value === matter)?.label;
  return named ?? catalogue.find(({ id }) => id === matter)?.name ?? matter;
}
