/** Takes the port that comes with a message and says who it is to whoever connects. */
import type { Server } from 'node:net';
import { openDoorway } from '../../rpc/doorway.ts';

process.on('message', (_message, held?: Server) => {
  void openDoorway(0, held).then((doorway) => {
    doorway.open((socket) => socket.end(`pid ${process.pid}`));
    process.send?.({ port: doorway.port });
  });
});
process.on('disconnect', () => process.exit(0));
