import type { EventId, FieldsOf } from '../log/catalogue.ts';
import type { Log } from '../log/log.ts';

/** The log as the kiosk writes it: every entry carries the session that is under way. */
export interface KioskLog {
  write<E extends EventId>(event: E, fields: FieldsOf<E>): void;
}

export function kioskLog(log: Log, sessionId: () => string | null): KioskLog {
  return { write: (event, fields) => log.write(event, fields, { session: sessionId() }) };
}
