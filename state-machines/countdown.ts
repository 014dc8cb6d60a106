import { assign, setup } from 'xstate';
import { waitActor } from './actors.ts';
import type { Delays, Ports } from './ports.ts';

type CountdownEvent =
  /** An accepted touch of any kind: somebody is there. */
  | { type: 'TOUCH' }
  | { type: 'EXTEND' }
  /** The battery is nearly empty. */
  | { type: 'POWER_LOW' }
  /** The machine itself works and the citizen can only wait; the device's own deadline runs instead. */
  | { type: 'PAUSE' }
  | { type: 'RESUME' };

export interface CountdownContext {
  extensionsLeft: number;
  /** `ports.monotonic()` when the present phase began. */
  startedAt: number;
  /** The end has come, perhaps while paused; it counts as soon as the machine is done. */
  due: 'ceiling' | 'power' | null;
}

/**
 * Watches over one session: quiet for `idleMs`, then a warning of `warningMs`, then the end; whatever
 * happens, the end at `ceilingMs`, or when the power goes. Outputs which it was. WCAG 2.2 criterion 2.2.1 asks for at
 * least 20 s to answer a warning and at least ten extensions.
 */
export function countdownMachine(ports: Pick<Ports, 'wait' | 'monotonic'>, delays: Delays) {
  return setup({
    types: {
      context: {} as CountdownContext,
      events: {} as CountdownEvent,
      output: {} as 'idle' | 'ceiling' | 'power',
    },
    actors: { wait: waitActor(ports) },
    actions: { stamp: assign({ startedAt: () => ports.monotonic() }) },
  }).createMachine({
    id: 'countdown',
    context: { extensionsLeft: delays.extensions, startedAt: 0, due: null },
    initial: 'counting',
    output: ({ context }) => context.due ?? 'idle',
    states: {
      counting: {
        initial: 'quiet',
        invoke: {
          id: 'ceiling',
          src: 'wait',
          input: delays.ceilingMs,
          onDone: { actions: assign({ due: 'ceiling' }) },
          // A timer that breaks must not leave a session without an end.
          onError: { actions: assign({ due: 'ceiling' }) },
        },
        on: { POWER_LOW: { actions: assign({ due: 'power' }) } },
        states: {
          quiet: {
            entry: 'stamp',
            always: { guard: ({ context }) => context.due !== null, target: '#countdown.over' },
            invoke: {
              id: 'idle',
              src: 'wait',
              input: delays.idleMs,
              onDone: 'warning',
              onError: 'warning',
            },
            on: { TOUCH: { target: 'quiet', reenter: true }, PAUSE: 'paused' },
          },
          warning: {
            entry: 'stamp',
            always: { guard: ({ context }) => context.due !== null, target: '#countdown.over' },
            invoke: {
              id: 'warning',
              src: 'wait',
              input: delays.warningMs,
              onDone: '#countdown.over',
              onError: '#countdown.over',
            },
            on: {
              EXTEND: {
                guard: ({ context }) => context.extensionsLeft > 0,
                target: 'quiet',
                actions: assign({ extensionsLeft: ({ context }) => context.extensionsLeft - 1 }),
              },
              TOUCH: 'quiet',
              PAUSE: 'paused',
            },
          },
          paused: { on: { RESUME: 'quiet' } },
        },
      },
      over: { type: 'final' },
    },
  });
}
