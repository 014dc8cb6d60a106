import { hid } from '../transport/hid.ts';
import { transportFor } from '../transport/open.ts';
import type { OpenTransport, TransportConfig } from '../transport/transport.ts';
import { usb } from '../transport/usb.ts';
import { hid10c4 } from './hid-10c4.ts';
import type { ReaderProfile } from './profile.ts';
import { splitBulk } from './split-bulk.ts';

/** The line of SAM frames to a reader of this model. Serial lines and tcp carry frames as they are. */
export function readerLine({ wrapper }: ReaderProfile): (place: TransportConfig) => OpenTransport {
  return (place) => {
    if (place.kind === 'hid' && wrapper === 'hid-10c4') return hid10c4(hid(place.path));
    if (place.kind === 'usb' && wrapper === 'split-bulk') return usb(place.path, splitBulk);
    return transportFor(place);
  };
}
