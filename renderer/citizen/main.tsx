import { useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import { loadAllCharacters } from '../ui/all-characters.ts';
import '../ui/ui.css';
import { connection } from './connect.ts';
import { Kiosk, OneMoment } from './Kiosk.tsx';

const onEvent = connection.send.bind(connection);

function Citizen() {
  const { view, shell } = useSyncExternalStore(connection.subscribe, connection.state);
  return view === null ? <OneMoment shell={shell} /> : <Kiosk view={view} onEvent={onEvent} />;
}

// A kiosk has no menus: a long press or a right click must not open one.
document.addEventListener('contextmenu', (event) => event.preventDefault());
const element = document.getElementById('root');
if (element === null) throw new Error('the page has no #root');
const root = createRoot(element);
const draw = () => {
  root.render(<Citizen />);
  requestIdleCallback(loadAllCharacters);
};
// The first view is a blink away; drawing "one moment" before it would only hold it up. Where the host does
// not answer, the connection says so within a second.
if (connection.state().view !== null) draw();
else {
  const stop = connection.subscribe(() => {
    stop();
    draw();
  });
}
