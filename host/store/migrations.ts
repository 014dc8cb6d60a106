/**
 * Schema of `tongban.db`, one entry per version. Released entries are never edited: kiosks in the field have run
 * them. Instants are milliseconds since the epoch; service days are `YYYY-MM-DD` in the site's time zone.
 */
export const storeMigrations: readonly string[] = [
  `
  CREATE TABLE journal (
    op_id      TEXT PRIMARY KEY,
    kind       TEXT NOT NULL,
    state      TEXT NOT NULL CHECK (state IN ('prepared', 'dispatched', 'done', 'uncertain', 'failed', 'void')),
    session_id TEXT NOT NULL,
    payload    TEXT NOT NULL,
    detail     TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL
  ) STRICT;
  CREATE INDEX journal_unfinished ON journal (created_at) WHERE state IN ('prepared', 'dispatched', 'failed');

  CREATE TABLE service_day (
    day   TEXT PRIMARY KEY,
    floor INTEGER NOT NULL
  ) STRICT;

  CREATE TABLE service_clock (
    id        INTEGER PRIMARY KEY CHECK (id = 1),
    current   TEXT NOT NULL,
    last_seen TEXT NOT NULL
  ) STRICT;

  CREATE TABLE number (
    op_id           TEXT PRIMARY KEY REFERENCES journal (op_id),
    service_day     TEXT NOT NULL,
    business_id     TEXT NOT NULL,
    prefix          TEXT NOT NULL,
    sequence        INTEGER NOT NULL CHECK (sequence > 0),
    state           TEXT NOT NULL CHECK (state IN ('issued', 'printed', 'uncertain', 'void')),
    reason          TEXT,
    people_ahead    INTEGER NOT NULL,
    promise_minutes INTEGER NOT NULL,
    issued_at       INTEGER NOT NULL,
    waits_until     INTEGER NOT NULL,
    taken_at        TEXT NOT NULL,
    UNIQUE (service_day, prefix, sequence),
    CHECK ((state = 'void') = (reason IS NOT NULL))
  ) STRICT;
  CREATE INDEX number_waiting ON number (waits_until) WHERE state <> 'void';
  `,
  `
  -- Which unit stands under a device's id now; without a row, or '', one that tells no serial number.
  CREATE TABLE device_unit (
    device TEXT PRIMARY KEY,
    serial TEXT NOT NULL
  ) STRICT;

  CREATE TABLE device_statistic (
    device        TEXT NOT NULL,
    serial        TEXT NOT NULL,
    name          TEXT NOT NULL,
    lifetime      INTEGER NOT NULL CHECK (lifetime >= 0),
    since_service INTEGER NOT NULL CHECK (since_service BETWEEN 0 AND lifetime),
    PRIMARY KEY (device, serial, name)
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- Tickets of the city's queue that were promised to be called by a certain time and were not yet seen to be.
  CREATE TABLE promise (
    ticket      TEXT PRIMARY KEY,
    number      TEXT NOT NULL,
    business    TEXT NOT NULL,
    issued_at   INTEGER NOT NULL,
    promised_at INTEGER NOT NULL,
    broken      INTEGER NOT NULL CHECK (broken IN (0, 1))
  ) STRICT, WITHOUT ROWID;
  `,
  `
  -- What goes to the city, in the order of its number. Nothing personal is in clear: the body is sealed.
  CREATE TABLE outbox (
    sequence   INTEGER PRIMARY KEY AUTOINCREMENT,
    key        TEXT NOT NULL UNIQUE,
    port       TEXT NOT NULL,
    operation  TEXT NOT NULL,
    -- Tells a second body under the same key; keyed, so that nobody can try out what is in it.
    print      BLOB NOT NULL,
    body       BLOB,
    state      TEXT NOT NULL CHECK (state IN ('waiting', 'sent', 'refused', 'held', 'withdrawn')),
    -- Why it is refused or held.
    code       TEXT,
    attempts   INTEGER NOT NULL,
    -- Since when the city may have it; NULL where certainly nothing was sent.
    asked_at   INTEGER,
    reference  TEXT,
    created_at INTEGER NOT NULL,
    updated_at INTEGER NOT NULL,
    CHECK ((state IN ('waiting', 'held')) = (body IS NOT NULL)),
    CHECK ((state IN ('refused', 'held')) = (code IS NOT NULL))
  ) STRICT;
  CREATE INDEX outbox_waiting ON outbox (port, sequence) WHERE state = 'waiting';
  `,
  `
  -- Stages of the answers to bad ratings that the city has not finished. No person, no text.
  CREATE TABLE rating_stage (
    rating TEXT NOT NULL,
    stage  TEXT NOT NULL CHECK (stage IN ('contact', 'answer', 'review')),
    due_on TEXT NOT NULL,
    PRIMARY KEY (rating, stage)
  ) STRICT, WITHOUT ROWID;
  `,
];
