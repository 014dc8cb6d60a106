import type { Screen } from '../../contract/view.ts';
import { Attract } from './screens/attract.tsx';
import { Choose, Confirm } from './screens/choose.tsx';
import { Identify, IdentifyProblem } from './screens/identify.tsx';
import { Ending, OutOfService, Starting } from './screens/rest.tsx';
import { ServiceItem } from './screens/ServiceItem.tsx';
import { Issuing, PrintProblem, TakeThings, Thanks } from './screens/ticket.tsx';

/** One screen, one component. A screen without a component does not compile. */
export function ScreenOf({ screen }: { screen: Screen }) {
  switch (screen.name) {
    case 'starting':
      return <Starting />;
    case 'attract':
      return <Attract items={screen.items} total={screen.total} />;
    case 'out-of-service':
      return <OutOfService screen={screen} />;
    case 'identify':
      return <Identify screen={screen} />;
    case 'identify-problem':
      return <IdentifyProblem screen={screen} />;
    case 'choose':
      return <Choose screen={screen} />;
    case 'confirm':
      return <Confirm screen={screen} />;
    case 'issuing':
      return <Issuing screen={screen} />;
    case 'print-problem':
      return <PrintProblem screen={screen} />;
    case 'take':
      return <TakeThings screen={screen} />;
    case 'thanks':
      return <Thanks screen={screen} />;
    case 'ending':
      return <Ending />;
    default:
      return <ServiceItem screen={screen} />;
  }
}
