import type { DocumentPrinterSimulator } from '../document-printer/simulator/simulator.ts';
import type { IdCardSimulator, SamTiming } from '../id-card/simulator/simulator.ts';
import type { IoBoardSimulatorState } from '../io-board/simulator/simulator.ts';
import type { ScannerSimulator } from '../scanner/simulator/simulator.ts';
import type { TicketPrinterSimulator } from '../ticket-printer/simulator/simulator.ts';
import type { BenchDevice, BenchFacts, genericRoles } from './protocol.ts';
import type { RigDevice } from './rig.ts';

type View<Role extends BenchDevice['role']> = Extract<BenchDevice, { role: Role }>;
type Own<Role extends BenchDevice['role']> = Omit<View<Role>, 'id' | 'presets' | 'plugged' | 'connected'>;

/** What the bench shows of a device. */
export function deviceView({ id, simulator, plugged, lines, ticketsTaken }: RigDevice): BenchDevice {
  const common = {
    id,
    presets: simulator.presets.map(({ name, description }) => ({ name, description })),
    plugged,
    connected: lines > 0,
  };
  switch (simulator.deviceClass) {
    case 'id-card':
      return { ...common, ...readerView(simulator) };
    case 'ticket-printer':
      return { ...common, ...printerView(simulator, ticketsTaken) };
    case 'scanner':
      return { ...common, ...scannerView(simulator) };
    case 'document-printer':
      return { ...common, role: simulator.deviceClass, ...documentPrinterView(simulator) };
    case 'io-board': {
      const state = simulator.state();
      return { ...common, role: 'io-board', preset: state.preset, facts: boardFacts(state) };
    }
    case 'ups': {
      const { preset, name, variables } = simulator.state();
      return { ...common, role: 'ups', preset, facts: { name, ...variables } };
    }
    case 'social-security-card':
      return { ...common, role: simulator.deviceClass, ...simulator.state() };
  }
}

function readerView(simulator: IdCardSimulator): Own<'id-card'> {
  const { card, preset, timing } = simulator.state();
  return {
    role: 'id-card',
    preset,
    cards: simulator.cards.map(({ id, kind, holder, description }) => ({ id, kind, holder, description })),
    card,
    lastRead: timing && inEpoch(timing),
  };
}

function printerView(simulator: TicketPrinterSimulator, ticketsTaken: number): Own<'ticket-printer'> {
  const { preset, mechanism, firstByteAt, presenter } = simulator.state();
  return {
    role: 'ticket-printer',
    preset,
    sensors: [
      { name: 'paper', trouble: mechanism.paper === 'out' },
      { name: 'paper-near-end', trouble: mechanism.paper !== 'present' },
      { name: 'cover', trouble: mechanism.coverOpen },
      { name: 'cutter', trouble: mechanism.cutterFault },
      { name: 'head', trouble: mechanism.headHot },
      { name: 'unrecoverable', trouble: mechanism.unrecoverable },
      { name: 'online', trouble: mechanism.offline },
      ...(presenter
        ? [
            { name: 'presenter', trouble: mechanism.presenterJam } as const,
            { name: 'mouth', trouble: presenter.atMouth } as const,
          ]
        : []),
    ],
    firstByteAt: firstByteAt === null ? null : performance.timeOrigin + firstByteAt,
    tickets: simulator
      .tickets()
      .filter(({ id }) => id > ticketsTaken)
      .map(({ id, at, cut, lines, qr, unknown }) => ({
        id,
        printedAt: new Date(at).toISOString(),
        cut,
        lines,
        qr,
        unknown,
      })),
  };
}

function scannerView(simulator: ScannerSimulator): Own<(typeof genericRoles)[number]> {
  const { preset, ...facts } = simulator.state();
  return { role: 'scanner', preset, facts };
}

function documentPrinterView(simulator: DocumentPrinterSimulator): { preset: string; facts: BenchFacts } {
  const { preset, condition, requests, sheets } = simulator.state();
  const jobs = simulator.jobs();
  const last = jobs.at(-1);
  const facts = {
    reasons: condition.reasons.join(' ') || 'none',
    requests,
    jobs: jobs.length,
    sheets,
    'last job': last?.name ?? null,
    'last job bytes': last?.pdf.length ?? null,
    'last job pages': last?.pages ?? null,
    'last job copies': last?.copies ?? null,
    'last job sides': last?.sides ?? null,
    'last job impressions': last?.impressions ?? null,
    'last job reasons': last?.reasons.join(' ') ?? null,
  };
  return { preset, facts };
}

function boardFacts({ inputs, lights }: IoBoardSimulatorState): BenchFacts {
  const named = (what: string, states: Readonly<Record<string, boolean>>) =>
    Object.entries(states).map(([name, on]) => [`${what} ${name}`, on ? 'on' : 'off']);
  return Object.fromEntries([...named('input', inputs), ...named('light', lights)]);
}

/** The simulator's clock is this process' own; others can compare only what counts from the epoch. */
function inEpoch(timing: SamTiming): SamTiming {
  const { timeOrigin } = performance;
  return {
    ...timing,
    putAt: timeOrigin + timing.putAt,
    findRequestedAt: timeOrigin + timing.findRequestedAt,
    lastReplyAt: timeOrigin + timing.lastReplyAt,
  };
}
