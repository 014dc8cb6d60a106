import type { RigMaker } from '../rig.ts';
import { camera } from './camera.ts';
import { idCard, idCardInOwnProcess, plainIdCard } from './id-card.ts';
import { ioBoard, ioBoardInOwnProcess } from './io-board.ts';
import { newlandScanner, scanner } from './scanner.ts';
import { socialSecurityCard } from './social-security-card.ts';
import { askedTicketPrinter, ticketPrinter, ticketPrinterInOwnProcess } from './ticket-printer.ts';
import { unnamedUps, ups } from './ups.ts';

/** The columns of the table. */
export const rigs: readonly RigMaker[] = [
  idCard,
  plainIdCard,
  ticketPrinter,
  askedTicketPrinter,
  scanner,
  newlandScanner,
  socialSecurityCard,
  idCardInOwnProcess,
  ticketPrinterInOwnProcess,
  ioBoard,
  ioBoardInOwnProcess,
  camera,
  ups,
  unnamedUps,
];
