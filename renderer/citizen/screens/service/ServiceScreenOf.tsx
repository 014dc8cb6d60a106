import type { ServiceScreen } from '../../../../contract/service-view.ts';
import { useLocalized } from '../../../i18n/texts.ts';
import { ScreenFrame } from '../../../ui/ScreenFrame.tsx';

/** One screen of a service item, one component. */
export function ServiceScreenOf({ screen }: { screen: ServiceScreen }) {
  const localized = useLocalized();
  return (
    <ScreenFrame
      instruction={'item' in screen ? localized(screen.item) : screen.name}
      actions={{ stop: true }}
    />
  );
}
