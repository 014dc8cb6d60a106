import { packetTransport } from '../../transport/packet-pipe.ts';
import { FakeEndpoint } from '../../transport/testing/fake-endpoints.ts';
import type { OpenTransport } from '../../transport/transport.ts';
import { endpointPipe } from '../../transport/usb-pipe.ts';
import { headerLength } from '../sam-frame.ts';
import type { IdCardSimulator } from '../simulator/simulator.ts';
import { splitBulk } from '../split-bulk.ts';
import { DeviceWire } from './device-wire.ts';

/** The standard SAM over USB: two pairs of endpoints, with the simulator behind. */
export function usbReader(simulator: IdCardSimulator): OpenTransport {
  return async () => {
    const [headerOut, headerIn, bodyOut, bodyIn] = [0, 1, 2, 3].map(() => new FakeEndpoint()) as [
      FakeEndpoint,
      FakeEndpoint,
      FakeEndpoint,
      FakeEndpoint,
    ];
    const all = [headerOut, headerIn, bodyOut, bodyIn];
    const wire = new DeviceWire(
      (bytes) => {
        // The body first: the host must not rely on the order of two endpoints.
        let at = 0;
        while (at < bytes.length) {
          const header = bytes.subarray(at, at + headerLength);
          const length = header.length === headerLength ? header.readUInt16BE(5) : 0;
          const body = bytes.subarray(at + headerLength, at + headerLength + length);
          if (body.length > 0) bodyIn.send(body);
          headerIn.send(header);
          at += headerLength + length;
        }
      },
      () => all.forEach((endpoint) => endpoint.pull()),
    );
    let header = Buffer.alloc(0);
    headerOut.onSubmit = () => {
      header = Buffer.from(headerOut.submitted.at(-1) ?? []);
      headerOut.complete();
    };
    bodyOut.onSubmit = () => {
      wire.receive(Buffer.concat([header, Buffer.from(bodyOut.submitted.at(-1) ?? [])]));
      bodyOut.complete();
    };
    simulator.attach(wire);
    const pipes = [
      endpointPipe({ out: headerOut, in: headerIn }),
      endpointPipe({ out: bodyOut, in: bodyIn }),
    ] as const;
    return packetTransport({
      ...splitBulk.join(pipes),
      async close() {
        await Promise.all(pipes.map((pipe) => pipe.close()));
      },
    });
  };
}
