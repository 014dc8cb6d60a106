import type { Lease } from '../contract/device.ts';
import { DeviceError } from '../contract/device-error.ts';

/** The one lease that a device gives at a time. */
export class Claim {
  #lease: Lease | null = null;

  /** @throws DeviceError `claimed` until the lease before is released. */
  take(owner: string): Lease {
    if (this.#lease)
      throw new DeviceError('claimed', `in use by ${this.#lease.owner}`, {
        effect: 'none',
        retry: 'afterFix',
      });
    const lease: Lease = {
      owner,
      release: () => {
        if (this.#lease === lease) this.#lease = null;
      },
    };
    this.#lease = lease;
    return lease;
  }
}
