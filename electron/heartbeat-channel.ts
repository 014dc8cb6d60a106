/** A file of its own: the sandboxed preload cannot bundle more than it needs. */
export const heartbeatChannel = 'tongban:heartbeat';
export const heartbeatMs = 1000;
