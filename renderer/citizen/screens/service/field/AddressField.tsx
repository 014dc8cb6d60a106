import { useState } from 'react';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import { addressName, allAddresses, type Street, streets } from '../addresses.ts';
import { SearchList } from '../SearchList.tsx';
import { type FieldProps, useField } from './use-field.tsx';

/** A standard address: its street, then its number; or a search over all of them. */
export function AddressField({ about, field }: FieldProps) {
  const t = useTexts();
  const localized = useLocalized();
  const { fill, detail, fault, leaveBlank } = useField(field);
  const [street, setStreet] = useState<Street | null>(null);
  const now = typeof field.value === 'string' ? addressName(field.value) : null;
  const chosen = typeof field.value === 'string' ? [field.value] : [];
  const label = localized(field.label);
  if (street !== null)
    return (
      <SearchList
        key={street.code}
        about={`${about} · ${label}`}
        instruction={localized(street.name)}
        detail={t('screen.field.address')}
        items={street.addresses}
        chosen={chosen}
        onChoose={fill}
        back={() => setStreet(null)}
      />
    );
  return (
    <SearchList
      key="streets"
      about={about}
      instruction={label}
      detail={
        now === null
          ? (detail ?? t('screen.field.street'))
          : t('screen.field.addressNow', { address: localized(now) })
      }
      fault={fault}
      items={streets.map(({ code, name }) => ({ value: code, label: name }))}
      all={allAddresses}
      chosen={streets
        .filter(({ addresses }) => addresses.some(({ value }) => chosen.includes(value)))
        .map(({ code }) => code)}
      onChoose={(value) => {
        const found = streets.find(({ code }) => code === value);
        if (found === undefined) fill(value);
        else setStreet(found);
      }}
      back
      primary={leaveBlank}
    />
  );
}
