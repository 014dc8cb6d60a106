import assert from 'node:assert/strict';
import generic58 from '../../../assets/printer-profiles/generic-58mm.json' with { type: 'json' };
import { systemClock } from '../../../drivers/contract/clock.ts';
import type { Ticket } from '../../../drivers/contract/ticket-printer.ts';
import { EscPosPrinter } from '../../../drivers/ticket-printer/driver.ts';
import { type PrinterProfile, parsePrinterProfile } from '../../../drivers/ticket-printer/profile.ts';
import { TicketPrinterSimulator } from '../../../drivers/ticket-printer/simulator/simulator.ts';
import { fonts, generic80 } from '../../../drivers/ticket-printer/test-rig.ts';
import { midway, unsolicitedInside, wrongReplies } from '../faults.ts';
import { type Drive, inOwnProcess, ownProcessSkips } from '../own-process.ts';
import { type Fault, type Rig, type RigMaker, presetFault, simulated } from '../rig.ts';
import { diskFull } from './disk-full.ts';

const dotsPerSecond = 16_000;

/** Says whose it is at its head and at its end, so that paper tells how far it came. Three chunks on the wire. */
function ticketOf(opId: string): Ticket {
  return {
    parts: [
      { kind: 'text', text: headOf(opId) },
      ...Array.from(
        { length: 40 },
        (_, line) => ({ kind: 'text', text: `第 ${line} 行 示例市政务服务中心` }) as const,
      ),
      { kind: 'qr', data: opId },
    ],
    cut: 'partial',
  };
}

function headOf(opId: string): string {
  return `<${opId}>`;
}

const inHost: Drive<'ticket-printer'> = ({ open, clock }, profile) =>
  new EscPosPrinter({ id: 'ticket-printer', open, clock, profile: parsePrinterProfile(profile), fonts });

async function make(model: PrinterProfile, drive = inHost): Promise<Rig> {
  const profile = { ...model, status: { ...model.status, pollMs: 500 } };
  const simulator = new TicketPrinterSimulator({
    profile,
    clock: systemClock,
    fonts,
    dotsPerSecond,
    lateMs: 2500,
  });
  const end = await simulated(simulator);
  return {
    ...end,
    apply: (preset) => simulator.apply(preset),
    seen: () => ({ tickets: simulator.tickets().map(({ lines }) => lines), uncut: simulator.uncut() }),
    evidence(opId) {
      const tickets = simulator.tickets();
      const lines = [...tickets.flatMap((ticket) => ticket.lines), ...simulator.uncut()];
      return {
        begun: lines.includes(headOf(opId)),
        // A ticket that hangs on the rest of another one is nobody's.
        completed: tickets.filter(({ qr, lines: [first] }) => qr.includes(opId) && first === headOf(opId))
          .length,
      };
    },
    connect(line) {
      const device = drive(line, profile);
      let printed = '';
      return {
        device,
        operations: [
          {
            name: 'print',
            capability: 'print',
            effects: ['none', 'partial', 'unknown'],
            run: (command) => device.print(ticketOf(command.opId), command),
          },
          {
            name: 'confirmation',
            capability: 'fence.process-id',
            facet: true,
            effects: ['none', 'partial', 'unknown'],
            async run(command) {
              const { confirmation } = await device.print(ticketOf(command.opId), command);
              assert.equal(confirmation, 'printed');
            },
          },
          {
            name: 'reconcile',
            capability: 'fence.process-id',
            facet: true,
            async prepare() {
              printed = 'printed-before';
              await device.print(ticketOf(printed), { opId: printed, deadlineMs: 3000 });
            },
            async run(command) {
              const known = await device.reconcile(printed, command);
              assert.equal(known, printed === '' ? 'unknown' : 'printed');
            },
          },
          {
            name: 'waitForTaken',
            capability: 'presenter',
            run: (command) => device.waitForTaken(command),
          },
          {
            name: 'retract',
            capability: 'retract',
            effects: ['none', 'partial', 'unknown'],
            run: (command) => device.retract(command),
          },
        ],
      };
    },
  };
}

/** The printer stops at once and says why; nothing of the ticket has come out. */
const standing = (row: string, preset: string, condition: NonNullable<Fault['conditions']>[number]) =>
  presetFault(row, preset, { expect: 'fails', conditions: [condition], standing: true });

const faults: RigMaker['faults'] = [
  diskFull,
  // The process id of some other ticket.
  wrongReplies(Uint8Array.of(0x37, 0x22, 0x41, 0x42, 0x43, 0x44, 0x00), 'works'),
  // On-line, cover closed, paper there.
  unsolicitedInside(Uint8Array.of(0x10, 0x00, 0x00, 0x0f), 'works'),
  presetFault('power cycle mid-job', 'power-cycle-mid-ticket', {
    expect: 'fails',
    conditions: ['device.gone'],
  }),
  standing('paper out', 'paper-out', 'paper.out'),
  standing('cover open', 'cover-open', 'cover.open'),
  standing('cutter stuck', 'cutter-fault', 'cutter.fault'),
  standing('head hot', 'head-hot', 'head.hot'),
  standing('printer broken', 'unrecoverable', 'fault.unrecoverable'),
  standing('taken off-line', 'offline', 'device.offline'),
  standing('printer silent', 'silent', 'device.silent'),
  presetFault('paper out mid-ticket', 'paper-out-mid-ticket', { expect: 'fails', conditions: ['paper.out'] }),
  presetFault('cover open mid-ticket', 'cover-open-mid-ticket', {
    expect: 'fails',
    conditions: ['cover.open'],
  }),
  presetFault('cutter stuck mid-ticket', 'cutter-fault-mid-ticket', {
    expect: 'fails',
    conditions: ['cutter.fault'],
  }),
  {
    name: 'head hot mid-ticket, then cooled',
    expect: 'works',
    arm: midway('toDevice', ({ rig }) => {
      rig.apply('head-hot');
      systemClock.setTimer(() => rig.apply('normal'), 300);
    }),
  },
  presetFault('printer stalled', 'stalled', { expect: 'fails' }),
  presetFault('paper low', 'paper-low', { expect: 'works' }),
  presetFault('slow paper', 'slow', { expect: 'works' }),
];

const faultsWithIds: RigMaker['faults'] = [
  ...faults,
  presetFault('confirmation too late', 'late-process-id', { expect: 'fails' }),
  presetFault('no confirmation', 'no-process-id-support', { expect: 'fails' }),
];

export const ticketPrinter: RigMaker = {
  name: 'ticket-printer',
  make: () => make(generic80),
  faults: faultsWithIds,
};

/** As the host runs it on a serial line. */
export const ticketPrinterInOwnProcess: RigMaker = {
  name: 'ticket-printer, own process',
  make: () => inOwnProcess('ticket-printer', (drive) => make(generic80, drive)),
  faults: faultsWithIds,
  skips: ownProcessSkips,
};

/** A printer that has to be asked for its status, and that knows no process ids. */
export const askedTicketPrinter: RigMaker = {
  name: 'ticket-printer, asked',
  make: () => make(parsePrinterProfile(generic58)),
  faults,
  skips: {
    'unsolicited status inside a reply': 'this model sends no status unasked',
    'wrong-id replies': 'this model knows no process ids',
  },
};
