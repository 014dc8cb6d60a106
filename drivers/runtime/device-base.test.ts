import { expect, test } from 'vitest';
import { DeviceError } from '../contract/device-error.ts';
import type { Transport, TransportClosed } from '../transport/transport.ts';
import { DeviceBase } from './device-base.ts';
import { condition } from './status-tracker.ts';
import { HandClock, settle } from './testing/hand-clock.ts';

/** The least driver there can be: on-line as soon as one byte has come. */
class Lamp extends DeviceBase {
  protected override lineUp(): void {}
  protected override lineLost(): void {}
  protected override received(): void {
    this.tracker.setDevice('online');
  }
  fail(): void {
    this.tracker.raise(condition('fault.unrecoverable', '40'));
  }
  blink(deadlineMs: number): Promise<void> {
    return this.queue.run({ opId: 'op', deadlineMs }, () => new Promise(() => {}));
  }
}

function rig() {
  const clock = new HandClock();
  const closed = Promise.withResolvers<TransportClosed>();
  const line = { answer: () => {}, pull: () => closed.resolve({ reason: 'remote' }), there: true };
  const lamp = new Lamp({
    id: 'lamp',
    clock,
    open: async (): Promise<Transport> => {
      if (!line.there)
        throw new DeviceError('disconnected', 'no', {
          condition: 'device.gone',
          effect: 'none',
          retry: 'afterFix',
        });
      return {
        closed: closed.promise,
        onData: (listener) => (line.answer = () => listener(Uint8Array.of(1))),
        write: async () => {},
        close: async () => closed.resolve({ reason: 'local' }),
      };
    },
  });
  return { clock, line, lamp };
}
const command = (deadlineMs: number) => ({ opId: 'op', deadlineMs });
const failure = (promise: Promise<void>) => promise.catch((error: unknown) => error);

test('ready when the device has answered, at once when it has already', async () => {
  const { line, lamp } = rig();
  lamp.open();
  const ready = lamp.ready(command(1000));
  await settle();
  expect(lamp.status()).toMatchObject({ link: 'up', device: 'starting', summary: 'unavailable' });
  line.answer();
  await ready;
  await lamp.ready(command(1000));
  expect(lamp.status().summary).toBe('ready');
  expect(lamp.statistics()).toMatchObject({ ConnectionCount: 1, BytesReceivedCount: 1 });
});

test('not ready: not connected, silent and faulty are told apart', async () => {
  const { clock, line, lamp } = rig();
  line.there = false;
  lamp.open();
  const gone = failure(lamp.ready(command(100)));
  await clock.advance(100);
  expect(await gone).toMatchObject({ code: 'disconnected', condition: 'device.gone' });
  expect(lamp.status()).toMatchObject({ link: 'lost', device: 'noDevice' });

  line.there = true;
  await clock.advance(1000);
  const silent = failure(lamp.ready(command(100)));
  await clock.advance(100);
  expect(await silent).toMatchObject({ code: 'timeout', condition: 'device.silent' });

  lamp.fail();
  const faulty = failure(lamp.ready(command(100)));
  await clock.advance(100);
  expect(await faulty).toMatchObject({ code: 'condition', condition: 'fault.unrecoverable' });
});

test('a lost line fails what runs and forgets what the device had said', async () => {
  const { line, lamp } = rig();
  lamp.open();
  await settle();
  line.answer();
  lamp.fail();
  const blinking = lamp.blink(1000);
  await settle();
  expect(lamp.status().activity).toBe('busy');
  line.pull();
  await expect(blinking).rejects.toMatchObject({ code: 'disconnected', condition: 'device.gone' });
  expect(lamp.status()).toMatchObject({
    link: 'lost',
    device: 'noDevice',
    activity: 'idle',
    conditions: [{ code: 'device.gone' }],
  });
  expect(lamp.statistics()).toMatchObject({ ConnectionLostCount: 1 });
  await lamp.close();
});

test('closing settles commands and those who wait for ready', async () => {
  const { clock, lamp } = rig();
  lamp.open();
  await settle();
  const all = [lamp.ready(command(1000)), lamp.blink(1000)].map(failure);
  await lamp.close();
  for (const error of await Promise.all(all)) expect(error).toMatchObject({ code: 'closed' });
  await expect(lamp.ready(command(1000))).rejects.toMatchObject({ code: 'closed' });
  expect(lamp.status()).toMatchObject({ link: 'absent', device: 'noDevice' });
  expect(clock.pendingTimers).toBe(0);
});

test('closed is closed for good: opened again it does not connect', async () => {
  const { lamp } = rig();
  await lamp.close();
  lamp.open();
  await settle();
  expect(lamp.status().link).toBe('absent');
});
