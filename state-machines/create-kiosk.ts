import { Actor, createActor } from 'xstate';
import type {
  ActorRefFrom,
  AnyActorRef,
  AnyMachineSnapshot,
  EventObject,
  InspectionEvent,
  Snapshot,
} from 'xstate';
import type { CitizenEvent } from '../contract/citizen-event.ts';
import type { Rejection } from '../contract/rpc.ts';
import type { Notice, NoticeCode } from './events.ts';
import { kioskMachine } from './kiosk.ts';
import type { KioskOptions } from './kiosk.ts';
import type { DeviceReadiness, DeviceRole } from './ports.ts';
import { project } from './projection.ts';
import type { Projection } from './projection.ts';
import { statePath } from './state-path.ts';

/** Names only: machine and state ids from this folder, an event's type. Never a payload. */
export interface Transition {
  machine: string;
  /** `null` when the machine starts and when it goes on after a restore. */
  from: string | null;
  to: string;
  event: string;
}

export type SendResult = { accepted: true } | { accepted: false; reason: Exclude<Rejection, 'malformed'> };

export interface Kiosk {
  readonly actor: ActorRefFrom<ReturnType<typeof kioskMachine>>;
  /** Settles at once; an accepted event has already changed `screen()` when this returns. */
  send(event: CitizenEvent): SendResult;
  /** To be called once for each role after the start, restored or not, and then on each change. */
  deviceChanged(role: DeviceRole, readiness: DeviceReadiness): void;
  screen(): Projection;
  /** Called in a microtask after any number of changes. Returns the unsubscribe. */
  onChange(listener: () => void): () => void;
  onTransition(listener: (transition: Transition) => void): () => void;
  onNotice(listener: (code: NoticeCode) => void): () => void;
  /** JSON. Holds the session's personal data while there is a session: seal it. */
  persisted(): unknown;
  sessionId(): string | null;
  /** Aborts everything under way and calls nobody any more. */
  stop(): void;
}

export interface CreateKioskOptions extends KioskOptions {
  /** From `persisted()`; the step is entered again and what it was waiting for is asked for again. */
  snapshot?: unknown;
}

/**
 * Starts the machines.
 * @throws if `snapshot` was not written by these machines.
 */
export function createKiosk({ snapshot, ...options }: CreateKioskOptions): Kiosk {
  const { ports, services, catalogue, delays } = options;
  const changes = new Set<() => void>();
  const transitions = new Set<(transition: Transition) => void>();
  const notices = new Set<(code: NoticeCode) => void>();
  const paths = new WeakMap<object, string>();
  let scheduled = false;
  let stopped = false;

  const changed = () => {
    if (scheduled) return;
    scheduled = true;
    queueMicrotask(() => {
      scheduled = false;
      if (!stopped) for (const listener of changes) listener();
    });
  };

  const inspect = (inspected: InspectionEvent) => {
    if (inspected.type === '@xstate.actor' && inspected.actorRef instanceof Actor) {
      inspected.actorRef.on('notice', (emitted) => {
        if (isNotice(emitted)) for (const listener of notices) listener(emitted.code);
      });
    }
    if (inspected.type !== '@xstate.snapshot' || !isMachineSnapshot(inspected.snapshot)) return;
    const to = statePath(inspected.snapshot.value);
    const from = paths.get(inspected.actorRef) ?? null;
    paths.set(inspected.actorRef, to);
    if (from !== to) {
      const machine = inspected.snapshot.machine.id;
      for (const listener of transitions) listener({ machine, from, to, event: inspected.event.type });
    }
    changed();
  };

  const actor = createActor(kioskMachine(options), {
    inspect,
    ...(snapshot === undefined ? {} : { snapshot: snapshot as Snapshot<unknown> }),
  });

  refuseBroken(actor);
  actor.start();
  if (snapshot !== undefined) {
    actor.send({ type: 'HIDE' });
    // The countdown starts over: its old instants belong to another process.
    actor.send({ type: 'TOUCH' });
  }

  return {
    actor,
    send(event) {
      const running = deepestFirst(actor);
      const taker = running.find((ref) => snapshotOf(ref)?.can(event));
      if (taker === undefined) return { accepted: false, reason: whyNot(event, running) };
      if (event.type !== 'REVEAL') actor.send({ type: 'HIDE' });
      taker.send(event);
      actor.send({ type: 'TOUCH' });
      return { accepted: true };
    },
    deviceChanged: (role, readiness) => actor.send({ type: 'DEVICE', role, readiness }),
    screen: () => project(actor.getSnapshot(), { catalogue, services, delays, now: ports.monotonic() }),
    onChange: (listener) => subscribe(changes, listener),
    onTransition: (listener) => subscribe(transitions, listener),
    onNotice: (listener) => subscribe(notices, listener),
    persisted: () => actor.getPersistedSnapshot(),
    sessionId: () => actor.getSnapshot().context.sessionId,
    stop() {
      stopped = true;
      actor.stop();
    },
  };
}

/**
 * XState turns a snapshot that does not fit into an actor in error and leaves out a child that it does not
 * know; a session with either would have no way on, so it must not start.
 */
function refuseBroken(ref: AnyActorRef): void {
  const snapshot: unknown = ref.getSnapshot();
  const machine = isMachineSnapshot(snapshot) ? snapshot : null;
  const children: Record<string, AnyActorRef | undefined> = machine?.children ?? {};
  const missing = machine?._nodes.some((node) => node.invoke.some(({ id }) => children[id] === undefined));
  if (missing === true || isFailed(snapshot)) {
    throw new Error('not a snapshot of these machines');
  }
  for (const child of Object.values(children)) if (child !== undefined) refuseBroken(child);
}

function isFailed(snapshot: unknown): boolean {
  return (
    typeof snapshot === 'object' && snapshot !== null && 'status' in snapshot && snapshot.status === 'error'
  );
}

function subscribe<T>(listeners: Set<T>, listener: T): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

function isNotice(emitted: EventObject): emitted is Notice {
  return emitted.type === 'notice';
}

function isMachineSnapshot(snapshot: unknown): snapshot is AnyMachineSnapshot {
  return typeof snapshot === 'object' && snapshot !== null && 'value' in snapshot && 'machine' in snapshot;
}

function snapshotOf(ref: AnyActorRef): AnyMachineSnapshot | null {
  const snapshot: unknown = ref.getSnapshot();
  return isMachineSnapshot(snapshot) && snapshot.status === 'active' ? snapshot : null;
}

/** Every running machine, children before their parents. */
function deepestFirst(ref: AnyActorRef): AnyActorRef[] {
  const snapshot = snapshotOf(ref);
  if (snapshot === null) return [];
  const children: (AnyActorRef | undefined)[] = Object.values(snapshot.children);
  return [...children.flatMap((child) => (child === undefined ? [] : deepestFirst(child))), ref];
}

function whyNot(event: CitizenEvent, running: AnyActorRef[]): Exclude<Rejection, 'malformed'> {
  const has = (tag: string) => running.some((ref) => snapshotOf(ref)?.hasTag(tag));
  if (has(`busy:${event.type}`)) return 'busy';
  return has(`offers:${event.type}`) ? 'unavailable' : 'not-now';
}
