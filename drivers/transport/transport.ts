/** Where a device is connected. `BaudRate`: some drivers can find it out. */
export type TransportConfig<BaudRate = number> =
  | { kind: 'tcp'; host: string; port: number }
  | { kind: 'serial'; path: string; baudRate: BaudRate }
  | { kind: 'pcsc'; path: string }
  /** `path` as the system lists HID devices. */
  | { kind: 'hid'; path: string }
  /** `path` as `usbPath` makes it. */
  | { kind: 'usb'; path: string };

export interface TransportClosed {
  /** `local`: we closed it. `remote`: the other end or the cable went. `error`: see `detail`. */
  reason: 'local' | 'remote' | 'error';
  detail?: string;
}

/** A line of bytes to one device. Single use: when it has closed, the factory makes a new one. */
export interface Transport {
  /** Bytes as they come, in whatever pieces. Called from its own turn of the event loop, never within `write`. */
  onData(listener: (bytes: Uint8Array) => void): void;
  /**
   * Resolves when the operating system took the bytes, on a serial port when it has sent them; the device may
   * not have them yet. Rejects with DeviceError `disconnected` (effect `none` only if no byte was handed over)
   * when the line goes, and with the reason of `signal` when that aborts: a serial write callback may never come
   * after an unplug.
   */
  write(bytes: Uint8Array, signal?: AbortSignal): Promise<void>;
  /** Resolves exactly once, and never rejects. */
  readonly closed: Promise<TransportClosed>;
  /** Idempotent. */
  close(): Promise<void>;
}

/** Opens a line, or rejects with DeviceError `disconnected`, condition `device.gone`. */
export type OpenTransport = (signal: AbortSignal) => Promise<Transport>;
