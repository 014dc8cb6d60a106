import { useEffect, useState } from 'react';
import { useLocalized } from '../i18n/texts.ts';
import { Emblem } from './Emblem.tsx';
import { formatClock } from './format.ts';
import { useKiosk } from './kiosk-context.ts';
import { Tools } from './Tools.tsx';

const msPerMinute = 60_000;

function Clock() {
  const { settings, site } = useKiosk().view;
  const [now, setNow] = useState(() => new Date());
  useEffect(() => {
    const timer = setTimeout(() => setNow(new Date()), msPerMinute - (now.getTime() % msPerMinute) + 5);
    return () => clearTimeout(timer);
  }, [now]);
  return (
    // The host drew the page a moment earlier than the browser takes it over.
    <time className="clock" dateTime={now.toISOString()} suppressHydrationWarning>
      {formatClock(now, { language: settings.language, timeZone: site.timeZone })}
    </time>
  );
}

/** Whose point this is, the time and (in the standard layout) the tools. */
export function TopBar() {
  const { view } = useKiosk();
  const localized = useLocalized();
  return (
    <div className="topbar">
      <Emblem />
      <div className="site">
        <p className="site-name">{localized(view.site.name)}</p>
        <p className="site-place">{localized(view.site.place)}</p>
      </div>
      <Clock />
      {view.settings.reach === 'standard' && <Tools />}
    </div>
  );
}
