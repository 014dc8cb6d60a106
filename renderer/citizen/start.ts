import { firstViewId, rootId } from '../../contract/page.ts';
import type { KioskView } from '../../contract/view.ts';
import { HostConnection } from './connection.ts';

/** The first script of the page: asks the host for its view while the rest still loads. */
const json = document.getElementById(firstViewId)?.textContent;
const first = json ? (JSON.parse(json) as KioskView) : null;
// The token comes in the fragment, which no server and no log ever sees.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const connection = new HostConnection(`${scheme}://${location.host}/rpc`, token, first);
const drawn = connection.state();

if (drawn.view !== null) await showDrawn();
const { showKiosk } = await import('./show.tsx');
showKiosk(connection, drawn);

/**
 * What came drawn is seen before the other scripts load, which would hold up its paint. It came hidden, to be
 * laid out with its own font at once: looking for other fonts takes a browser that starts a tenth of a second.
 */
async function showDrawn(): Promise<void> {
  await Promise.all([500, 700].map((weight) => document.fonts.load(`${weight} 1em 'Tongban Words'`)));
  document.getElementById(rootId)?.removeAttribute('hidden');
  if (document.hidden) return;
  await new Promise((painted) => {
    requestAnimationFrame(() => setTimeout(painted));
  });
}
