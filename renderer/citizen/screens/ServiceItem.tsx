import { createElement } from 'react';
import type { CarryScreen } from '../../../contract/carry-view.ts';
import type { ServiceScreen } from '../../../contract/service-view.ts';
import type { BrowseScreen } from './browse/Browse.tsx';
import { useTexts } from '../../i18n/texts.ts';
import { onDemand, useOnDemand } from '../../ui/on-demand.ts';
import { ScreenFrame } from '../../ui/ScreenFrame.tsx';

/** The screens of service items, their style sheet and the keyboard: none of it is on the first screen. */
export const serviceScreens = onDemand(
  async () => (await import('./service/ServiceScreenOf.tsx')).ServiceScreenOf,
);

/** A screen of a service item; they were loaded behind the first screen, long before the first touch. */
export function ServiceItem({ screen }: { screen: ServiceScreen | CarryScreen | BrowseScreen }) {
  const t = useTexts();
  const loaded = useOnDemand(serviceScreens);
  if (loaded !== null) return createElement(loaded, { screen });
  return <ScreenFrame instruction={t('screen.connecting.title')} actions={{ stop: true }} />;
}
