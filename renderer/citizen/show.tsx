import { useSyncExternalStore } from 'react';
import { createRoot, hydrateRoot } from 'react-dom/client';
import { rootId } from '../../contract/page.ts';
import { loadAllCharacters } from '../ui/all-characters.ts';
import type { HostConnection } from './connection.ts';
import { Kiosk, OneMoment } from './Kiosk.tsx';

interface Props {
  connection: HostConnection;
}

function Citizen({ connection }: Props) {
  const { view, shell } = useSyncExternalStore(connection.subscribe, connection.state, connection.state);
  return view === null ? <OneMoment shell={shell} /> : <Kiosk view={view} onEvent={connection.send} />;
}

/** Shows what the host says from now on, in the page or over what the page came with. */
export function showKiosk(connection: HostConnection): void {
  // A kiosk has no menus: a long press or a right click must not open one.
  document.addEventListener('contextmenu', (event) => event.preventDefault());
  const element = document.getElementById(rootId);
  if (element === null) throw new Error(`the page has no #${rootId}`);
  requestIdleCallback(loadAllCharacters);
  if (element.hasChildNodes()) {
    hydrateRoot(element, <Citizen connection={connection} />);
    return;
  }
  const root = createRoot(element);
  // The first view is a blink away; drawing "one moment" before it would only hold it up. Where the host does
  // not answer, the connection says so within a second.
  if (connection.state().view !== null) root.render(<Citizen connection={connection} />);
  else {
    const stop = connection.subscribe(() => {
      stop();
      root.render(<Citizen connection={connection} />);
    });
  }
}
