/** Status and "cleared" are answered at once; this leaves room for 9600 baud and the latency of USB adapters. */
export const replyMs = 500;
/** What does not tell by itself is asked this often: a printer at work, a ticket that waits at the mouth. */
export const watchMs = 300;
export const silentRetryMs = 1000;
/** An idle printer that is well has room for data: an XON that does not come within this was lost. */
export const xonMs = 1000;
