import type { CitizenEvent } from '../../contract/citizen-event.ts';
import type { FieldValue } from '../../contract/service-view.ts';
import type { KioskView, Screen, ScreenName } from '../../contract/view.ts';
import { reader } from './citizen.ts';
import type { TestKiosk } from './kiosk.ts';
import type { TestScreen } from './screen.ts';

export interface Visit {
  itemId: string;
  /** Id of the simulated card. */
  card?: string;
  variant?: string;
  region?: string;
  /** By field; without one, the first choice that there is. */
  values?: Readonly<Record<string, FieldValue>>;
  level?: number;
  /** A field of which the citizen says that it is wrong. */
  dispute?: string;
  /** Pauses before going on: to go on in the same form after all, or in another session with the code that is shown. */
  pause?: 'here' | 'elsewhere';
}

/** What a citizen has to do with. */
export interface Point {
  screen: TestScreen;
  putCard(card: string): Promise<void>;
  liftCard(): Promise<void>;
  /** Holds a code before the scanner. */
  showCode(code: string): Promise<void>;
  /** For what was left: in the hand, or (`null`) used or given up. Nothing was left yet where there is none. */
  code?: string | null;
}

export const pointOf = ({ screen, bench }: TestKiosk): Point => ({
  screen,
  putCard: (card) => bench.putCard(reader, card),
  liftCard: () => bench.liftCard(reader),
  showCode: (code) => bench.showCode('scanner', code),
});

/** Screens on which there is nothing to do but wait. */
const waiting: ReadonlySet<ScreenName> = new Set([
  'starting',
  'gathering',
  'requesting',
  'printing',
  'issuing',
  'thanks',
  'ending',
  'carried',
]);

/**
 * A citizen who does what each screen asks for, from wherever the kiosk is.
 * @param until seen before anything is done on a screen; ends the walk.
 */
export async function visit(
  point: Point,
  plan: Visit,
  until: (view: KioskView) => boolean,
): Promise<KioskView> {
  const { screen } = point;
  for (let done = 0; done < 80; done += 1) {
    const view = screen.view();
    if (until(view)) return view;
    const now = view.screen;
    // Picked up, or of no use.
    const shown = now.name === 'identify' || now.name === 'carried-problem';
    if (shown && typeof point.code === 'string') point.code = null;
    if (now.name === 'attract' && typeof point.code === 'string') await point.showCode(point.code);
    else if (now.name === 'identify' && now.phase === 'waiting') await point.putCard(plan.card ?? 'citizen');
    else if (now.name === 'take' && now.card === 'on-reader') await point.liftCard();
    else {
      const event = answerTo(now, plan, point);
      if (event !== null) await screen.send(event);
    }
    await screen.until((next) => until(next) || next.revision !== view.revision, 25_000);
  }
  throw new Error(
    `the visit does not come to its end; the screen shows ${JSON.stringify(screen.view().screen)}`,
  );
}

/** `null`: only time or a device helps. */
function answerTo(screen: Screen, plan: Visit, point: Point): CitizenEvent | null {
  if (waiting.has(screen.name)) return null;
  switch (screen.name) {
    case 'attract':
      return { type: 'START', itemId: plan.itemId };
    case 'region':
      return { type: 'PICK', value: plan.region ?? screen.regions[0]?.code ?? '' };
    case 'variant':
      return { type: 'PICK', value: plan.variant ?? screen.variants[0]?.id ?? '' };
    case 'consent':
      return { type: 'CONSENT', id: screen.consent.id, given: true };
    case 'pick': {
      const open = screen.offered.find(({ taken }) => !taken);
      if (screen.busy) return null;
      return open ? { type: 'PICK', value: open.id } : { type: 'SUBMIT' };
    }
    case 'field': {
      if (screen.loading) return null;
      const { id, choices, several } = screen.field;
      const first = choices[0]?.value ?? null;
      const value = plan.values?.[id] ?? (several && first !== null ? [first] : first);
      return {
        type: 'FILL',
        field: id,
        value: typeof value === 'string' || value === null ? value : [...value],
      };
    }
    case 'review': {
      const { dispute } = plan;
      if (screen.busy) return null;
      if (plan.pause !== undefined && point.code === undefined) return { type: 'PAUSE_HERE' };
      if (
        screen.fields.some(
          ({ id, disputed, source }) => id === dispute && disputed === null && source !== null,
        )
      )
        return { type: 'DISPUTE', field: dispute ?? '' };
      return { type: 'SUBMIT' };
    }
    case 'dispute':
      return screen.busy ? null : { type: 'CLAIM', claimed: null };
    case 'sign':
      return screen.busy ? null : { type: 'SIGN', strokes: [[100, 100, 400, 300, 700, 120]] };
    case 'rating':
      return screen.busy ? null : { type: 'RATE', level: plan.level ?? 5 };
    case 'carry':
      if (screen.qr === null) return null;
      point.code = plan.pause === 'elsewhere' ? screen.qr : null;
      return { type: plan.pause === 'elsewhere' ? 'DONE' : 'BACK' };
    case 'carry-problem':
      return { type: 'RETRY' };
    case 'result':
    case 'rated':
    case 'take':
      return { type: 'DONE' };
    case 'service-problem':
    case 'carried-problem':
      return screen.canRetry ? { type: 'RETRY' } : { type: 'CANCEL' };
    case 'identify':
      return null;
    default:
      return { type: 'CANCEL' };
  }
}
