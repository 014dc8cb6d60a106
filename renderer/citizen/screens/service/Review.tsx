import { Check, CircleAlert, PenLine, Pencil, Printer } from 'lucide-react';
import { useState } from 'react';
import type { FaultView, FieldView } from '../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { PersonCard } from '../../../ui/PersonCard.tsx';
import { RevealButton } from '../../../ui/RevealButton.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../ui/TouchButton.tsx';
import type { Props } from './props.ts';
import { useWhence } from './use-whence.ts';
import { formatDay, sayValue } from './values.ts';

type Line = { kind: 'warning'; warning: FaultView } | { kind: 'field'; field: FieldView };
/** What the host puts in place of what is masked. */
const mask = '*';

/** All that was filled in, with whose word it is; each of it can be changed, and what came from a register disputed. */
export function Review({ screen }: Props<'review'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { fields, warnings, person, changes, sign, busy } = screen;
  const lines: Line[] = [
    ...warnings.map((warning) => ({ kind: 'warning' as const, warning })),
    ...fields.map((field) => ({ kind: 'field' as const, field })),
  ];
  const masked = useOnce(fields.some(({ value }) => value?.includes(mask)));
  const next = sign ? 'sign' : changes ? 'submit' : 'print';
  const icon = {
    sign: <PenLine aria-hidden="true" />,
    submit: <Check aria-hidden="true" />,
    print: <Printer aria-hidden="true" />,
  }[next];
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={t('screen.review.title')}
      detail={busy ? t('service.moment') : undefined}
      share="all"
      who={
        person !== null ? (
          <PersonCard person={person} />
        ) : (
          masked && (
            <div className="person">
              <RevealButton />
            </div>
          )
        )
      }
      actions={{
        back: true,
        stop: true,
        primary: { text: t(`screen.review.${next}`), icon, onTap: () => send({ type: 'SUBMIT' }) },
      }}
    >
      <Pager
        kind="rows"
        items={lines}
        label={t('screen.review.title')}
        keyOf={(line) =>
          line.kind === 'field' ? line.field.id : `warning ${localized(line.warning.reason)}`
        }
        render={(line) =>
          line.kind === 'field' ? <Filled field={line.field} /> : <Warning warning={line.warning} />
        }
      />
    </ScreenFrame>
  );
}

/** True from the first time on: what was masked and is shown now would take its own button away. */
function useOnce(now: boolean): boolean {
  const [once, setOnce] = useState(now);
  if (now && !once) setOnce(true);
  return once || now;
}

function Warning({ warning }: { warning: FaultView }) {
  const localized = useLocalized();
  return (
    <div className="row" data-kind="alert">
      <CircleAlert aria-hidden="true" />
      <p className="row-text">
        <strong>{localized(warning.reason)}</strong>
        {warning.remedy !== null && <span>{localized(warning.remedy)}</span>}
      </p>
    </div>
  );
}

function Filled({ field }: { field: FieldView }) {
  const { view, send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const whence = useWhence();
  const { id, source, disputed, value } = field;
  const label = localized(field.label);
  const said = value === null ? t('screen.review.blank') : sayValue(field, value, view.settings.language);
  return (
    <div className="row">
      <dl className="row-text">
        <dt>{label}</dt>
        <dd className="row-value">{said}</dd>
        {source !== null && <dd className="row-more">{whence(source)}</dd>}
        {disputed !== null && (
          <dd className="row-more disputed">
            <CircleAlert aria-hidden="true" />
            {disputed.receipt === null || disputed.dueOn === null
              ? t('screen.review.disputedLater')
              : t('screen.review.disputed', {
                  receipt: disputed.receipt,
                  date: formatDay(disputed.dueOn, view.settings.language),
                })}
          </dd>
        )}
      </dl>
      <div className="row-actions">
        <TouchButton
          className="quiet"
          label={`${t('screen.review.change')} · ${label}`}
          onTap={() => send({ type: 'EDIT', field: id })}
        >
          <Pencil aria-hidden="true" />
          <span>{t('screen.review.change')}</span>
        </TouchButton>
        {source !== null && disputed === null && (
          <TouchButton
            className="quiet"
            label={`${t('screen.review.wrong')} · ${label}`}
            onTap={() => send({ type: 'DISPUTE', field: id })}
          >
            <span>{t('screen.review.wrong')}</span>
          </TouchButton>
        )}
      </div>
    </div>
  );
}
