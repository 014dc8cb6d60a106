import type { Localized } from '../../contract/localized.ts';
import type { Clock } from '../../drivers/contract/clock.ts';
import type { Platform } from '../../platform/open.ts';
import nearestText from '../../assets/catalogue/nearest.json' with { type: 'json' };
import { inEach } from './written.ts';

export interface NearestOptions {
  /** Connected when it is first asked. `null`: the kiosk knows no city. */
  connect: (() => Promise<Pick<Platform, 'map'>>) | null;
  /** The kiosk's own office: it is no other place. */
  office: string;
  /** Of the kiosk, WGS 84; `null`: nobody has entered it, and the places are in the city's order. */
  place: { latitude: number; longitude: number } | null;
  clock: Clock;
  /** Something is known that was not before. */
  changed: () => void;
}

/** What the map says is good for so long; where it said nothing, it is asked again sooner. */
const freshMs = 600_000;
const againMs = 60_000;

/** The nearest place that can do an item now, as the city's map has it. Nobody waits for it. */
export class Nearest {
  readonly #options: NearestOptions;
  /** `until`: monotonic, when the map is asked anew. */
  readonly #known = new Map<string, { until: number; text: Localized | null }>();

  constructor(options: NearestOptions) {
    this.#options = options;
  }

  /** `null`: nobody has said yet. The map is asked, and `changed` tells when it has answered. */
  of(itemId: string): Localized | null {
    const known = this.#known.get(itemId);
    const now = this.#options.clock.monotonic();
    if (known === undefined || now >= known.until) {
      const text = known?.text ?? null;
      this.#known.set(itemId, { until: now + againMs, text });
      // A line that cannot be opened at all is told where a service is begun.
      void this.#ask(itemId).catch(() => {});
    }
    return known?.text ?? null;
  }

  async #ask(itemId: string): Promise<void> {
    const { connect, office, place, clock, changed } = this.#options;
    if (connect === null) return;
    const { map } = await connect();
    const answer = await map.points({ near: place, item: itemId });
    if (!answer.ok) return;
    const other = answer.data.points.find(
      (point) => point.office !== office && (point.open || point.kiosk24h),
    );
    if (!other) return;
    const { name, address, distanceMetres } = other;
    const text = distanceMetres === null ? nearestText.place : nearestText.near;
    const kilometres = ((distanceMetres ?? 0) / 1000).toFixed(1);
    const said = inEach((language) =>
      text[language]
        .replace('{name}', name[language])
        .replace('{address}', address[language])
        .replace('{km}', kilometres),
    );
    this.#known.set(itemId, { until: clock.monotonic() + freshMs, text: said });
    changed();
  }
}
