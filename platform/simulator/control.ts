import { randomBytes, timingSafeEqual } from 'node:crypto';
import Fastify from 'fastify';
import { z } from 'zod';
import { faultSchema } from './faults.ts';
import { platformPresets } from './presets.ts';
import type { PlatformSimulator } from './simulator.ts';

const presetRequest = z.strictObject({ name: z.string() });
const faultsRequest = z.strictObject({ faults: z.array(faultSchema).max(100) });

export interface Control {
  /** With its token in the fragment, which nobody sends or logs: `http://127.0.0.1:PORT/#token=…`. */
  url: string;
  close(): Promise<void>;
}

/**
 * Where a person or a test makes the simulated city fail, on a loopback port of its own: `GET /state`,
 * `PUT /preset {"name"}`, `PUT /faults {"faults": […]}`, each with `Authorization: Bearer TOKEN`, each answered with
 * the state. 400: not understood. 404: no such preset.
 */
export async function openControl(city: () => Promise<PlatformSimulator>): Promise<Control> {
  const token = randomBytes(32).toString('base64url');
  const app = Fastify({ logger: false, forceCloseConnections: true, bodyLimit: 65_536 });
  let host = '';
  app.addHook('onRequest', async (request, reply) => {
    // A foreign page that made its own name point to this address (DNS rebinding) still sends that name.
    if (request.headers.host !== host) return reply.code(421).send();
    const given = /^Bearer (\S+)$/.exec(request.headers.authorization ?? '')?.[1];
    return sameToken(given, token) ? undefined : reply.code(401).send();
  });
  const state = async () => ({
    ...(await city()).state(),
    presets: platformPresets.map(({ name, description }) => ({ name, description })),
  });
  app.get('/state', async () => state());
  app.put('/preset', async (request, reply) => {
    const wanted = presetRequest.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send();
    if (!platformPresets.some(({ name }) => name === wanted.data.name)) return reply.code(404).send();
    (await city()).apply(wanted.data.name);
    return state();
  });
  app.put('/faults', async (request, reply) => {
    const wanted = faultsRequest.safeParse(request.body);
    if (!wanted.success) return reply.code(400).send();
    (await city()).setFaults(wanted.data.faults);
    return state();
  });
  await app.listen({ host: '127.0.0.1', port: 0 });
  const address = app.server.address();
  if (address === null || typeof address === 'string') throw new Error('a control server without a port');
  host = `127.0.0.1:${address.port}`;
  return { url: `http://${host}/#token=${token}`, close: () => app.close() };
}

function sameToken(given: string | undefined, token: string): boolean {
  const bytes = Buffer.from(given ?? '');
  const expected = Buffer.from(token);
  return bytes.length === expected.length && timingSafeEqual(bytes, expected);
}
