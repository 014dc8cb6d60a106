import type { SourceView } from '../../../../contract/service-view.ts';
import { useLocalized, useTexts } from '../../../i18n/texts.ts';
import { useKiosk } from '../../../ui/kiosk-context.ts';
import { formatDay } from './values.ts';

/** Whose word a value is, and since when. */
export function useWhence(): (source: SourceView) => string {
  const { language } = useKiosk().view.settings;
  const t = useTexts();
  const localized = useLocalized();
  return ({ name, since }) =>
    since === null
      ? t('service.from', { source: localized(name) })
      : t('service.fromSince', { source: localized(name), since: formatDay(since, language) });
}
