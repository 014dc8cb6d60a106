import type { CarryScreen } from '../../../../contract/carry-view.ts';
import type { ServiceScreen } from '../../../../contract/service-view.ts';

type Shown = ServiceScreen | CarryScreen;

/** What the component of one screen is given. */
export type Props<Name extends Shown['name']> = { screen: Extract<Shown, { name: Name }> };
