import type { ServicePorts } from '../../state-machines/service/service.ts';
export const createRate =
  (_: unknown): ServicePorts['rate'] =>
  async () => ({ ok: true, stages: [] });
