import { useEffect, useSyncExternalStore } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { rootId } from '../../contract/page.ts';
import { loadAllCharacters } from '../ui/all-characters.ts';
import { serviceScreens } from './screens/ServiceItem.tsx';
import type { ConnectionState, HostConnection } from './connection.ts';
import { Kiosk, OneMoment } from './Kiosk.tsx';

interface Props {
  connection: HostConnection;
  /** What the page was drawn from; the host may have said more since. */
  drawn: ConnectionState;
  /** The screen takes touches from now on. */
  onShown: () => void;
}

function Citizen({ connection, drawn, onShown }: Props) {
  useEffect(onShown, [onShown]);
  const { view, shell } = useSyncExternalStore(connection.subscribe, connection.state, () => drawn);
  return view === null ? <OneMoment shell={shell} /> : <Kiosk view={view} onEvent={connection.send} />;
}

/** Shows what the host says from now on, in the page or over what the page came with. */
export function showKiosk(connection: HostConnection, drawn: ConnectionState, onShown: () => void): void {
  // A kiosk has no menus: a long press or a right click must not open one.
  document.addEventListener('contextmenu', (event) => event.preventDefault());
  const element = document.getElementById(rootId);
  if (element === null) throw new Error(`the page has no #${rootId}`);
  requestIdleCallback(() => {
    loadAllCharacters();
    // Tried again when they are wanted.
    serviceScreens.load().catch(() => {});
  });
  const citizen = <Citizen connection={connection} drawn={drawn} onShown={onShown} />;
  if (element.hasChildNodes()) {
    hydrateRoot(element, citizen);
    return;
  }
  const root = createRoot(element);
  // The first view is a blink away; drawing "one moment" before it would only hold it up. Where the host does
  // not answer, the connection says so within a second.
  if (connection.state().view !== null) root.render(citizen);
  else {
    const stop = connection.subscribe(() => {
      stop();
      root.render(citizen);
    });
  }
}
