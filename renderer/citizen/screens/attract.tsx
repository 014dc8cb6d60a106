import { ArrowRight, CircleAlert, CircleCheck, LayoutGrid } from 'lucide-react';
import { useEffect } from 'react';
import type { ItemView } from '../../../contract/view.ts';
import { otherLanguage, textsOf, useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../../ui/kiosk-context.ts';
import { ItemChoice } from '../../ui/ItemChoice.tsx';
import { Pager } from '../../ui/Pager.tsx';
import { CityPicture } from '../../ui/pictures/CityPicture.tsx';
import { CardPicture } from '../../ui/pictures/pictures.tsx';
import { Tools } from '../../ui/Tools.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';

/** The door to all the others stands behind these, on the first page. */
const shownFirst = 2;

/** What can be done here and that it is open, in both languages, and where to begin. */
export function Attract({ items, total }: { items: readonly ItemView[]; total: number }) {
  const { view, announce } = useKiosk();
  const t = useTexts();
  const other = otherLanguage(view.settings.language);
  const inOther = textsOf(other);
  const title = t('screen.attract.title');
  useEffect(() => announce(title), [announce, title]);
  const open = items.some((item) => item.unavailable === null);
  return (
    <div className="frame attract">
      <main>
        <div className="hero">
          <div className="hero-text">
            <p className="hero-open">
              {open ? <CircleCheck aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
              <span>
                {t('screen.attract.open')} ·{' '}
                {open ? t('screen.attract.openNow') : t('screen.attract.closedNow')}
              </span>
            </p>
            <h1>{title}</h1>
            <p className="hero-other" lang={other}>
              {inOther('screen.attract.title')}
            </p>
            <p className="hero-more">{t('screen.attract.subtitle')}</p>
          </div>
          <div className="city-box">
            <CityPicture />
          </div>
        </div>
        <div className="do">
          <Pager
            items={
              total > items.length ? [...items.slice(0, shownFirst), null, ...items.slice(shownFirst)] : items
            }
            label={t('screen.attract.items')}
            keyOf={(item) => item?.id ?? 'all'}
            render={(item) => (item === null ? <All total={total} /> : <ItemChoice item={item} />)}
          />
        </div>
        <div className="begin">
          <div className="begin-text">
            <p className="begin-title">{t('screen.attract.card')}</p>
            <p className="begin-more">{t('screen.attract.cardText')}</p>
            <p className="begin-other" lang={other}>
              {inOther('screen.attract.card')}
            </p>
          </div>
          <CardPicture phase="put" />
        </div>
      </main>
      <footer className="foot">{view.settings.reach === 'low' && <Tools />}</footer>
    </div>
  );
}

/** The door to all the others. */
function All({ total }: { total: number }) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const other = otherLanguage(view.settings.language);
  return (
    <TouchButton
      className="choice item"
      onTap={() => send({ type: 'BROWSE', theme: null, text: '', from: 0 })}
    >
      <span className="choice-badge">
        <LayoutGrid aria-hidden="true" />
      </span>
      <span className="choice-text">
        <span className="choice-name">
          {t('screen.attract.all')} <span lang={other}>{textsOf(other)('screen.attract.all')}</span>
        </span>
        <span>{t('screen.attract.allText', { count: total })}</span>
      </span>
      <ArrowRight className="choice-go" aria-hidden="true" />
    </TouchButton>
  );
}
