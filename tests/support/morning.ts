import process from 'node:process';

/** Loaded first in a kiosk's processes (see `in-the-morning.ts`): what time it is, moved by a fixed span. */

const offsetMs = Number(process.env['TONGBAN_TEST_OFFSET_MS']);
if (!Number.isSafeInteger(offsetMs)) throw new Error('TONGBAN_TEST_OFFSET_MS is missing');
const realNow = Date.now;
const now = () => realNow() + offsetMs;

globalThis.Date = new Proxy(Date, {
  construct: (target, given: unknown[], self) =>
    Reflect.construct(target, given.length === 0 ? [now()] : given, self) as object,
  get: (target, name, self) => (name === 'now' ? now : (Reflect.get(target, name, self) as unknown)),
});
