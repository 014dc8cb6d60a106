import { ChevronLeft, ChevronRight } from 'lucide-react';
import { useState } from 'react';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import { useKiosk } from '../../../../ui/kiosk-context.ts';
import { ScreenFrame } from '../../../../ui/ScreenFrame.tsx';
import { TouchButton } from '../../../../ui/TouchButton.tsx';
import { Note } from '../Note.tsx';
import { formatDay } from '../values.ts';
import { dayOf, daysIn, pageOf, partsOf, yearsFrom, yearsPerPage } from './calendar.ts';
import { type FieldProps, useField } from './use-field.tsx';

const months = Array.from({ length: 12 }, (_, index) => index + 1);

/** A day, by its year, its month and its day; the last touch sends it. */
export function DateField({ about, field }: FieldProps) {
  const { view } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { fill, detail, fault, leaveBlank } = useField(field);
  const { language } = view.settings;
  const before = typeof field.value === 'string' ? partsOf(field.value) : null;
  const [year, setYear] = useState<number | null>(null);
  const [month, setMonth] = useState<number | null>(null);
  const step = year === null ? 'year' : month === null ? 'month' : 'day';
  const back = { year: true as const, month: () => setYear(null), day: () => setMonth(null) }[step];
  const soFar =
    year === null
      ? t('screen.field.year')
      : month === null
        ? t('screen.field.month', { year })
        : t('screen.field.day', { month: monthOf(year, month, language) });
  return (
    <ScreenFrame
      about={about}
      instruction={localized(field.label)}
      detail={
        step !== 'year' || typeof field.value !== 'string'
          ? detail
          : t('screen.field.dayNow', { day: formatDay(field.value, language) })
      }
      share="all"
      who={
        fault !== null && (
          <div className="aside">
            <Note kind="alert" text={fault} />
          </div>
        )
      }
      actions={{ back, stop: true, primary: leaveBlank }}
    >
      <p className="date-step" role="status">
        {soFar}
      </p>
      {year === null ? (
        <Years chosen={before?.year ?? null} onChoose={setYear} />
      ) : month === null ? (
        <Numbers kind="months" numbers={months} chosen={before?.month ?? null} onChoose={setMonth} />
      ) : (
        <Numbers
          kind="days"
          numbers={Array.from({ length: daysIn(year, month) }, (_, index) => index + 1)}
          chosen={before?.day ?? null}
          onChoose={(day) => fill(dayOf(year, month, day))}
        />
      )}
    </ScreenFrame>
  );
}

const monthOf = (year: number, month: number, language: string): string =>
  new Date(Date.UTC(year, month - 1, 1)).toLocaleDateString(language === 'en' ? 'en-GB' : language, {
    timeZone: 'UTC',
    year: 'numeric',
    month: 'long',
  });

interface NumbersProps {
  kind: 'years' | 'months' | 'days';
  numbers: readonly number[];
  chosen: number | null;
  onChoose: (number: number) => void;
}

function Numbers({ kind, numbers, chosen, onChoose }: NumbersProps) {
  return (
    <ul className="numbers" data-kind={kind}>
      {numbers.map((number) => (
        <li key={number}>
          <TouchButton className="number" pressed={number === chosen} onTap={() => onChoose(number)}>
            <span>{number}</span>
          </TouchButton>
        </li>
      ))}
    </ul>
  );
}

/** A dozen at a time, beginning with those around this year or the one that stands there. */
function Years({ chosen, onChoose }: { chosen: number | null; onChoose: (year: number) => void }) {
  const t = useTexts();
  const [first, setFirst] = useState(() => pageOf(chosen ?? new Date().getFullYear()));
  return (
    <>
      <Numbers kind="years" numbers={yearsFrom(first)} chosen={chosen} onChoose={onChoose} />
      <div className="pages">
        <TouchButton className="quiet" onTap={() => setFirst(first - yearsPerPage)}>
          <ChevronLeft aria-hidden="true" />
          <span>{t('screen.field.earlier')}</span>
        </TouchButton>
        <TouchButton className="quiet" onTap={() => setFirst(first + yearsPerPage)}>
          <span>{t('screen.field.later')}</span>
          <ChevronRight aria-hidden="true" />
        </TouchButton>
      </div>
    </>
  );
}
