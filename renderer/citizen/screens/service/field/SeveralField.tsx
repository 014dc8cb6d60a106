import { ArrowRight } from 'lucide-react';
import { useState } from 'react';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import { SearchList } from '../SearchList.tsx';
import { type FieldProps, useField } from './use-field.tsx';

/** Several of the values: each touch takes one or gives it back, and the primary action sends them. */
export function SeveralField({ about, field }: FieldProps) {
  const t = useTexts();
  const localized = useLocalized();
  const { fill, detail, fault, leaveBlank } = useField(field);
  const [taken, setTaken] = useState<readonly string[]>(
    typeof field.value === 'string' || field.value === null ? [] : field.value,
  );
  return (
    <SearchList
      about={about}
      instruction={localized(field.label)}
      detail={detail ?? t('screen.field.several')}
      fault={fault}
      items={field.choices}
      chosen={taken}
      onChoose={(value) =>
        setTaken(taken.includes(value) ? taken.filter((other) => other !== value) : [...taken, value])
      }
      back
      primary={
        taken.length === 0 && leaveBlank !== undefined
          ? leaveBlank
          : {
              text: t('screen.field.goOn'),
              icon: <ArrowRight aria-hidden="true" />,
              onTap: () => fill(taken),
            }
      }
    />
  );
}
