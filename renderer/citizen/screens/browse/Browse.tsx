import { LayoutGrid, Search } from 'lucide-react';
import { useState } from 'react';
import type { Screen } from '../../../../contract/view.ts';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { ItemChoice } from '../../../ui/ItemChoice.tsx';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import { SearchItems } from './SearchItems.tsx';
import { Themes } from './Themes.tsx';

export type BrowseScreen = Extract<Screen, { name: 'browse' }>;

/** All that can be done here: by theme, by name, or page by page. The host hands over some at a time. */
export function Browse({ screen }: { screen: BrowseScreen }) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const [mode, setMode] = useState<'list' | 'search' | 'themes'>('list');
  const { theme, text, items, from, total } = screen;
  const show = (change: Partial<Pick<BrowseScreen, 'theme' | 'text' | 'from'>>) =>
    send({ type: 'BROWSE', theme, text, from: 0, ...change });
  if (mode === 'search')
    return (
      <SearchItems
        screen={screen}
        onChange={(typed) => show({ text: typed, theme: null })}
        onDone={() => setMode('list')}
      />
    );
  if (mode === 'themes')
    return (
      <Themes
        screen={screen}
        onBack={() => setMode('list')}
        onChoose={(chosen) => {
          show({ theme: chosen, text: '' });
          setMode('list');
        }}
      />
    );
  const named = screen.themes.find(({ id }) => id === theme);
  const detail =
    text !== ''
      ? total === 0
        ? t('screen.browse.none')
        : t('screen.browse.found', { query: text, found: total })
      : named
        ? t('screen.browse.theme', { theme: localized(named.name), count: total })
        : t('screen.browse.everything', { count: total });
  const earlier = Math.max(0, from - items.length);
  return (
    <ScreenFrame
      instruction={t('screen.browse.title')}
      detail={detail}
      share="all"
      who={
        <div className="aside">
          <TouchButton className="quiet wide" onTap={() => setMode('search')}>
            <Search aria-hidden="true" />
            <span>{t('screen.browse.search')}</span>
          </TouchButton>
          <TouchButton className="quiet wide" onTap={() => setMode('themes')}>
            <LayoutGrid aria-hidden="true" />
            <span>{t('screen.browse.themes')}</span>
          </TouchButton>
        </div>
      }
      actions={{
        back: () =>
          theme === null && text === '' ? send({ type: 'HOME' }) : show({ theme: null, text: '' }),
      }}
    >
      <Pager
        key={`${theme} ${text} ${from}`}
        items={items}
        label={t('screen.browse.title')}
        keyOf={({ id }) => id}
        render={(item) => <ItemChoice item={item} />}
        before={from > 0 ? () => show({ from: earlier }) : undefined}
        after={from + items.length < total ? () => show({ from: from + items.length }) : undefined}
      />
    </ScreenFrame>
  );
}
