/** Entry of a driver process whose reader has a bug in each of its commands. */
import { systemClock } from '../../contract/clock.ts';
import type { IdCardReader, IdCardRecord } from '../../contract/id-card.ts';
import { DeviceBase } from '../../runtime/device-base.ts';
import { runDriver } from '../child.ts';

/** What must not leave the process except as the answer to its command. */
const secret = '样例甲 11010519491231002X';

class FaultyReader extends DeviceBase implements IdCardReader {
  readonly deviceClass = 'id-card';
  readonly capabilities = new Set(['read']);

  constructor(id: string) {
    super({ id, clock: systemClock, open: () => new Promise(() => {}) });
  }
  protected override lineUp(): void {}
  protected override lineLost(): void {}
  protected override received(): void {}

  async read(): Promise<IdCardRecord> {
    throw new TypeError(`cannot decode ${secret}`);
  }
  waitForCard(): Promise<void> {
    setTimeout(() => {
      throw new RangeError(`nobody caught ${secret}`);
    });
    return new Promise(() => {});
  }
  waitForRemoval(): Promise<void> {
    return Promise.reject(new Error('not asked'));
  }
  async samId(): Promise<string> {
    return JSON.stringify({ argv: process.argv.slice(2), env: process.env });
  }
  async checkHealth(): Promise<never> {
    for (;;);
  }
}

runDriver(async (device) => new FaultyReader((device as { id: string }).id));
