import type { ServicePorts } from '../../state-machines/service/service.ts';
export const createSign =
  (_: unknown): ServicePorts['sign'] =>
  async () => ({ ok: true, signature: 's-1' });
