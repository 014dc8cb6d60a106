import { once } from 'node:events';
import { createServer } from 'node:http';
import { type WebSocket, WebSocketServer } from 'ws';

/** A page that does nothing but show what it is sent and say that it was touched. */
export interface BarePage {
  url: string;
  /** Shows a text as the only `.shown` of the page. Only while the page is open. */
  push(text: string): void;
  onTouch: () => void;
  close(): Promise<void>;
}

const html = `<!doctype html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>通办</title><link rel="icon" href="data:,"></head>
<body><h1>通办</h1><main></main><script>
const socket = new WebSocket('ws://' + location.host);
socket.onmessage = ({ data }) => {
  const shown = document.createElement('p');
  shown.className = 'shown';
  shown.textContent = data;
  document.querySelector('main').replaceChildren(shown);
};
addEventListener('pointerup', () => socket.send('touch'));
</script></body></html>`;

export async function serveBarePage(): Promise<BarePage> {
  const server = createServer((_request, response) => {
    response.setHeader('content-type', 'text/html; charset=utf-8');
    response.end(html);
  });
  let open: WebSocket | null = null;
  const page: BarePage = {
    url: '',
    push: (text) => open?.send(text),
    onTouch: () => {},
    async close() {
      open?.terminate();
      server.closeAllConnections();
      server.close();
      await once(server, 'close');
    },
  };
  new WebSocketServer({ server }).on('connection', (socket) => {
    open = socket;
    socket.on('message', () => page.onTouch());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('a tcp server without a port');
  page.url = `http://127.0.0.1:${address.port}/`;
  return page;
}
