import { ArrowRight, CircleAlert, CircleCheck, Ticket } from 'lucide-react';
import { useEffect } from 'react';
import type { ItemView } from '../../../contract/view.ts';
import { otherLanguage, textsOf, useLocalized, useTexts } from '../../i18n/texts.ts';
import { useKiosk } from '../../ui/kiosk-context.ts';
import { Pager } from '../../ui/Pager.tsx';
import { CityPicture } from '../../ui/pictures/CityPicture.tsx';
import { CardPicture } from '../../ui/pictures/pictures.tsx';
import { Tools } from '../../ui/Tools.tsx';
import { TouchButton } from '../../ui/TouchButton.tsx';

/** What can be done here and that it is open, in both languages, and where to begin. */
export function Attract({ items }: { items: readonly ItemView[] }) {
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
            items={items}
            label={t('screen.attract.items')}
            keyOf={(item) => item.id}
            render={(item) => <Item item={item} />}
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

function Item({ item }: { item: ItemView }) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const other = otherLanguage(view.settings.language);
  return (
    <TouchButton
      className="choice item"
      unavailable={item.unavailable !== null}
      onTap={() => send({ type: 'START', itemId: item.id })}
    >
      <span className="choice-badge">
        {item.unavailable === null ? <Ticket aria-hidden="true" /> : <CircleAlert aria-hidden="true" />}
      </span>
      <span className="choice-text">
        <span className="choice-name">
          {localized(item.name)} <span lang={other}>{item.name[other]}</span>
        </span>
        {item.unavailable === null ? (
          <span>{localized(item.summary)}</span>
        ) : (
          <>
            <span className="item-why">{t(`problem.${item.unavailable}.title`)}</span>
            <span>
              {t('screen.out-of-service.next')} {view.site.helpPhone}
            </span>
          </>
        )}
      </span>
      {item.unavailable === null && <ArrowRight className="choice-go" aria-hidden="true" />}
    </TouchButton>
  );
}
