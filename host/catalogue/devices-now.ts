import type { Clock } from '../../drivers/contract/clock.ts';
import type { Role } from '../../drivers/contract/roles.ts';
import type { DeviceStatus } from '../../drivers/contract/status.ts';
import type { ConfiguredDevice } from '../devices/create.ts';
import { startGraceMs } from '../kiosk/readiness.ts';
import type { DeviceNow } from '../services/offer.ts';
import type { JournalWatch } from '../store/journal-watch.ts';

type Journal = Pick<JournalWatch, 'writable' | 'onChange'>;

/** What comes out of them must have been recorded first. */
const printers: ReadonlySet<Role> = new Set(['ticket-printer', 'document-printer']);

/** What each device can do now, and since when, as far as a promise needs it. */
export class DevicesNow {
  readonly #clock: Clock;
  readonly #startedAt: number;
  readonly #devices: readonly ConfiguredDevice[];
  readonly #journal: Journal;
  readonly #since = new Map<Role, string>();
  readonly #ends: (() => void)[];

  /** Since when nothing can be recorded. */
  #unrecorded = '';

  /** @param changed a device can do more now, or less. */
  constructor(devices: readonly ConfiguredDevice[], journal: Journal, clock: Clock, changed: () => void) {
    this.#devices = devices;
    this.#journal = journal;
    this.#clock = clock;
    this.#startedAt = clock.monotonic();
    this.#ends = devices.map(({ role, device }) => {
      let before = wordOf(device.status());
      this.#since.set(role, this.#now());
      return device.onStatus((status) => {
        const word = wordOf(status);
        if (word === before) return;
        before = word;
        this.#since.set(role, this.#now());
        changed();
      });
    });
    this.#ends.push(
      journal.onChange(() => {
        this.#unrecorded = this.#now();
        changed();
      }),
    );
  }

  all(): Partial<Record<Role, DeviceNow>> {
    return Object.fromEntries(
      this.#devices.map(({ role, device }) => {
        const { summary, conditions, device: state } = device.status();
        if (printers.has(role) && !this.#journal.writable)
          return [role, { summary: 'unavailable', conditions: [], since: this.#unrecorded }];
        // One that has not answered yet is given time.
        const starts =
          state === 'starting' &&
          this.#clock.monotonic() - this.#startedAt < startGraceMs &&
          conditions.length === 0;
        return [
          role,
          { summary: starts ? 'ready' : summary, conditions, since: this.#since.get(role) ?? this.#now() },
        ];
      }),
    );
  }

  stop(): void {
    for (const end of this.#ends) end();
  }

  #now(): string {
    return new Date(this.#clock.now()).toISOString();
  }
}

const wordOf = ({ summary, conditions }: DeviceStatus): string =>
  [summary, ...conditions.map(({ code }) => code)].join(' ');
