import { useLocalized } from '../../../../i18n/texts.ts';
import { SearchList } from '../SearchList.tsx';
import { type FieldProps, useField } from './use-field.tsx';

/** One of the values that the form allows: the touch that chooses it sends it. */
export function ChoiceField({ about, field }: FieldProps) {
  const localized = useLocalized();
  const { fill, detail, fault, leaveBlank } = useField(field);
  return (
    <SearchList
      about={about}
      instruction={localized(field.label)}
      detail={detail}
      fault={fault}
      items={field.choices}
      chosen={typeof field.value === 'string' ? [field.value] : []}
      onChoose={fill}
      back
      primary={leaveBlank}
    />
  );
}
