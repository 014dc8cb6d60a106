/** WebSocket subprotocol. The per-boot token travels as a second subprotocol, never in a URL that is logged. */
export const rpcProtocol = 'tongban.v1';
