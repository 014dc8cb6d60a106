import { z } from 'zod';

/** What can go wrong at the city's end. */
export const faultKind = z.enum([
  /** Answers, but `ms` later. */
  'slow',
  /** 503 before anything is done. */
  'unavailable',
  /** 500, and nobody knows what was done: it was. */
  'broken',
  /** It is done, and the answer never comes. */
  'lostReply',
  /** It is done, and the connection is cut. */
  'hangUp',
  /** True yesterday, and due to be asked again since then. */
  'stale',
  /** The reply of somebody else. */
  'wrongPerson',
  /** JSON of another shape. */
  'malformed',
  /** No JSON. */
  'garbage',
  /** The signature of another key. */
  'wrongSignature',
  /** The question arrives twice, as a gateway repeats it. */
  'duplicate',
  /** More bytes than the contract allows. */
  'oversize',
]);

export const faultSchema = z.strictObject({
  /** `payments.records`, `payments.*` or `*`. */
  operation: z.string().regex(/^(\*|[A-Za-z]+\.(\*|[A-Za-z]+))$/),
  kind: faultKind,
  /** How often; `null` until it is taken away. */
  times: z.int().min(1).nullable(),
  /** Of `slow` only. */
  ms: z.int().min(0).max(600_000).default(5000),
});
export type Fault = z.infer<typeof faultSchema>;
export type FaultKind = Fault['kind'];

/** The faults that are set, used up as they strike. */
export class Faults {
  #faults: Fault[] = [];

  set(faults: readonly Fault[]): void {
    this.#faults = faults.map((fault) => ({ ...fault }));
  }

  list(): readonly Fault[] {
    return this.#faults;
  }

  /** What strikes this operation now; the first that fits. */
  take(operation: string): Fault | null {
    const port = operation.split('.')[0];
    const found = this.#faults.find((fault) => ['*', `${port}.*`, operation].includes(fault.operation));
    if (!found) return null;
    const struck = { ...found };
    if (found.times !== null) {
      found.times -= 1;
      if (found.times === 0) this.#faults = this.#faults.filter((fault) => fault !== found);
    }
    return struck;
  }
}
