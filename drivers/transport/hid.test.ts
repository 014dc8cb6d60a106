import { EventEmitter } from 'node:events';
import { expect, test } from 'vitest';
import { type ReportDevice, reportPipe } from './hid.ts';
import { transportFor } from './open.ts';
import { packetTransport } from './packet-pipe.ts';

/** A device with reports, as node-hid shows it. */
class Reports extends EventEmitter implements ReportDevice {
  written: number[][] = [];
  open = true;

  async write(report: Buffer): Promise<number> {
    if (!this.open) throw new Error('cannot write to hid device');
    this.written.push([...report]);
    return report.length;
  }

  async close(): Promise<void> {
    this.open = false;
  }
}

test('reports go out behind the number 0 and come in as they are', async () => {
  const device = new Reports();
  const line = packetTransport(reportPipe(device));
  const heard: number[][] = [];
  line.onData((bytes) => heard.push([...bytes]));
  await line.write(Uint8Array.of(0x88, 1));
  device.emit('data', Buffer.of(0xaa, 1));
  device.emit('data', Buffer.of(0xaa, 2));
  expect(device.written).toEqual([[0, 0x88, 1]]);
  expect(heard).toEqual([
    [0xaa, 1],
    [0xaa, 2],
  ]);
  await line.close();
  expect(device.open).toBe(false);
});

test('pulled: the line ends with what the system says, and the device is let go of', async () => {
  const device = new Reports();
  const line = packetTransport(reportPipe(device));
  line.onData(() => {});
  device.emit('error', new Error('could not read from HID device'));
  await expect(line.closed).resolves.toEqual({
    reason: 'error',
    detail: 'could not read from HID device',
  });
  expect(device.open).toBe(false);
});

test('a device that is not there', async () => {
  const open = transportFor({ kind: 'hid', path: '/nonexistent/hidraw' });
  await expect(open(new AbortController().signal)).rejects.toMatchObject({
    code: 'disconnected',
    condition: 'device.gone',
    effect: 'none',
    message: expect.stringContaining('/nonexistent/hidraw'),
  });
  await expect(open(AbortSignal.abort())).rejects.toMatchObject({ code: 'disconnected' });
});
