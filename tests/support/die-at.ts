/**
 * Loaded into the host with `--import`: ends it as `kill -9` does at the very moment that the order file names,
 * which nobody outside could hit. A transition is known by the line that the host mirrors of its log.
 */
import { existsSync, readFileSync, rmSync } from 'node:fs';
import { leavesOf } from '../../state-machines/testing/leaves-of.ts';

export const orderVariable = 'TONGBAN_DEATH_ORDER';

/**
 * `entering`: the machine is in the state, and neither the log nor the sealed session has it. `kept`: both have,
 * and what the state asked for is under way.
 */
export interface DeathOrder {
  /** As `take-things: card.recent`. */
  state: string;
  moment: 'entering' | 'kept';
}

const file = process.env[orderVariable];
// The launcher and the simulators inherit the import as well.
if (file !== undefined && process.argv[1]?.endsWith('host/main.ts') === true) watch(file);

function watch(orderFile: string): void {
  const write = process.stderr.write.bind(process.stderr);
  /** The machine that is in the state. */
  let caught: string | undefined;
  process.stderr.write = (line: string) => {
    const [, machine, path = ''] = / machine\.transition .*machine=(\S+) from=\S+ to=(\S+) /.exec(line) ?? [];
    // It goes on already. Nothing but its memory knows of that yet, and nothing will.
    if (machine !== undefined && machine === caught) die();
    if (machine !== undefined && existsSync(orderFile)) {
      const { state, moment } = JSON.parse(readFileSync(orderFile, 'utf8')) as DeathOrder;
      if (leavesOf(path).some((leaf) => `${machine}: ${leaf}` === state)) {
        rmSync(orderFile);
        caught = machine;
        if (moment === 'entering') die();
        // The host keeps a session in the microtask after its change, so this one comes behind that.
        queueMicrotask(() => queueMicrotask(die));
      }
    }
    return write(line);
  };
}

function die(): void {
  process.kill(process.pid, 'SIGKILL');
}
