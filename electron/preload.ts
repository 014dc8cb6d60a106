import { ipcRenderer } from 'electron';
import { heartbeatChannel, heartbeatMs } from './heartbeat-channel.ts';

/**
 * Nothing is exposed to the page: it speaks with the host over its WebSocket, as it does in plain Chromium.
 * The preload runs on the page's own thread, so its beat stops when the page hangs, which the shell notices.
 */
let beat = 0;
setInterval(() => {
  beat += 1;
  ipcRenderer.send(heartbeatChannel, { beat });
}, heartbeatMs);
