import type { Ports } from '../../ports/index.ts';
import type { Side } from '../side.ts';
import { paymentsExpectations } from './payments.ts';

/** What each port promises beyond its shapes. */
export const expectations: { readonly [K in keyof Ports]: (side: () => Side) => void } = {
  payments: paymentsExpectations,
};
