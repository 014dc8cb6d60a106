/**
 * Entry of the process of one driver. The host, its parent, sends `start` first with the configuration of the
 * device; nothing of it stands in the arguments or the environment.
 */
import './zod-without-jit.ts';
import { systemClock } from '../drivers/contract/clock.ts';
import { runDriver } from '../drivers/supervisor/child.ts';
import type { DeviceConfig } from './config/schema.ts';
import { createDriver } from './devices/create-driver.ts';

runDriver((device) => createDriver(device as DeviceConfig, systemClock));
