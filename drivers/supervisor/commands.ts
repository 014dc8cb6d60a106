import type { Command, Device } from '../contract/device.ts';
import type { DeviceByRole, Role } from '../contract/roles.ts';

/**
 * What becomes of a command whose driver process dies. `wait`: it only waits or asks, so it goes on with the next
 * process until its deadline. `none`: it fails, and nothing has happened. `unknown`: it fails, and something may
 * have been sent; it is never repeated.
 */
export type AfterCrash = 'wait' | 'none' | 'unknown';

type OwnMember<R extends Role> = Exclude<keyof DeviceByRole[R], keyof Device>;
/** A command takes a Command last and answers with a promise; nothing else could cross the border. */
type Entry<Member> = Member extends (...args: infer Parameters) => Promise<unknown>
  ? Parameters extends [...unknown[], Command]
    ? AfterCrash
    : never
  : never;

/** The roles whose devices can be on a line that needs native code, and whose contract is of commands alone. */
export type SupervisedRole = 'id-card' | 'ticket-printer' | 'scanner';

/** The commands of each of them beside those that every device has. */
export const commandsOf: {
  readonly [R in SupervisedRole]: { readonly [M in OwnMember<R>]: Entry<DeviceByRole[R][M]> };
} = {
  'id-card': { waitForCard: 'wait', read: 'none', waitForRemoval: 'wait', samId: 'none' },
  'ticket-printer': { print: 'unknown', reconcile: 'wait', waitForTaken: 'wait', retract: 'unknown' },
  scanner: { scan: 'none' },
};

export function isSupervised(role: Role): role is SupervisedRole {
  return role in commandsOf;
}
