import { payments } from './payments.ts';

/** Every system of the city, by the name of its port. */
export const ports = { payments };
export type Ports = typeof ports;
