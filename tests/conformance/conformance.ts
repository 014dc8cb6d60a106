import assert from 'node:assert/strict';
import { commandChecks } from './command-checks.ts';
import { classRows, commonFaults, isFault } from './faults.ts';
import { type Check, lifecycleChecks } from './lifecycle-checks.ts';
import { type Fault, type RigMaker, type Scenario, NotHere } from './rig.ts';
import { type Attempt, described, Stand } from './stand.ts';

export type Outcome =
  | { state: 'passed' }
  | { state: 'failed'; why: string }
  | { state: 'skipped'; why: string };

/** One cell of the table: one row at one rig. */
export interface Cell {
  device: string;
  kind: 'contract' | 'fault';
  row: string;
  /** Looks at the whole process, so nothing else may run meanwhile. */
  alone: boolean;
  /** Never throws. The same seed does the same again. */
  run(seed: number): Promise<Outcome>;
}

const checks: readonly Check[] = [...lifecycleChecks, ...commandChecks];

/** Everything that a driver has to pass: the Device contract, and what becomes of it under each fault. */
export function conformance(maker: RigMaker): Cell[] {
  const cell = (
    kind: Cell['kind'],
    row: string,
    run: (stand: Stand) => Promise<void>,
    alone = false,
  ): Cell => ({
    device: maker.name,
    kind,
    row,
    alone,
    run: (seed) => outcome(maker, row, seed, run),
  });
  const own = new Set(maker.faults.map(({ name }) => name));
  const common = commonFaults.filter(({ name }) => !own.has(name));
  const missing = classRows.filter((row) => !own.has(row));
  return [
    ...checks.map(({ name, run, alone }) => cell('contract', name, (stand) => run(stand, maker), alone)),
    ...[...common, ...maker.faults].map((row) => cell('fault', row.name, (stand) => fault(stand, row))),
    ...missing.map((row) =>
      cell('fault', row, () => assert.fail('the rig neither has this fault nor says why not')),
    ),
  ];
}

async function outcome(
  maker: RigMaker,
  row: string,
  seed: number,
  run: (stand: Stand) => Promise<void>,
): Promise<Outcome> {
  const why = maker.skips?.[row];
  if (why !== undefined) return { state: 'skipped', why };
  try {
    await using stand = await Stand.of(maker, seed, row);
    await run(stand);
    await stand.finish();
    return { state: 'passed' };
  } catch (error) {
    if (error instanceof NotHere) return { state: 'skipped', why: error.message };
    // A bug throws: where it stands is wanted.
    const reason = error instanceof assert.AssertionError ? error.message : String((error as Error).stack);
    return { state: 'failed', why: reason };
  }
}

/** Settles in time with what is allowed and true; afterwards the device works again by itself, and once only. */
async function fault(stand: Stand, row: Fault | Scenario): Promise<void> {
  if (!isFault(row)) {
    await row.run(stand);
    return;
  }
  await stand.ready();
  await stand.main.prepare?.();
  const strike = await row.arm(stand);
  const attempt = await stand.attempt(stand.main);
  await strike.end();
  assert.ok(strike.struck(), 'the fault never met with the command');
  allowed(row, attempt);
  await stand.recovered();
  stand.stillTrue();
  await stand.works();
}

/** Codes that no fault of a device or a line can be the reason of. */
const callersOwn = new Set(['canceled', 'closed', 'claimed', 'unsupported']);

function allowed({ expect, conditions }: Fault, attempt: Attempt): void {
  if (attempt.ok) {
    assert.notEqual(expect, 'fails', 'it worked all the same');
    return;
  }
  const { error } = attempt;
  assert.notEqual(expect, 'works', `it should have worked: ${described(error)}`);
  assert.ok(!callersOwn.has(error.code), described(error));
  if (conditions)
    assert.ok(error.condition !== undefined && conditions.includes(error.condition), described(error));
}
