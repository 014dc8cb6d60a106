import type Database from 'better-sqlite3';

/** One stage of the answer to a bad rating that is not done yet. */
export interface RatingStage {
  /** The city's reference; it says nothing about a person. */
  rating: string;
  stage: 'contact' | 'answer' | 'review';
  /** `YYYY-MM-DD`. */
  dueOn: string;
}

/** What the city still owes to those who were not content; a kiosk that restarts goes on asking. */
export class RatingStages {
  readonly #insert: Database.Statement<[string, string, string]>;
  readonly #delete: Database.Statement<[string, string]>;
  readonly #all: Database.Statement<[], { rating: string; stage: RatingStage['stage']; due_on: string }>;

  constructor(db: Database.Database) {
    this.#insert = db.prepare('INSERT OR IGNORE INTO rating_stage (rating, stage, due_on) VALUES (?, ?, ?)');
    this.#delete = db.prepare('DELETE FROM rating_stage WHERE rating = ? AND stage = ?');
    this.#all = db.prepare('SELECT rating, stage, due_on FROM rating_stage ORDER BY due_on, rating, stage');
  }

  add({ rating, stage, dueOn }: RatingStage): void {
    this.#insert.run(rating, stage, dueOn);
  }

  done({ rating, stage }: Pick<RatingStage, 'rating' | 'stage'>): void {
    this.#delete.run(rating, stage);
  }

  /** The one that is due first comes first. */
  open(): RatingStage[] {
    return this.#all.all().map(({ due_on, ...row }) => ({ ...row, dueOn: due_on }));
  }
}
