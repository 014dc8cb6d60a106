import type { z } from 'zod';
import type { faultSchema } from '../../platform/simulator/faults.ts';

export type CityFault = z.input<typeof faultSchema>;

/** Hands on the simulated city. */
export interface CityControl {
  /** In place of those that were set before. */
  setFaults(faults: readonly CityFault[]): Promise<void>;
  state(): Promise<unknown>;
}

/** @param url as the ready line names it, token in the fragment. */
export function cityControl(url: string): CityControl {
  const page = new URL(url);
  const token = new URLSearchParams(page.hash.slice(1)).get('token') ?? '';
  const call = async (method: 'GET' | 'PUT', path: string, body?: unknown): Promise<unknown> => {
    const response = await fetch(new URL(path, page.origin), {
      method,
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (!response.ok) throw new Error(`the simulated city: HTTP ${response.status}`);
    return response.json();
  };
  return {
    setFaults: async (faults) => void (await call('PUT', '/faults', { faults })),
    state: () => call('GET', '/state'),
  };
}
