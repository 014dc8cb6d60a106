import { Check, CircleAlert, CircleCheck, Clock, Info, LoaderCircle, Star } from 'lucide-react';
import type { ReactNode } from 'react';
import type { ResultView, RowView, StageView } from '../../../../contract/service-view.ts';
import { type Texts, useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { Pager } from '../../../ui/Pager.tsx';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';
import type { Props } from './props.ts';
import { QrCode } from './QrCode.tsx';
import { formatDay, textOf } from './values.ts';

type Line =
  | { kind: 'notice'; sign: 'alert' | 'info' | 'done'; text: string }
  | { kind: 'qr'; qr: NonNullable<ResultView['qr']> }
  | { kind: 'row'; row: RowView }
  | { kind: 'stage'; stage: StageView };

/** What came of it: said, on paper, as a code, and what goes on after it. */
export function Result({ screen }: Props<'result'>) {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { result, rating } = screen;
  return (
    <ScreenFrame
      about={localized(screen.item)}
      instruction={localized(result.headline)}
      detail={rating ? t('screen.result.thenRate') : undefined}
      share="all"
      actions={{
        primary: {
          text: rating ? t('screen.result.rate') : t('screen.result.done'),
          icon: rating ? <Star aria-hidden="true" /> : <Check aria-hidden="true" />,
          onTap: () => send({ type: 'DONE' }),
        },
      }}
    >
      <Pager
        kind="rows"
        items={linesOf(screen, t)}
        label={t('screen.result.list')}
        keyOf={keyOf}
        render={(line) => <ResultLine line={line} />}
      />
    </ScreenFrame>
  );
}

function linesOf({ result, paper }: Props<'result'>['screen'], t: Texts): Line[] {
  const lines: Line[] = [];
  if (result.sent === 'later') lines.push({ kind: 'notice', sign: 'alert', text: t('screen.result.later') });
  if (paper === 'printed') lines.push({ kind: 'notice', sign: 'done', text: t('screen.result.printed') });
  else if (paper !== 'none') lines.push({ kind: 'notice', sign: 'alert', text: t(`screen.result.${paper}`) });
  if (result.qr !== null) lines.push({ kind: 'qr', qr: result.qr });
  lines.push(...result.rows.map((row) => ({ kind: 'row' as const, row })));
  lines.push(...result.stages.map((stage) => ({ kind: 'stage' as const, stage })));
  return lines;
}

function keyOf(line: Line): string {
  switch (line.kind) {
    case 'notice':
      return `notice ${line.text}`;
    case 'qr':
      return 'qr';
    case 'row':
      return `row ${textOf(line.row.label, 'en')}`;
    case 'stage':
      return `stage ${textOf(line.stage.title, 'en')} ${textOf(line.stage.by, 'en')}`;
  }
}

const signs: Record<'alert' | 'info' | 'done', ReactNode> = {
  alert: <CircleAlert aria-hidden="true" />,
  info: <Info aria-hidden="true" />,
  done: <CircleCheck aria-hidden="true" />,
};

function ResultLine({ line }: { line: Line }) {
  const { language } = useKiosk().view.settings;
  switch (line.kind) {
    case 'notice':
      return (
        <p className="row" data-kind={line.sign}>
          {signs[line.sign]}
          <strong className="row-text">{line.text}</strong>
        </p>
      );
    case 'qr':
      return (
        <div className="row with-qr">
          <QrCode text={line.qr.text} label={line.qr.caption[language]} />
          <p className="row-text">
            <strong>{line.qr.caption[language]}</strong>
          </p>
        </div>
      );
    case 'row':
      return (
        <dl className="row">
          <div className="row-text">
            <dt>{line.row.label[language]}</dt>
            <dd className="row-value">{textOf(line.row.value, language)}</dd>
          </div>
        </dl>
      );
    case 'stage':
      return <Stage stage={line.stage} />;
  }
}

const stageSigns: Record<StageView['state'], ReactNode> = {
  done: <CircleCheck aria-hidden="true" />,
  running: <LoaderCircle aria-hidden="true" />,
  waiting: <Clock aria-hidden="true" />,
};

/** How far one office is with its part: a sign, a word and a day. */
function Stage({ stage }: { stage: StageView }) {
  const { language } = useKiosk().view.settings;
  const t = useTexts();
  const day = stage.date === null ? null : formatDay(stage.date, language);
  return (
    <div className="row stage" data-state={stage.state}>
      {stageSigns[stage.state]}
      <p className="row-text">
        <strong>{textOf(stage.title, language)}</strong>
        <span>
          {textOf(stage.by, language)} · {t(`screen.result.state.${stage.state}`)}
          {day !== null &&
            ` · ${stage.state === 'done' ? t('screen.result.on', { day }) : t('screen.result.until', { day })}`}
        </span>
      </p>
    </div>
  );
}
