/** One command as it stood in the data, or a run of text. `null` from {@link nextCommand} means: not all here yet. */
export type PrinterCommand =
  | { kind: 'text'; bytes: Uint8Array }
  | { kind: 'line-feed' }
  | { kind: 'ignored' }
  | { kind: 'initialize' }
  | { kind: 'align'; n: number }
  | { kind: 'bold'; on: boolean }
  | { kind: 'size'; width: number; height: number }
  | { kind: 'line-spacing'; units: number | null }
  | { kind: 'feed-units'; units: number }
  | { kind: 'feed-lines'; lines: number }
  | { kind: 'chinese'; on: boolean }
  | { kind: 'cut'; full: boolean; feeds: boolean }
  | { kind: 'raster'; rowBytes: number; height: number; m: number; data: Uint8Array }
  | { kind: 'qr'; fn: number; parameters: Uint8Array }
  | { kind: 'process-id'; id: string }
  | { kind: 'automatic-status'; mask: number }
  | { kind: 'transmit-status'; n: number }
  | { kind: 'transmit-id'; n: number }
  /** FS P, GS e and GS R: which does what depends on the model. */
  | { kind: 'presenter'; bytes: Uint8Array }
  | { kind: 'unknown'; bytes: Uint8Array };

export interface Parsed {
  command: PrinterCommand;
  length: number;
}

/** Parameters of the commands that are understood only as far as their length. */
const skipped: Readonly<Record<string, number>> = {
  '1b 20': 1,
  '1b 24': 2,
  '1b 2d': 1,
  '1b 4d': 1,
  '1b 52': 1,
  '1b 5c': 2,
  '1b 74': 1,
  '1b 7b': 1,
  '1c 2d': 1,
  '1c 53': 2,
  '1d 42': 1,
  '1d 4c': 2,
  '1d 50': 2,
  '1d 57': 2,
};

/** Reads the first command of `data`. Chinese mode decides whether a byte above 7F begins a pair. */
export function nextCommand(data: Uint8Array, chinese: boolean): Parsed | null {
  const first = data[0];
  if (first === undefined) return null;
  switch (first) {
    case 0x0a:
      return { command: { kind: 'line-feed' }, length: 1 };
    case 0x10:
      return realTime(data);
    case 0x1b:
      return escape(data);
    case 0x1c:
      return chineseCommand(data);
    case 0x1d:
      return group(data);
    default:
      return first < 0x20 ? { command: { kind: 'ignored' }, length: 1 } : text(data, chinese);
  }
}

function text(data: Uint8Array, chinese: boolean): Parsed | null {
  let end = 0;
  for (let byte = data[0]; byte !== undefined && byte >= 0x20; byte = data[end]) {
    const pair = chinese && byte >= 0x81 && byte <= 0xfe;
    if (pair && end + 1 >= data.length) break;
    end += pair ? 2 : 1;
  }
  return end === 0 ? null : { command: { kind: 'text', bytes: data.slice(0, end) }, length: end };
}

/** DLE EOT, ENQ and DC4 were obeyed when they came in; here they are only passed over. */
function realTime(data: Uint8Array): Parsed | null {
  if (data.length < 2) return null;
  const length = data[1] === 0x14 ? 5 : data[1] === 0x04 || data[1] === 0x05 ? 3 : 1;
  return data.length < length ? null : { command: { kind: 'ignored' }, length };
}

function escape(data: Uint8Array): Parsed | null {
  const [, name, n] = data;
  if (name === undefined) return null;
  if (name === 0x40) return { command: { kind: 'initialize' }, length: 2 };
  if (name === 0x32) return { command: { kind: 'line-spacing', units: null }, length: 2 };
  if (name === 0x69 || name === 0x6d)
    return { command: { kind: 'cut', full: name === 0x69, feeds: false }, length: 2 };
  const make: Readonly<Record<number, (n: number) => PrinterCommand>> = {
    0x61: (value) => ({ kind: 'align', n: value % 48 }),
    0x45: (value) => ({ kind: 'bold', on: (value & 1) === 1 }),
    0x33: (units) => ({ kind: 'line-spacing', units }),
    0x4a: (units) => ({ kind: 'feed-units', units }),
    0x64: (lines) => ({ kind: 'feed-lines', lines }),
    0x21: (value) => ({ kind: 'size', width: value & 0x20 ? 2 : 1, height: value & 0x10 ? 2 : 1 }),
  };
  return withParameter(data, make[name], n);
}

function chineseCommand(data: Uint8Array): Parsed | null {
  const [, name, n] = data;
  if (name === undefined) return null;
  if (name === 0x50) return presenter(data, 6);
  if (name === 0x26 || name === 0x2e) return { command: { kind: 'chinese', on: name === 0x26 }, length: 2 };
  const make: Readonly<Record<number, (n: number) => PrinterCommand>> = {
    0x21: (value) => ({ kind: 'size', width: value & 0x04 ? 2 : 1, height: value & 0x08 ? 2 : 1 }),
    0x57: (value) => ({ kind: 'size', width: 1 + (value & 1), height: 1 + (value & 1) }),
  };
  return withParameter(data, make[name], n);
}

function group(data: Uint8Array): Parsed | null {
  const [, name, n] = data;
  if (name === undefined) return null;
  if (name === 0x76) return raster(data);
  if (name === 0x28) return parenthesised(data);
  if (name === 0x65 && n !== undefined) return presenter(data, n === 3 ? 4 : 3);
  if (name === 0x52 && n !== undefined) return presenter(data, n === 0x31 ? 4 : 3);
  if (name === 0x56 && n !== undefined) {
    const feeds = n === 65 || n === 66;
    if (data.length < (feeds ? 4 : 3)) return null;
    return { command: { kind: 'cut', full: n === 65 || n === 0 || n === 48, feeds }, length: feeds ? 4 : 3 };
  }
  const make: Readonly<Record<number, (n: number) => PrinterCommand>> = {
    0x21: (value) => ({ kind: 'size', width: ((value >> 4) & 7) + 1, height: (value & 7) + 1 }),
    0x61: (mask) => ({ kind: 'automatic-status', mask }),
    0x72: (value) => ({ kind: 'transmit-status', n: value % 48 }),
    0x49: (value) => ({ kind: 'transmit-id', n: value % 48 }),
    // GS V without its parameter.
    0x56: () => ({ kind: 'ignored' }),
    // GS e and GS R without theirs.
    0x65: () => ({ kind: 'ignored' }),
    0x52: () => ({ kind: 'ignored' }),
  };
  return withParameter(data, make[name], n);
}

function presenter(data: Uint8Array, length: number): Parsed | null {
  return data.length < length
    ? null
    : { command: { kind: 'presenter', bytes: data.slice(0, length) }, length };
}

function withParameter(
  data: Uint8Array,
  make: ((n: number) => PrinterCommand) | undefined,
  n: number | undefined,
): Parsed | null {
  if (make) return n === undefined ? null : { command: make(n), length: 3 };
  const key = Array.from(data.subarray(0, 2), (byte) => byte.toString(16).padStart(2, '0')).join(' ');
  const parameters = skipped[key];
  if (parameters === undefined) return { command: { kind: 'unknown', bytes: data.slice(0, 2) }, length: 2 };
  return data.length < 2 + parameters ? null : { command: { kind: 'ignored' }, length: 2 + parameters };
}

function raster(data: Uint8Array): Parsed | null {
  if (data.length < 8) return null;
  const [, , , m = 0, xL = 0, xH = 0, yL = 0, yH = 0] = data;
  const rowBytes = xL + 256 * xH;
  const height = yL + 256 * yH;
  const length = 8 + rowBytes * height;
  if (data.length < length) return null;
  return { command: { kind: 'raster', rowBytes, height, m: m & 3, data: data.slice(8, length) }, length };
}

function parenthesised(data: Uint8Array): Parsed | null {
  if (data.length < 5) return null;
  const [, , letter, pL = 0, pH = 0] = data;
  const length = 5 + pL + 256 * pH;
  if (data.length < length) return null;
  const [first, fn, ...rest] = data.subarray(5, length);
  if (letter === 0x6b && first === 0x31 && fn !== undefined)
    return { command: { kind: 'qr', fn, parameters: Uint8Array.from(rest) }, length };
  if (letter === 0x48 && first === 0x30 && rest.length === 4)
    return { command: { kind: 'process-id', id: String.fromCharCode(...rest) }, length };
  return { command: { kind: 'unknown', bytes: data.slice(0, Math.min(length, 8)) }, length };
}
