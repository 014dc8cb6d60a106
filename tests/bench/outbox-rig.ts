/** What the processes of the outbox's bench agree on. */
export const dataDirVariable = 'TONGBAN_BENCH_OUTBOX_DATA';
export const cityVariable = 'TONGBAN_BENCH_OUTBOX_CITY';
export const sharedSecret = Buffer.alloc(32, 'what kiosk and city share');
