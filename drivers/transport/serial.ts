import { DeviceError } from '../contract/device-error.ts';
import { socketTransport } from './socket-transport.ts';
import type { OpenTransport } from './transport.ts';

/** A serial port, 8N1 without flow control (GA/T 467 readers and ESC/POS printers as delivered). */
export function serial(path: string, baudRate: number): OpenTransport {
  return async (signal) => {
    // Loaded on first use: a kiosk without serial devices does not pay for the native addon.
    const { SerialPort } = await import('serialport');
    const port = new SerialPort({ path, baudRate, autoOpen: false });
    await new Promise<void>((resolve, reject) => {
      const onAbort = () => {
        reject(gone(`${path} did not open in time`));
      };
      if (signal.aborted) onAbort();
      signal.addEventListener('abort', onAbort, { once: true });
      port.open((error) => {
        signal.removeEventListener('abort', onAbort);
        if (error) reject(gone(`${path} cannot be opened (${error.message})`));
        else if (signal.aborted) port.close();
        else resolve();
      });
    });
    return socketTransport(port);
  };
}

function gone(message: string): DeviceError {
  return new DeviceError('disconnected', message, { condition: 'device.gone', effect: 'none', retry: 'afterFix' });
}
