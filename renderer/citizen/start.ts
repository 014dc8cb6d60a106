import { firstViewId } from '../../contract/page.ts';
import type { KioskView } from '../../contract/view.ts';
import { HostConnection } from './connection.ts';

/** The first script of the page: asks the host for its view while the rest still loads. */
const drawn = document.getElementById(firstViewId)?.textContent;
const first = drawn ? (JSON.parse(drawn) as KioskView) : null;
// The token comes in the fragment, which no server and no log ever sees.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const connection = new HostConnection(`${scheme}://${location.host}/rpc`, token, first);

// What came drawn is seen first; the scripts behind it would hold up its paint.
if (first !== null && !document.hidden) await painted();
const { showKiosk } = await import('./show.tsx');
showKiosk(connection);

function painted(): Promise<void> {
  return new Promise((resolve) => {
    requestAnimationFrame(() => setTimeout(resolve));
  });
}
