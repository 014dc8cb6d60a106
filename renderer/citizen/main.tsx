import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import '../ui/ui.css';
import { HostConnection } from './connection.ts';
import { Kiosk, OneMoment } from './Kiosk.tsx';

// The token comes in the fragment, which no server and no log ever sees.
const token = new URLSearchParams(location.hash.slice(1)).get('token') ?? '';
const scheme = location.protocol === 'https:' ? 'wss' : 'ws';
const connection = new HostConnection(`${scheme}://${location.host}/rpc`, token);
const onEvent = connection.send.bind(connection);

function Citizen() {
  const { view, shell } = useSyncExternalStore(connection.subscribe, connection.state);
  return view === null ? <OneMoment shell={shell} /> : <Kiosk view={view} onEvent={onEvent} />;
}

// A kiosk has no menus: a long press or a right click must not open one.
document.addEventListener('contextmenu', (event) => event.preventDefault());
const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
createRoot(root).render(<Citizen />);
