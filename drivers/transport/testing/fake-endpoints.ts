import type { BulkEndpoint } from '../usb-pipe.ts';

type Done = Parameters<BulkEndpoint['makeTransfer']>[1];

/** One endpoint as node-usb shows it: each transfer that was submitted calls back once. */
export class FakeEndpoint implements BulkEndpoint {
  /** Transfers on their way, oldest first. */
  readonly waiting: { buffer: Buffer; done: Done }[] = [];
  /** Bytes of every transfer that was submitted. */
  readonly submitted: number[][] = [];
  /** Called when a transfer is submitted. */
  onSubmit: () => void = () => {};
  readonly #undelivered: Uint8Array[] = [];
  #gone = false;

  makeTransfer(_timeoutMs: number, done: Done): ReturnType<BulkEndpoint['makeTransfer']> {
    let mine: { buffer: Buffer; done: Done } | null = null;
    const transfer: ReturnType<BulkEndpoint['makeTransfer']> = {
      submit: (buffer) => {
        if (this.#gone) throw new Error('LIBUSB_ERROR_NO_DEVICE');
        mine = { buffer, done };
        this.waiting.push(mine);
        this.submitted.push([...buffer]);
        this.onSubmit();
        this.#deliver();
        return transfer;
      },
      cancel: () => {
        if (!mine || !this.waiting.includes(mine)) return false;
        this.#end(mine, new Error('LIBUSB_TRANSFER_CANCELLED'));
        return true;
      },
    };
    return transfer;
  }

  /** Ends the oldest transfer: on an endpoint into the host with `bytes`, else as taken. */
  complete(bytes?: Uint8Array): void {
    const oldest = this.waiting.shift();
    if (!oldest) throw new Error('no transfer on its way');
    if (bytes) oldest.buffer.set(bytes);
    oldest.done(undefined, oldest.buffer, bytes ? bytes.length : oldest.buffer.length);
  }

  /** On an endpoint into the host: sends `bytes` as soon as the host asks for them. */
  send(bytes: Uint8Array): void {
    this.#undelivered.push(bytes);
    this.#deliver();
  }

  /** The device is pulled. */
  pull(): void {
    this.#gone = true;
    for (const each of this.waiting) this.#end(each, new Error('LIBUSB_TRANSFER_NO_DEVICE'));
  }

  /** From a turn of its own, as native call-backs come. */
  #deliver(): void {
    setImmediate(() => {
      if (this.waiting.length === 0) return;
      const next = this.#undelivered.shift();
      if (next) this.complete(next);
    });
  }

  /** As libusb does it: the call-back comes later, from its own turn. */
  #end(one: { buffer: Buffer; done: Done }, error: Error): void {
    setImmediate(() => {
      this.waiting.splice(this.waiting.indexOf(one), 1);
      one.done(error, one.buffer, 0);
    });
  }
}
