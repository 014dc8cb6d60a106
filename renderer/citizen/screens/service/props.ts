import type { ServiceScreen } from '../../../../contract/service-view.ts';

/** What the component of one screen is given. */
export type Props<Name extends ServiceScreen['name']> = { screen: Extract<ServiceScreen, { name: Name }> };
