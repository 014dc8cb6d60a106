import type { Clock } from '../../drivers/contract/clock.ts';
import type { PlatformError, PlatformResult } from '../../platform/core/result.ts';
import type { Platform } from '../../platform/open.ts';
import type { OutboxRow, OutboxTable } from '../store/outbox-table.ts';
import { type Contents, keyedOperation, type Whose } from './entry.ts';
import type { Seal } from './seal.ts';

/** What the city answered, in the shape of the operation's reply. */
export type Reply = Readonly<Record<string, unknown>>;

/** What became of one attempt. `code`: a refusal of the port, a failure of the line, or one of ours. */
export type Outcome =
  | { state: 'sent'; data: Reply; reference: string | null }
  | { state: 'refused' | 'held'; code: string }
  | { state: 'waiting'; code: string }
  | { state: 'withdrawn' };

/**
 * The city keeps a key for a day from when it answered it first (`platform/core/port.ts`). An entry that it may have
 * had for nearly that long would be done a second time; a call and its repetitions stay within the margin.
 */
const keyGoodMs = 24 * 3_600_000 - 10 * 60_000;

export interface SenderOptions {
  table: OutboxTable;
  seal: Seal;
  platform: Platform;
  clock: Clock;
}

type Call = (request: Reply, options: { key: string; signal: AbortSignal }) => Promise<PlatformResult<Reply>>;

/** Sends one entry and records what became of it. */
export class Sender {
  readonly #options: SenderOptions;

  constructor(options: SenderOptions) {
    this.#options = options;
  }

  /** @throws what SQLite says of the disk; the entry then waits, and its key sees to it that it is done once. */
  async send(row: OutboxRow, signal: AbortSignal): Promise<Outcome> {
    const { table, seal, clock } = this.#options;
    const text = row.body === null ? null : seal.open(row.body, row);
    if (text === null) return this.#hold(row, 'sealBroken');
    if (keyedOperation(row.port, row.operation) === null) return this.#hold(row, 'unknownOperation');
    if (row.asked_at !== null && clock.now() - row.asked_at >= keyGoodMs)
      return this.#hold(row, 'keyExpired');
    const { who, body } = JSON.parse(text) as Contents;
    const known = await this.#known(who, signal);
    if (!known.ok) return this.#failed(row, known.error, row.asked_at);
    // Kept with the entry: the city may give another reference the next time, and the same key needs the same words.
    const asked = seal.seal(JSON.stringify({ who: known.who, body } satisfies Contents), row);
    if (!table.asking(row.key, asked)) return { state: 'withdrawn' };
    const askedAt = row.asked_at ?? clock.now();
    const result = await this.#call(row)(known.who === null ? body : { ...body, ...known.who }, {
      key: row.key,
      signal,
    });
    if (!result.ok)
      return this.#failed(row, result.error, result.error.effect === 'none' ? row.asked_at : askedAt);
    const { data } = result;
    const reference = typeof data['caseNumber'] === 'string' ? data['caseNumber'] : null;
    table.ends(row.key, { state: 'sent', ...(reference !== null && { reference }) });
    return { state: 'sent', data, reference };
  }

  async #known(
    who: Whose | null,
    signal: AbortSignal,
  ): Promise<{ ok: true; who: { subject: string } | null } | { ok: false; error: PlatformError }> {
    if (who === null || 'subject' in who) return { ok: true, who };
    const found = await this.#options.platform.identity.identify({ document: who.document }, { signal });
    return found.ok ? { ok: true, who: { subject: found.data.subject } } : found;
  }

  #call({ port, operation }: OutboxRow): Call {
    const client = this.#options.platform[port as keyof Platform] as unknown as Record<string, Call>;
    const call = client[operation];
    if (call === undefined) throw new TypeError(`no operation ${port}.${operation}`);
    return call;
  }

  #failed(row: OutboxRow, error: PlatformError, askedAt: number | null): Outcome {
    const { table } = this.#options;
    if (error.code === 'refused') {
      table.ends(row.key, { state: 'refused', code: error.refusal });
      return { state: 'refused', code: error.refusal };
    }
    if (error.retry === 'never') return this.#hold(row, error.code);
    table.waits({ key: row.key, askedAt });
    return { state: 'waiting', code: error.code };
  }

  #hold(row: OutboxRow, code: string): Outcome {
    this.#options.table.holds(row.key, code);
    return { state: 'held', code };
  }
}
