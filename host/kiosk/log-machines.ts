import type { Problem } from '../../contract/problem.ts';
import type { Kiosk } from '../../state-machines/create-kiosk.ts';
import type { KioskLog } from './kiosk-log.ts';

export interface MachineLogOptions {
  kiosk: Kiosk;
  log: KioskLog;
  /** Id of the card reader, for "card left behind". */
  reader: string;
  /** Id of the ticket printer, for "ticket left behind". */
  printer: string;
  /**
   * A session began; `carried`: with what was left at another kiosk. Called before its first transition is written.
   */
  started(item: string, sessionId: string): void;
  /** The session that is resumed, and has therefore not begun now. */
  resumedId: string | null;
}

/** Writes every transition, by name only, and what staff should know. */
export function logMachines({ kiosk, log, reader, printer, started, resumedId }: MachineLogOptions): void {
  let known = resumedId;
  let closedFor: Problem | null = null;

  kiosk.onTransition(({ machine, from, to, event }) => {
    const { sessionId, itemId } = kiosk.actor.getSnapshot().context;
    if (sessionId !== null && sessionId !== known) started(itemId ?? 'carried', sessionId);
    known = sessionId;
    log.write('machine.transition', { machine, from: from ?? 'none', to, trigger: event });
  });

  kiosk.onChange(() => {
    const { screen } = kiosk.screen();
    const problem = screen.name === 'out-of-service' ? screen.problem : null;
    if (problem === closedFor) return;
    closedFor = problem;
    if (problem === null) log.write('kiosk.in-service', {});
    else log.write('kiosk.out-of-service', { problem });
  });

  kiosk.onNotice((code) => {
    if (code === 'card-left') log.write('card.left-behind', { device: reader });
    else if (code === 'ticket-left') log.write('ticket.left-behind', { device: printer });
    else log.write('host.fault', { part: code });
  });
}
