import type { RigMaker } from '../rig.ts';
import { camera } from './camera.ts';
import { idCard, idCardInOwnProcess, plainIdCard } from './id-card.ts';
import { ioBoard, ioBoardInOwnProcess } from './io-board.ts';
import { askedTicketPrinter, ticketPrinter, ticketPrinterInOwnProcess } from './ticket-printer.ts';

/** The columns of the table. */
export const rigs: readonly RigMaker[] = [
  idCard,
  plainIdCard,
  ticketPrinter,
  askedTicketPrinter,
  idCardInOwnProcess,
  ticketPrinterInOwnProcess,
  ioBoard,
  ioBoardInOwnProcess,
  camera,
];
