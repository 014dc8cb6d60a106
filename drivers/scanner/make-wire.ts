import { HidPosWire } from './hid-pos.ts';
import { honeywell } from './honeywell.ts';
import { newland } from './newland.ts';
import type { ScannerProfile } from './profile.ts';
import { SsiWire } from './ssi-wire.ts';
import { StreamWire } from './stream-wire.ts';
import type { ScannerWire, WireOptions } from './wire.ts';

/** The protocol of a model. */
export function makeWire(profile: ScannerProfile, options: WireOptions): ScannerWire {
  switch (profile.protocol) {
    case 'newland':
      return new StreamWire(newland, profile, options);
    case 'honeywell':
      return new StreamWire(honeywell, profile, options);
    case 'zebra-ssi':
      return new SsiWire(profile, options);
    case 'hid-pos':
      return new HidPosWire(profile, options);
  }
}
