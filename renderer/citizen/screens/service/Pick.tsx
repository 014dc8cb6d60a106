import { Check, CircleCheck, Hand } from 'lucide-react';
import type { OfferedView } from '../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { PersonCard } from '../../../ui/PersonCard.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { Props } from './props.ts';
import { formatYuan } from './values.ts';

/** What the city offers without being asked; one touch takes it. */
export function Pick({ screen }: Props<'pick'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { offered, person, busy } = screen;
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={offered.length === 0 ? t('screen.pick.none') : t('screen.pick.title')}
      detail={busy ? t('service.moment') : offered.length === 0 ? undefined : t('screen.pick.text')}
      share="all"
      who={person !== null && <PersonCard person={person} />}
      actions={{
        stop: true,
        primary: {
          text: t('screen.pick.done'),
          icon: <Check aria-hidden="true" />,
          onTap: () => send({ type: 'SUBMIT' }),
        },
      }}
    >
      <Pager
        items={offered}
        label={t('screen.pick.title')}
        keyOf={({ id }) => id}
        render={(each) => <Offered offered={each} busy={busy} />}
      />
    </ScreenFrame>
  );
}

function Offered({ offered, busy }: { offered: OfferedView; busy: boolean }) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { id, title, reason, amountFen, taken } = offered;
  const said = (
    <>
      <span className="choice-badge">
        {taken ? <CircleCheck aria-hidden="true" /> : <Hand aria-hidden="true" />}
      </span>
      <span className="choice-text">
        <span className="choice-name">
          {localized(title)}
          {amountFen !== null && (
            <span className="amount"> {formatYuan(amountFen, view.settings.language)}</span>
          )}
        </span>
        <span className="choice-summary">{localized(reason)}</span>
        {taken && <span className="taken">{t('screen.pick.taken')}</span>}
      </span>
    </>
  );
  if (taken) return <div className="choice still">{said}</div>;
  return (
    <TouchButton className="choice" unavailable={busy} onTap={() => send({ type: 'PICK', value: id })}>
      {said}
    </TouchButton>
  );
}
