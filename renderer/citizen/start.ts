import { firstViewId } from '../../contract/page.ts';
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

// What is seen may be touched: a touch that comes before the screen can take it is given to it then.
let early: HTMLElement | null = null;
const keep = ({ target }: Event) => {
  if (target instanceof Element) early = target.closest('button');
};
addEventListener('click', keep, { capture: true });

if (drawn.view !== null && !document.hidden) await drawnIsSeen();
const { showKiosk } = await import('./show.tsx');
// From here on React has the touches.
removeEventListener('click', keep, { capture: true });
showKiosk(connection, drawn, () => early?.click());

/** What came drawn shows itself when its font is there; the scripts behind it would hold up its paint. */
async function drawnIsSeen(): Promise<void> {
  await document.fonts.ready;
  await new Promise((painted) => {
    requestAnimationFrame(() => setTimeout(painted));
  });
}
