import type { OpenTransport } from '../transport/transport.ts';
import { tcp } from '../transport/tcp.ts';
import type { IppAddress } from './ipp/client.ts';

/**
 * IPP has no line that stays open: the line is up from the moment the printer's port takes a connection until a
 * request finds nobody there.
 */
export class PortLine {
  readonly open: OpenTransport;
  #lost: ((detail: string) => void) | null = null;

  constructor({ host, port }: IppAddress) {
    const probe = tcp(host, port);
    this.open = async (signal) => {
      await (await probe(signal)).close();
      const closed = Promise.withResolvers<{ reason: 'local' | 'error'; detail?: string }>();
      this.#lost = (detail) => closed.resolve({ reason: 'error', detail });
      return {
        closed: closed.promise,
        onData: () => {},
        write: () => Promise.reject(new Error('every IPP request has a connection of its own')),
        close: async () => closed.resolve({ reason: 'local' }),
      };
    };
  }

  lost(detail: string): void {
    this.#lost?.(detail);
  }
}
