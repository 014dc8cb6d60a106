import type { ServicePorts } from '../../state-machines/service/service.ts';
export const createDispute =
  (_: unknown): ServicePorts['dispute'] =>
  async () => ({ ok: true, receipt: 'd', dueOn: null });
