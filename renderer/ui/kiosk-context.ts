import { createContext, use } from 'react';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import type { Rejection } from '../../contract/rpc.ts';
import type { KioskView, Screen } from '../../contract/view.ts';

/** `lost`: the host could not be asked, or did not answer in time. */
export type Outcome = 'accepted' | Rejection | 'lost';

export interface Kiosk {
  view: KioskView;
  /** The screen before the present one; null on the first. */
  before: Screen['name'] | null;
  /** Tells the host of a touch. A touch that was not accepted is explained on the screen. */
  send: (event: CitizenEvent) => void;
  /** Speaks a new instruction to those who cannot see it. */
  announce: (text: string) => void;
}

export const KioskContext = createContext<Kiosk | null>(null);

export function useKiosk(): Kiosk {
  const kiosk = use(KioskContext);
  if (kiosk === null) throw new Error('used outside of a kiosk');
  return kiosk;
}
