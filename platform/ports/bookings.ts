import { z } from 'zod';
import { definePort } from '../core/port.ts';
import { date, instant, reference, subject } from '../core/shapes.ts';
import { ticket } from './queue.ts';

const booking = z.object({
  booking: reference,
  office: reference,
  item: reference,
  from: instant,
  to: instant,
  state: z.enum(['booked', 'cancelled', 'used', 'missed']),
});

/** The one booking system of all offices (统一预约). */
export const bookings = definePort({
  id: 'bookings',
  title: { 'zh-CN': '预约', en: 'Booking' },
  operations: {
    slots: {
      summary: 'When an office still has room for an item, in the coming days.',
      effects: 'none',
      about: null,
      timeoutMs: 8000,
      request: z.strictObject({ office: reference, item: reference }),
      reply: z.object({
        days: z.array(
          z.object({
            date,
            slots: z.array(z.object({ slot: reference, from: instant, to: instant, left: z.int().min(0) })),
          }),
        ),
      }),
      refusals: ['unknownOffice', 'notOffered'],
    },
    book: {
      summary: 'Takes one place.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, office: reference, item: reference, slot: reference }),
      reply: z.object({ booking }),
      refusals: ['unknownSlot', 'slotFull', 'alreadyBooked'],
    },
    list: {
      summary: 'The bookings of a person that are not over, soonest first.',
      effects: 'none',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject }),
      reply: z.object({ bookings: z.array(booking) }),
      refusals: [],
    },
    cancel: {
      summary: 'Gives a place back.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, booking: reference }),
      reply: z.object({ booking }),
      refusals: ['unknownBooking', 'notCancellable'],
    },
    checkIn: {
      summary:
        'Tells the office that the person is there; gives the ticket. From 30 minutes before to 15 after.',
      effects: 'keyed',
      about: 'subject',
      timeoutMs: 8000,
      request: z.strictObject({ subject, booking: reference, office: reference }),
      reply: z.object({ booking, ticket }),
      refusals: ['unknownBooking', 'otherOffice', 'tooEarly', 'tooLate', 'notBooked'],
    },
  },
});
