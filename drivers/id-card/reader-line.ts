import type { Clock } from '../contract/clock.ts';
import { hid } from '../transport/hid.ts';
import { transportFor } from '../transport/open.ts';
import { serial } from '../transport/serial.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import { usb } from '../transport/usb.ts';
import { rateFinder } from './auto-baud.ts';
import { hid10c4 } from './hid-10c4.ts';
import type { ReaderProfile } from './profile.ts';
import { splitBulk } from './split-bulk.ts';

export type ReaderPlace = TransportConfig<number | 'auto'>;

/** The line of SAM frames to one reader of this model. Serial lines and tcp carry frames as they are. */
export function readerLine({ wrapper }: ReaderProfile, clock: Clock): (place: ReaderPlace) => OpenTransport {
  const atItsRate = rateFinder(clock);
  return (place) => {
    if (place.kind === 'hid' && wrapper === 'hid-10c4') return hid10c4(hid(place.path));
    if (place.kind === 'usb' && wrapper === 'split-bulk') return usb(place.path, splitBulk);
    if (place.kind !== 'serial') return transportFor(place);
    const { baudRate, path } = place;
    return baudRate === 'auto' ? atItsRate((rate) => serial(path, rate)) : serial(path, baudRate);
  };
}
