import type { Command, Device } from '../contract/device.ts';
import type { DeviceByRole, Role } from '../contract/roles.ts';

/**
 * What becomes of a command whose driver process dies. `wait`: it only waits or asks, so it goes on with the next
 * process until its deadline. `none`: it fails, and nothing has happened. `unknown`: it fails, and something may
 * have been sent; it is never repeated.
 */
export type AfterCrash = 'wait' | 'none' | 'unknown';

/** The roles whose devices can be on a line that needs native code. */
export type SupervisedRole = 'id-card' | 'ticket-printer' | 'scanner' | 'io-board';

type OwnMember<R extends Role> = Exclude<keyof DeviceByRole[R], keyof Device>;
/** A command takes a Command last and answers with a promise; nothing else can be carried out across the border. */
type IsCommand<Member> = Member extends (...args: infer Parameters) => Promise<unknown>
  ? Parameters extends [...unknown[], Command]
    ? true
    : false
  : false;
type CommandMember<R extends Role> = {
  [M in OwnMember<R>]: IsCommand<DeviceByRole[R][M]> extends true ? M : never;
}[OwnMember<R>];
/** What of a contract is asked without waiting; `mirrors.ts` has it ready in the host. */
export type MirroredMember<R extends Role> = Exclude<OwnMember<R>, CommandMember<R>>;

/** The commands of each of them beside those that every device has. */
export const commandsOf: {
  readonly [R in SupervisedRole]: { readonly [M in CommandMember<R>]: AfterCrash };
} = {
  'id-card': { waitForCard: 'wait', read: 'none', waitForRemoval: 'wait', samId: 'none' },
  'ticket-printer': { print: 'unknown', reconcile: 'wait', waitForTaken: 'wait', retract: 'unknown' },
  scanner: { scan: 'none' },
  'io-board': { setLight: 'unknown' },
};

export function isSupervised(role: Role): role is SupervisedRole {
  return role in commandsOf;
}
