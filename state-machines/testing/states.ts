import type { AnyStateMachine, AnyStateNode } from 'xstate';
import { carriedMachine } from '../carried.ts';
import { carryMachine } from '../carry.ts';
import { countdownMachine } from '../countdown.ts';
import { identifyMachine } from '../identify.ts';
import { kioskMachine } from '../kiosk.ts';
import { queueTicketMachine } from '../queue-ticket.ts';
import { sessionMachine } from '../session.ts';
import { takeThingsMachine } from '../take-things.ts';
import { fillMachine } from '../service/fill.ts';
import { finishMachine } from '../service/finish.ts';
import { serviceMachine } from '../service/machine.ts';
import { catalogueOf } from './sample-service.ts';
import { delays, item } from './scripted-ports.ts';

const ports = {} as never;

/** Every machine of the flow, to look at and not to run. */
export const machines: AnyStateMachine[] = [
  kioskMachine({
    ports,
    services: ports,
    carry: ports,
    catalogue: catalogueOf([item]),
    delays,
    today: () => '2026-01-02',
  }),
  sessionMachine(ports, ports, ports, catalogueOf([item]), delays),
  countdownMachine(ports, delays),
  identifyMachine(ports),
  queueTicketMachine(ports),
  takeThingsMachine(ports, delays),
  carriedMachine(ports, ports, catalogueOf([item])),
  serviceMachine(ports, ports, ports),
  fillMachine(ports),
  finishMachine(ports),
  carryMachine(ports, ports),
];

export function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

/** A machine can be found in it: it has none within it, is not the end and is not left at once in any case. */
function lasts(node: AnyStateNode): boolean {
  return node.type === 'atomic' && (node.always ?? []).every(({ guard }) => guard !== undefined);
}

/** Each state in which a machine can be found, as `take-things: card.recent`. */
export const lastingStates: readonly string[] = machines.flatMap((machine) =>
  nodesOf(machine.root)
    .filter(lasts)
    .map((node) => `${machine.id}: ${node.path.join('.')}`),
);
