import { ArrowRight } from 'lucide-react';
import type { FieldValue, FieldView } from '../../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../../i18n/texts.ts';
import type { Action } from '../../../../ui/BottomBar.tsx';
import { useKiosk } from '../../../../ui/kiosk-context.ts';
import { useWhence } from '../use-whence.ts';

export interface FieldProps {
  /** The item, and which of how many fields this is. */
  about: string;
  field: FieldView;
}

interface FieldHandle {
  fill: (value: FieldValue | null) => void;
  /** How to fill it in, and where what stands there came from. */
  detail: string | undefined;
  fault: string | null;
  /** For a field that may stay blank. */
  leaveBlank: Action | undefined;
}

/** What every kind of field says and does alike. */
export function useField(field: FieldView): FieldHandle {
  const { send } = useKiosk();
  const t = useTexts();
  const localized = useLocalized();
  const whence = useWhence();
  const fill = (value: FieldValue | null) =>
    send({
      type: 'FILL',
      field: field.id,
      value: value === null || typeof value === 'string' ? value : [...value],
    });
  const said = [
    ...(field.hint === null ? [] : [localized(field.hint)]),
    ...(field.source === null ? [] : [whence(field.source)]),
  ];
  return {
    fill,
    detail: said.length === 0 ? undefined : said.join(' · '),
    fault: field.fault === null ? null : localized(field.fault),
    leaveBlank: field.required
      ? undefined
      : {
          text: t('screen.field.leaveBlank'),
          icon: <ArrowRight aria-hidden="true" />,
          onTap: () => fill(null),
        },
  };
}
