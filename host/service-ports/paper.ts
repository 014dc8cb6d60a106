import type { Ticket } from '../../drivers/contract/ticket-printer.ts';
import type { CivicDocument } from '../documents/document.ts';

/** What a request brought to be printed. */
export type Paper = { on: 'a4'; document: CivicDocument; copies: number } | { on: 'ticket'; ticket: Ticket };
