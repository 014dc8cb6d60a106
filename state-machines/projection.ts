import type { SnapshotFrom } from 'xstate';
import type {
  BusinessView,
  IdleView,
  ItemView,
  PersonView,
  Screen,
  Step,
  TicketView,
} from '../contract/view.ts';
import { queueSteps, serviceSteps } from '../contract/view.ts';
import type { Settings } from '../contract/settings.ts';
import { canRetryCarried } from './carried.ts';
import type { carriedMachine } from './carried.ts';
import type { Catalogue, CatalogueItem } from './catalogue.ts';
import type { countdownMachine } from './countdown.ts';
import { canRetryReading } from './identify.ts';
import type { identifyMachine } from './identify.ts';
import { blockingDevice, itemProblem } from './kiosk.ts';
import type { kioskMachine } from './kiosk.ts';
import type { Devices } from './events.ts';
import { maskIdNumber, maskName } from './mask.ts';
import type { BusinessInfo, Delays, IssuedTicket, SessionItem } from './ports.ts';
import { canRetryPrinting, whyUnavailable } from './queue-ticket.ts';
import type { queueTicketMachine } from './queue-ticket.ts';
import { projectService } from './service/projection.ts';
import type { Identified, ServicePorts } from './service/service.ts';
import type { SessionContext, sessionMachine } from './session.ts';
import { waysNow } from './ways.ts';

export type KioskSnapshot = SnapshotFrom<ReturnType<typeof kioskMachine>>;
type SessionSnapshot = SnapshotFrom<ReturnType<typeof sessionMachine>>;
type IdentifySnapshot = SnapshotFrom<ReturnType<typeof identifyMachine>>;
type CarriedSnapshot = SnapshotFrom<ReturnType<typeof carriedMachine>>;
type FlowSnapshot = SnapshotFrom<ReturnType<typeof queueTicketMachine>>;
type CountdownSnapshot = SnapshotFrom<ReturnType<typeof countdownMachine>>;

/** What the machines contribute to a `KioskView`; the host adds revision, site, panel and training. */
export interface Projection {
  screen: Screen;
  steps: readonly Step[];
  step: Step | null;
  idle: IdleView | null;
  canPause: boolean;
  settings: Settings;
  helpOpen: boolean;
}

export interface ProjectionInput {
  catalogue: Catalogue;
  services: Pick<ServicePorts, 'fields'>;
  delays: Delays;
  /** `ports.monotonic()` now. */
  now: number;
}

/** Pure: the same snapshot at the same time is the same picture. */
export function project(
  snapshot: KioskSnapshot,
  { catalogue, services, delays, now }: ProjectionInput,
): Projection {
  const session = snapshot.children.session?.getSnapshot();
  const { settings, helpOpen } = snapshot.context;
  const common = { settings, helpOpen };
  if (snapshot.matches('session') && session !== undefined) {
    const fill = session.children.service?.getSnapshot().children.fill?.getSnapshot();
    return {
      ...common,
      ...ofSession(session, services, now),
      idle: ofCountdown(session, delays, now),
      canPause: fill?.can({ type: 'PAUSE_HERE' }) ?? false,
    };
  }
  return {
    ...common,
    steps: [],
    step: null,
    idle: null,
    canPause: false,
    screen: outsideSession(snapshot, catalogue),
  };
}

function outsideSession(snapshot: KioskSnapshot, catalogue: Catalogue): Screen {
  const { devices, browse } = snapshot.context;
  if (snapshot.matches('starting')) return { name: 'starting' };
  if (!snapshot.matches('idle')) return { name: 'ending' };
  const blocking = blockingDevice(devices);
  if (blocking !== null) {
    return { name: 'out-of-service', problem: blocking.problem ?? 'kiosk-fault', since: blocking.since };
  }
  const shown = (item: CatalogueItem) => itemView(item, catalogue, devices);
  if (browse === null) {
    const total = catalogue.themes().reduce((sum, { count }) => sum + count, 0);
    return { name: 'attract', items: catalogue.home().map(shown), total };
  }
  const { items, total } = catalogue.list(browse);
  return { name: 'browse', themes: catalogue.themes(), ...browse, items: items.map(shown), total };
}

function itemView(
  { id, name, summary, closed, later }: CatalogueItem,
  catalogue: Catalogue,
  devices: Devices,
): ItemView {
  const item = catalogue.item(id);
  const problem = item === null ? 'kiosk-fault' : itemProblem(item, devices);
  return { id, name, summary, unavailable: closed ?? problem, later };
}

function ofSession(
  session: SessionSnapshot,
  services: ProjectionInput['services'],
  now: number,
): Pick<Projection, 'screen' | 'steps' | 'step'> {
  const { item } = session.context;
  const carried = session.children.carried?.getSnapshot();
  if (carried !== undefined) return { steps: serviceSteps, step: 'identify', screen: ofCarried(carried) };
  const steps = item.flow === 'service' ? serviceSteps : queueSteps;
  if (item.flow === 'service' && session.matches({ active: 'region' }))
    return { steps, step: null, screen: { name: 'region', item: item.name, regions: item.regions } };
  return { steps, ...ofStep(session, services, now) };
}

function ofStep(
  session: SessionSnapshot,
  services: ProjectionInput['services'],
  now: number,
): { screen: Screen; step: Step | null } {
  const { identify, flow, service, take } = session.children;
  if (service !== undefined) return projectService(service.getSnapshot(), services, now);
  if (identify !== undefined) return { step: 'identify', screen: ofIdentify(identify.getSnapshot()) };
  if (flow !== undefined) return ofFlow(flow.getSnapshot(), session.context);
  const ticket = ticketOf(session.context.ticket, businessesOf(session.context.item));
  if (take !== undefined) {
    const { cardState: card, paper, outcome } = take.getSnapshot().context;
    return { step: 'take', screen: { name: 'take', card, paper, outcome, ticket } };
  }
  if (session.matches('thanks')) return { step: 'take', screen: { name: 'thanks', ticket } };
  return { step: null, screen: { name: 'ending' } };
}

function ofCarried(snapshot: CarriedSnapshot): Screen {
  const { identify } = snapshot.children;
  if (identify !== undefined) return ofIdentify(identify.getSnapshot());
  if (!snapshot.matches('problem')) return { name: 'carried' };
  const { problem } = snapshot.context;
  return { name: 'carried-problem', problem, canRetry: canRetryCarried(snapshot.context) };
}

function ofIdentify(snapshot: IdentifySnapshot): Screen {
  const { context } = snapshot;
  const { canSkip, problem } = context;
  const ways = waysNow(context.ways, context.devices);
  if (snapshot.matches('problem')) {
    return { name: 'identify-problem', problem, ways, canRetry: canRetryReading(context), canSkip };
  }
  const phase = snapshot.matches('reading')
    ? 'reading'
    : snapshot.matches('resolving')
      ? 'checking'
      : 'waiting';
  return { name: 'identify', phase, ways, canSkip };
}

function ofFlow(snapshot: FlowSnapshot, session: SessionContext): { screen: Screen; step: Step | null } {
  const { context } = snapshot;
  const person = personOf(session.person, context.revealed);
  const ticket = ticketOf(context.ticket, context.businesses);
  if (snapshot.matches('choosing')) {
    // Empty until the queue lengths are in: a choice that cannot be taken yet is not shown.
    const businesses = snapshot.matches({ choosing: 'loading' })
      ? []
      : context.businesses.map((business) => businessOf(business, snapshot));
    return { step: 'choose', screen: { name: 'choose', person, businesses } };
  }
  if (snapshot.matches('problem')) {
    const canRetry = canRetryPrinting(context);
    return { step: 'confirm', screen: { name: 'print-problem', problem: context.problem, ticket, canRetry } };
  }
  const chosen = context.businesses.find((business) => business.id === context.businessId);
  if (chosen !== undefined) {
    const business = businessOf(chosen, snapshot);
    if (snapshot.matches('confirm')) {
      return { step: 'confirm', screen: { name: 'confirm', person, business } };
    }
    if (snapshot.matches('issuing')) {
      const number = context.ticket?.number ?? null;
      return { step: 'confirm', screen: { name: 'issuing', business, number } };
    }
  }
  return { step: 'confirm', screen: { name: 'ending' } };
}

function businessOf(business: BusinessInfo, { context }: FlowSnapshot): BusinessView {
  return {
    id: business.id,
    prefix: business.prefix,
    name: business.name,
    summary: business.summary,
    promiseMinutes: business.promiseMinutes,
    peopleAhead: context.lengths[business.id] ?? 0,
    unavailable: whyUnavailable(business, context.identified),
  };
}

function personOf(person: Identified | null, revealed: boolean): PersonView | null {
  if (person === null) return null;
  const { name, idNumber } = person;
  if (revealed) return { name, idNumber, revealed };
  return { name: maskName(name), idNumber: maskIdNumber(idNumber), revealed };
}

const businessesOf = (item: SessionItem): readonly BusinessInfo[] =>
  item.flow === 'queue-ticket' ? item.businesses : [];

function ticketOf(ticket: IssuedTicket | null, businesses: readonly BusinessInfo[]): TicketView | null {
  const business = businesses.find(({ id }) => id === ticket?.businessId);
  if (ticket === null || business === undefined) return null;
  const { number, promiseMinutes, peopleAhead, takenAt } = ticket;
  return { number, business: business.name, promiseMinutes, peopleAhead, takenAt };
}

function ofCountdown(session: SessionSnapshot, delays: Delays, now: number): IdleView | null {
  const snapshot: CountdownSnapshot | undefined = session.children.countdown?.getSnapshot();
  if (snapshot === undefined || snapshot.status !== 'active') return null;
  if (snapshot.matches({ counting: 'paused' })) return null;
  const warning = snapshot.matches({ counting: 'warning' });
  const totalMs = warning ? delays.warningMs : delays.idleMs;
  return {
    phase: warning ? 'warning' : 'quiet',
    remainingMs: Math.min(totalMs, Math.max(0, totalMs - (now - snapshot.context.startedAt))),
    totalMs,
    extensionsLeft: snapshot.context.extensionsLeft,
  };
}
