import { wrapRequest } from '../../id-card/hid-10c4.ts';
import { encodeFrame, encodeRequest } from '../../id-card/sam-frame.ts';
import { replyPacket } from '../../id-card/testing/hid-reader.ts';

export const node = '/dev/hidraw5';

/** One input and one output report of 64 bytes without a number (USB HID 1.11, 6.2.2). */
const reportDescriptor = '06a0ff0901a101150026ff00750895400901810209029102c0';
const descriptorBytes = reportDescriptor.length / 2;
/** `HID_MAX_DESCRIPTOR_SIZE` of the kernel's hidraw interface. */
const mostDescriptorBytes = 4096;

/** Full-speed device of one configuration with one HID interface. */
const usbDescriptors =
  '12010002000000 40c4100700000100000001 09022200010100801e 090400000203000000 0705810340000a 0705020340000a'.replaceAll(
    ' ',
    '',
  );

/** What sysfs and udev say of it, in umockdev's format. */
export const device = `P: /devices/usb1/1-2/1-2:1.0/0003:10C4:0007.0001/hidraw/hidraw5
N: hidraw5
E: DEVNAME=${node}
E: MAJOR=240
E: MINOR=5
E: SUBSYSTEM=hidraw
A: dev=240:5\\n
L: device=../../../0003:10C4:0007.0001

P: /devices/usb1/1-2/1-2:1.0/0003:10C4:0007.0001
E: HID_ID=0003:000010C4:00000007
E: HID_NAME=Sample ID reader
E: HID_UNIQ=A1
E: SUBSYSTEM=hid
H: report_descriptor=${reportDescriptor.toUpperCase()}

P: /devices/usb1/1-2/1-2:1.0
E: DEVTYPE=usb_interface
E: SUBSYSTEM=usb
A: bInterfaceNumber=00\\n

P: /devices/usb1/1-2
N: bus/usb/001/011
E: DEVNAME=/dev/bus/usb/001/011
E: DEVTYPE=usb_device
E: PRODUCT=10c4/7/100
E: BUSNUM=001
E: DEVNUM=011
E: MAJOR=189
E: MINOR=10
E: SUBSYSTEM=usb
A: bConfigurationValue=1\\n
A: busnum=1\\n
A: devnum=11\\n
A: devpath=2\\n
A: speed=12\\n
A: bcdDevice=0100\\n
A: idVendor=10c4\\n
A: idProduct=0007\\n
A: manufacturer=Sample\\n
A: product=Sample ID reader\\n
A: serial=A1\\n
H: descriptors=${usbDescriptors.toUpperCase()}

`;

/** What the kernel answers to hidraw's questions: size and bytes of the report descriptor. */
export function ioctls(): string {
  const size = Buffer.alloc(4);
  size.writeUInt32LE(descriptorBytes);
  const descriptor = Buffer.concat([
    size,
    Buffer.from(reportDescriptor, 'hex'),
    Buffer.alloc(mostDescriptorBytes - descriptorBytes),
  ]);
  return [
    `@DEV ${node}`,
    `HIDIOCGRDESCSIZE 0 ${size.toString('hex').toUpperCase()}`,
    `HIDIOCGRDESC 0 ${descriptor.toString('hex').toUpperCase()}`,
    '',
  ].join('\n');
}

const samId = Buffer.from('05000100a53a340101000000d2029649', 'hex');

/** What goes over the wire when a reader is greeted and then checked: twice status and id of the module. */
export function script(): Buffer {
  const greeting = [
    line('w', Buffer.of(0, ...wrapRequest(encodeRequest([0x11, 0xff])))),
    line('r', replyPacket(encodeFrame(Uint8Array.of(0, 0, 0x90)), 0)),
    line('w', Buffer.of(0, ...wrapRequest(encodeRequest([0x12, 0xff])))),
    line('r', replyPacket(encodeFrame(Uint8Array.of(0, 0, 0x90, ...samId)), 0)),
  ];
  return Buffer.concat([Buffer.from(`d 0 ${node}\n`), ...greeting, ...greeting]);
}

/** One write of the host or read by it, in umockdev's script format: `^` stands before control bytes. */
function line(operation: 'w' | 'r', bytes: Uint8Array): Buffer {
  const escaped = [...bytes].flatMap((byte) =>
    byte <= 32 ? [0x5e, byte + 64] : byte === 0x5e ? [0x5e, 0x60] : [byte],
  );
  return Buffer.from([...Buffer.from(`${operation} 0 `), ...escaped, 0x0a]);
}
