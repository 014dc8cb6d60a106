import type { RigMaker } from '../rig.ts';
import { idCard, plainIdCard } from './id-card.ts';
import { askedTicketPrinter, ticketPrinter } from './ticket-printer.ts';

/** The columns of the table. */
export const rigs: readonly RigMaker[] = [idCard, plainIdCard, ticketPrinter, askedTicketPrinter];
