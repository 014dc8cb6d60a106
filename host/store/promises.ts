import type Database from 'better-sqlite3';

/** A ticket of the city's queue, and until when it was promised to be called. Instants in ms since the epoch. */
export interface PromisedTicket {
  /** The city's reference; it says nothing about a person. */
  ticket: string;
  /** As it is called: `A012`. */
  number: string;
  business: string;
  issuedAt: number;
  promisedAt: number;
}

interface Row {
  ticket: string;
  number: string;
  business: string;
  issued_at: number;
  promised_at: number;
  broken: 0 | 1;
}

/** The promises that are not settled yet: a kiosk that restarts still holds the city to them. */
export class Promises {
  readonly #insert: Database.Statement<[string, string, string, number, number]>;
  readonly #break: Database.Statement<[string]>;
  readonly #delete: Database.Statement<[string]>;
  readonly #all: Database.Statement<[], Row>;

  constructor(db: Database.Database) {
    this.#insert = db.prepare(
      `INSERT OR IGNORE INTO promise (ticket, number, business, issued_at, promised_at, broken)
       VALUES (?, ?, ?, ?, ?, 0)`,
    );
    this.#break = db.prepare('UPDATE promise SET broken = 1 WHERE ticket = ?');
    this.#delete = db.prepare('DELETE FROM promise WHERE ticket = ?');
    this.#all = db.prepare('SELECT * FROM promise ORDER BY promised_at, ticket');
  }

  add({ ticket, number, business, issuedAt, promisedAt }: PromisedTicket): void {
    this.#insert.run(ticket, number, business, issuedAt, promisedAt);
  }

  /** It has been told that the time passed without a call. */
  markBroken(ticket: string): void {
    this.#break.run(ticket);
  }

  settle(ticket: string): void {
    this.#delete.run(ticket);
  }

  /** The one that is due first comes first. */
  open(): (PromisedTicket & { broken: boolean })[] {
    return this.#all.all().map(({ issued_at, promised_at, broken, ...row }) => ({
      ...row,
      issuedAt: issued_at,
      promisedAt: promised_at,
      broken: broken === 1,
    }));
  }
}
