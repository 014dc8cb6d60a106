/** A process of its own for an emulated kernel: lists what is plugged in, finds the HID reader and greets it. */
import zhongzheng from '../../../assets/reader-profiles/zhongzheng-hid.json' with { type: 'json' };
import { systemClock } from '../../contract/clock.ts';
import { SamReader } from '../../id-card/driver.ts';
import { readerProfileSchema } from '../../id-card/profile.ts';
import { readerLine } from '../../id-card/reader-line.ts';
import { matched } from '../match.ts';
import { systemBuses } from '../system-buses.ts';

const profile = readerProfileSchema.parse(zhongzheng);
const command = { opId: 'test', deadlineMs: 5000 };
const reader = new SamReader({
  id: 'reader',
  clock: systemClock,
  profile,
  open: matched(
    { bus: 'hid', vendorId: '10c4', productId: '0007' },
    { buses: systemBuses, open: readerLine(profile, systemClock), isAnothers: () => false },
  ),
});
const hid = await systemBuses.hid();
const usb = await systemBuses.usb();
reader.open();
await reader.ready(command);
const health = await reader.checkHealth('internal', command);
await reader.close();
console.log(JSON.stringify({ hid, usb, health }));
