import { type CSSProperties, type ReactNode, useLayoutEffect } from 'react';
import type { Settings } from '../../contract/settings.ts';
import type { Panel as PanelView } from '../../contract/view.ts';
import { textsOf } from '../i18n/texts.ts';
import { cssMillimetre, lowReachShare, panelSize } from './millimetres.ts';

interface Props {
  panel: PanelView;
  settings: Settings;
  training: boolean;
  children: ReactNode;
}

/** The physical panel: gives everything inside its millimetre, and the citizen's display settings. */
export function Panel({ panel, settings, training, children }: Props) {
  useLayoutEffect(() => {
    document.documentElement.lang = settings.language;
    document.title = textsOf(settings.language)('app.title');
  }, [settings.language]);
  const { widthMm, heightMm, orientation } = panelSize(panel);
  const sizes = {
    '--mm': cssMillimetre(panel),
    '--panel-w': widthMm,
    '--panel-h': heightMm,
    '--low-share': lowReachShare,
    '--text': settings.textSize,
  } as CSSProperties;
  return (
    <div
      className="panel"
      style={sizes}
      data-orientation={orientation}
      data-size={settings.textSize}
      data-contrast={settings.contrast}
      data-reach={settings.reach}
      data-training={training ? '' : undefined}
    >
      {children}
    </div>
  );
}
