import { ArrowRight, CircleAlert, Clock, FileText, Ticket } from 'lucide-react';
import type { ItemView } from '../../contract/view.ts';
import { otherLanguage, useLocalized, useTexts } from '../i18n/texts.ts';
import { useKiosk } from './kiosk-context.ts';
import { TouchButton } from './TouchButton.tsx';

/** A service item to begin, in both languages; or why it cannot be begun now, and where it can. */
export function ItemChoice({ item }: { item: ItemView }) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const other = otherLanguage(view.settings.language);
  const open = item.unavailable === null;
  return (
    <TouchButton
      className="choice item"
      unavailable={!open}
      onTap={() => send({ type: 'START', itemId: item.id })}
    >
      <span className="choice-badge">
        {!open ? (
          <CircleAlert aria-hidden="true" />
        ) : item.id === 'queue-ticket' ? (
          <Ticket aria-hidden="true" />
        ) : (
          <FileText aria-hidden="true" />
        )}
      </span>
      <span className="choice-text">
        <span className="choice-name">
          {localized(item.name)} <span lang={other}>{item.name[other]}</span>
        </span>
        {open ? <span>{localized(item.summary)}</span> : <WhyNot item={item} />}
        {open && item.later && (
          <span className="facts">
            <span>
              <Clock aria-hidden="true" />
              {t('screen.attract.later')}
            </span>
          </span>
        )}
      </span>
      {open && <ArrowRight className="choice-go" aria-hidden="true" />}
    </TouchButton>
  );
}

function WhyNot({ item: { unavailable } }: { item: ItemView }) {
  const { view } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  if (unavailable === null) return null;
  if (typeof unavailable === 'string')
    return (
      <>
        <span className="item-why">{t(`problem.${unavailable}.title`)}</span>
        <span>
          {t('screen.out-of-service.next')} {view.site.helpPhone}
        </span>
      </>
    );
  return (
    <>
      <span className="item-why">{localized(unavailable.reason)}</span>
      <span>{localized(unavailable.elsewhere)}</span>
    </>
  );
}
