/** WebSocket subprotocol. The per-boot token travels as a second subprotocol, never in a URL that is logged. */
export const rpcProtocol = 'tongban.v1';

/** No honest message comes near this; a longer one closes the connection (RFC 6455 code 1009). */
export const maxMessageBytes = 4096;
