import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';
import type { CitizenEvent } from '../../contract/citizen-event.ts';
import { Kiosk } from '../citizen/Kiosk.tsx';
import { serviceScreens } from '../citizen/screens/ServiceItem.tsx';
import type { Outcome } from '../ui/kiosk-context.ts';
import '../ui/all-characters.css';
import '../ui/ui.css';
import { galleryView } from './gallery-view.ts';
import { isKeyboardSample, KeyboardSample } from './KeyboardSample.tsx';

/** Display settings and help work as on the kiosk; everything else is answered as a host that refuses. */
function onEvent(event: CitizenEvent): Promise<Outcome> {
  const next = new URLSearchParams(location.hash.slice(1));
  if (event.type === 'HELP') next.set('help', event.open ? '1' : '0');
  else if (event.type === 'EXTEND') next.delete('idle');
  else if (event.type === 'SET') {
    const { language, textSize, contrast, reach } = event.settings;
    if (language !== undefined) next.set('lang', language);
    if (textSize !== undefined) next.set('size', String(textSize));
    if (contrast !== undefined) next.set('contrast', contrast);
    if (reach !== undefined) next.set('reach', reach);
  } else return Promise.resolve('not-now');
  location.hash = next.toString();
  return Promise.resolve('accepted');
}

function Gallery() {
  const [view, setView] = useState(() => galleryView(location.hash, 0));
  useEffect(() => {
    const update = () => setView((before) => galleryView(location.hash, before.revision + 1));
    window.addEventListener('hashchange', update);
    return () => window.removeEventListener('hashchange', update);
  }, []);
  if (isKeyboardSample(location.hash)) return <KeyboardSample view={view} onEvent={onEvent} />;
  return <Kiosk view={view} onEvent={onEvent} />;
}

const root = document.getElementById('root');
if (root === null) throw new Error('the page has no #root');
await serviceScreens.load();
createRoot(root).render(<Gallery />);
