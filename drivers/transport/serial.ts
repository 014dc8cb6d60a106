import type { EventEmitter } from 'node:events';
import { existsSync, realpathSync } from 'node:fs';
import { isAbsolute } from 'node:path';
import { lineGone } from './line-gone.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport } from './transport.ts';

/** A serial port, 8N1 without flow control (GA/T 467 readers and ESC/POS printers as delivered). */
export function serial(path: string, baudRate: number): OpenTransport {
  return async (signal) => {
    // Loaded on first use: a kiosk without serial devices does not pay for the native addon.
    const { SerialPort } = await import('serialport');
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => reject(lineGone(`${path} did not open in time`, 'none'));
      if (signal.aborted) {
        onAbort();
        return;
      }
      signal.addEventListener('abort', onAbort, { once: true });
      port.open((error) => {
        signal.removeEventListener('abort', onAbort);
        if (error) reject(lineGone(`${path} cannot be opened (${error.message})`, 'none'));
        // Given up meanwhile; the port must not stay open behind our back.
        else if (signal.aborted) port.close();
        else resolve();
      });
    });
    const end = () => {
      if (port.isOpen) port.close();
    };
    watchNode(path, port, end);
    return socketTransport(port, {
      // `destroy` of a SerialPort emits `close` and leaves the device open, and locked, for ever.
      end,
      // What waits in the driver's buffer could not be held back any more when the device sends XOFF or a fault.
      drain: (done) => port.drain(() => done()),
    });
  };
}

const nodeCheckMs = 1000;

/**
 * Ends the line when the device's node is gone. A port that is pulled while serialport is within a read gives it
 * zero bytes again and again (Linux, hung-up terminal): it then spins and never says that it is closed.
 */
function watchNode(path: string, port: EventEmitter, end: () => void): void {
  // A COM port of Windows has no node to look at.
  if (!isAbsolute(path)) return;
  // The node itself, not a name of udev's that points to it.
  const node = existsSync(path) ? realpathSync(path) : path;
  const timer = setInterval(() => {
    if (!existsSync(node)) end();
  }, nodeCheckMs);
  timer.unref();
  port.once('close', () => clearInterval(timer));
}
