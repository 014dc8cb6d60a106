import { renderToString } from 'react-dom/server';
import type { DrawView } from '../../contract/page.ts';
import { Kiosk } from './Kiosk.tsx';

/** Runs in the host, for the page that it serves; the browser then takes over what is drawn. */
export const drawView: DrawView = (view) =>
  renderToString(<Kiosk view={view} onEvent={() => Promise.resolve('lost')} />);
