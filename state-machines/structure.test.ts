import type { AnyStateNode } from 'xstate';
import { describe, expect, it } from 'vitest';
import { conditionCodes } from '../drivers/contract/status.ts';
import { problemOfCondition } from './problem-of.ts';
import { leavesOf } from './testing/leaves-of.ts';
import { serviceItems, walkService } from './testing/walk-services.ts';
import { Rig, delays, ready, walk } from './testing/scripted-ports.ts';
import { lastingStates, machines, nodesOf } from './testing/states.ts';

function transitionsOf(node: AnyStateNode) {
  return [...node.transitions.values()].flat().concat(node.always ?? []);
}

/** The state, something in it or one of its ancestors has a transition to somewhere outside the state. */
function hasExit(node: AnyStateNode): boolean {
  const inside = nodesOf(node);
  const takers = [...inside];
  for (let at = node.parent; at !== undefined; at = at.parent) takers.push(at);
  return takers
    .flatMap(transitionsOf)
    .some((transition) => (transition.target ?? []).some((target) => !inside.includes(target)));
}

describe.each(machines)('machine $id', (machine) => {
  const nodes = nodesOf(machine.root);

  it('every state that is not final has an exit', () => {
    const inRegion = (node: AnyStateNode) => node.parent?.type === 'parallel';
    const stuck = nodes.filter(
      (node) => node !== machine.root && node.type !== 'final' && !inRegion(node) && !hasExit(node),
    );
    expect(stuck.map((node) => node.id)).toEqual([]);
  });

  it('every invoke has a way to go when it is done and when it fails', () => {
    for (const node of nodes) {
      for (const invoke of node.invoke) {
        for (const outcome of ['done', 'error']) {
          const event = `xstate.${outcome}.actor.${invoke.id}`;
          const handled = (node.transitions.get(event) ?? []).some(
            (transition) => transition.target !== undefined || transition.actions.length > 0,
          );
          expect(handled, `${node.id}: ${event}`).toBe(true);
        }
      }
    }
  });

  it('every state can be reached from the start', () => {
    const reached = new Set<AnyStateNode>();
    const enter = (node: AnyStateNode) => {
      if (reached.has(node)) return;
      reached.add(node);
      if (node.parent !== undefined) enter(node.parent);
      if (node.type === 'parallel') Object.values(node.states).forEach(enter);
      for (const target of node.initial?.target ?? []) enter(target);
      for (const transition of transitionsOf(node)) (transition.target ?? []).forEach(enter);
    };
    enter(machine.root);
    expect(nodes.filter((node) => !reached.has(node)).map((node) => node.id)).toEqual([]);
  });

  it('uses no timer of its own, which a restore would lose', () => {
    expect(nodes.flatMap((node) => node.after)).toEqual([]);
  });
});

it('the scenarios walk every state that lasts', async () => {
  const seen = new Set<string>();
  for (const way of [...Object.values(walk), ...Object.values(walkService)]) {
    const rig = new Rig({ items: serviceItems });
    const notReady = { required: true, state: 'unavailable', problem: null, since: '' } as const;
    for (const readiness of [notReady, { ...notReady, required: false }, ready]) {
      await rig.device('id-card', readiness);
      await rig.device('ticket-printer', readiness);
    }
    await rig.send({ type: 'HELP', open: true });
    await way(rig);
    if (rig.isWaiting(delays.idleMs) && rig.kiosk.screen().idle !== null) await rig.elapse(delays.idleMs);
    for (const { machine, from, to } of rig.transitions) {
      for (const leaf of [from ?? to, to].flatMap(leavesOf)) seen.add(`${machine}: ${leaf}`);
    }
  }
  const never = lastingStates.filter((state) => !seen.has(state));
  // Their own tests: a reader that refuses to be listened to, and codes, which the kiosk's queue does not take.
  expect(never).toEqual(['kiosk: idle.door.attract.failed', 'identify: resolving']);
});

it('every condition of a device has a meaning for the citizen', () => {
  for (const condition of conditionCodes) {
    expect(problemOfCondition('id-card', condition)).not.toMatch(/^printer-unavailable/);
    expect(problemOfCondition('ticket-printer', condition)).not.toMatch(/^reader-/);
  }
});
