import { useEffect } from 'react';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import { useKiosk } from '../../../../ui/kiosk-context.ts';
import { AskCityPicture } from '../../../../ui/pictures/city.tsx';
import { ScreenFrame } from '../../../../ui/ScreenFrame.tsx';
import type { Props } from '../props.ts';
import { AddressField } from './AddressField.tsx';
import { ChoiceField } from './ChoiceField.tsx';
import { DateField } from './DateField.tsx';
import { SeveralField } from './SeveralField.tsx';
import { TypedField } from './TypedField.tsx';

/** One field, one page, with what it is typed or chosen with. */
export function Field({ screen }: Props<'field'>) {
  const { announce } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const { field, loading, position, of } = screen;
  const fault = field.fault === null ? null : localized(field.fault);
  useEffect(() => {
    if (fault !== null) announce(fault);
  }, [announce, fault]);
  const about = `${localized(screen.item)} · ${t('screen.field.position', { position, of })}`;
  if (loading)
    return (
      <ScreenFrame
        about={about}
        instruction={localized(field.label)}
        detail={t('service.moment')}
        picture={<AskCityPicture direction="back" />}
        actions={{ back: true, stop: true }}
      />
    );
  switch (field.keyboard) {
    case 'choice':
      return field.several ? (
        <SeveralField about={about} field={field} />
      ) : (
        <ChoiceField about={about} field={field} />
      );
    case 'address-list':
      return <AddressField about={about} field={field} />;
    case 'date':
      return <DateField about={about} field={field} />;
    default:
      return <TypedField about={about} field={field} keyboard={field.keyboard} />;
  }
}
