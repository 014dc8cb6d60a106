import type { CarryScreen } from '../../../../contract/carry-view.ts';
import type { ServiceScreen } from '../../../../contract/service-view.ts';
import { Browse, type BrowseScreen } from '../browse/Browse.tsx';
import { Blocked } from './Blocked.tsx';
import { Carried, CarriedTrouble, Carry, CarryTrouble } from './carry.tsx';
import { Region, Variant } from './choose.tsx';
import { Consent } from './Consent.tsx';
import { Dispute } from './Dispute.tsx';
import { Field } from './field/Field.tsx';
import './field/field.css';
import { Pick } from './Pick.tsx';
import { Rated, Rating } from './rating.tsx';
import { Result } from './Result.tsx';
import { Review } from './Review.tsx';
import './service.css';
import { ServiceTrouble } from './ServiceTrouble.tsx';
import { Sign } from './Sign.tsx';
import { Gathering, Printing, Requesting } from './working.tsx';

/** One screen of those behind the first, one component. A screen without a component does not compile. */
export function ServiceScreenOf({ screen }: { screen: ServiceScreen | CarryScreen | BrowseScreen }) {
  switch (screen.name) {
    case 'browse':
      return <Browse screen={screen} />;
    case 'region':
      return <Region screen={screen} />;
    case 'variant':
      return <Variant screen={screen} />;
    case 'consent':
      // Each consent is a page of its own.
      return <Consent key={screen.consent.id} screen={screen} />;
    case 'gathering':
      return <Gathering screen={screen} />;
    case 'pick':
      return <Pick screen={screen} />;
    case 'field':
      // What was typed belongs to one field.
      return <Field key={screen.field.id} screen={screen} />;
    case 'review':
      return <Review screen={screen} />;
    case 'dispute':
      return <Dispute key={screen.field.id} screen={screen} />;
    case 'blocked':
      return <Blocked screen={screen} />;
    case 'sign':
      return <Sign screen={screen} />;
    case 'requesting':
      return <Requesting screen={screen} />;
    case 'printing':
      return <Printing screen={screen} />;
    case 'service-problem':
      return <ServiceTrouble screen={screen} />;
    case 'result':
      return <Result screen={screen} />;
    case 'rating':
      return <Rating screen={screen} />;
    case 'rated':
      return <Rated screen={screen} />;
    case 'carry':
      return <Carry screen={screen} />;
    case 'carry-problem':
      return <CarryTrouble screen={screen} />;
    case 'carried':
      return <Carried />;
    case 'carried-problem':
      return <CarriedTrouble screen={screen} />;
    default:
      return screen satisfies never;
  }
}
