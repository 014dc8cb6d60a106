import { afterEach, expect, test } from 'vitest';
import { createSimulator, serialWire } from '../../drivers/bench/simulators.ts';
import { systemClock } from '../../drivers/contract/clock.ts';
import { listen, type Listening } from '../../drivers/simulation/listen.ts';
import type { DeviceConfig } from '../config/schema.ts';
import { type ConfiguredDevice, createDevice, readDevice } from './create.ts';

type ScannerConfig = Extract<DeviceConfig, { role: 'scanner' }>;

const command = () => ({ opId: 'test', deadlineMs: 5000 });
const text = 'https://example.gov.cn/q/7Q2M4XKD?k=SAMPLE';
let listening: Listening;
let configured: ConfiguredDevice;
afterEach(async () => {
  await configured.device.close();
  await listening.close();
});

async function read(
  profile: string,
  suffix?: ScannerConfig['suffix'],
): Promise<Record<string, unknown> | null> {
  const simulator = createSimulator('scanner', profile);
  simulator.apply('shows-code');
  listening = await listen(simulator, { kind: 'tcp', port: 0 }, serialWire);
  if (listening.address.kind !== 'tcp') throw new Error('not on tcp');
  const config: ScannerConfig = {
    id: 'scanner',
    role: 'scanner',
    driver: 'code-scanner',
    required: false,
    profile,
    transport: { kind: 'tcp', host: '127.0.0.1', port: listening.address.port },
    ...(suffix && { suffix }),
  };
  configured = await createDevice(config, systemClock, () => {});
  configured.device.open();
  await configured.device.ready(command());
  return readDevice(configured, command);
}

test.each([
  ['newland', null],
  ['zebra-ssi', { scheme: 'ssi', type: 0x1c }],
  // Reports over tcp, with their borders put back.
  ['hid-pos', { scheme: 'aim', id: ']Q1' }],
])('%s: one scan as JSON, the payload in base64', async (profile, symbology) => {
  expect(await read(profile)).toEqual({
    length: text.length,
    symbology,
    base64: Buffer.from(text).toString('base64'),
  });
});

test('the suffix of the configuration takes the place of the profile’s', async () => {
  // The simulated scanner sends CR; set up without a suffix, CR belongs to the code.
  expect(await read('newland', 'none')).toMatchObject({ length: text.length + 1 });
});
