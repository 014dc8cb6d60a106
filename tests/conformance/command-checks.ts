import assert from 'node:assert/strict';
import type { Check } from './lifecycle-checks.ts';
import type { Operation } from './rig.ts';
import { type Attempt, type Stand, described } from './stand.ts';

/** Commands: their end, their abort, what they can do, and what they leave. */
export const commandChecks: readonly Check[] = [
  {
    name: 'settles every command by its deadline',
    async run(stand) {
      await stand.ready();
      stand.line.toHost.stop();
      stand.line.toDevice.stop();
      for (const operation of stand.operations) await stand.attempt(operation, stand.command(150));
      // All in line, one behind the other: a deadline counts from acceptance, not from one's turn.
      const commands = Array.from({ length: 12 }, () => stand.command(stand.random.int(50, 600)));
      await Promise.all(commands.map((command) => stand.attempt(stand.main, command)));
      await again(stand);
    },
  },
  {
    name: 'given up before it began: nothing was done',
    async run(stand) {
      await stand.ready();
      await stand.main.prepare?.();
      for (const operation of stand.operations) {
        const attempt = await stand.attempt(operation, stand.command(1000, AbortSignal.abort()));
        if (attempt.ok) assert.fail(`${operation.name} was carried out all the same`);
        canceled(attempt, operation.capability);
      }
      await again(stand);
    },
  },
  {
    name: 'given up while others are first: nothing was done',
    async run(stand) {
      await stand.ready();
      await stand.main.prepare?.();
      stand.line.toHost.stop();
      const first = stand.attempt(stand.main);
      const giveUp = new AbortController();
      const queued = stand.attempt(stand.main, stand.command(1500, giveUp.signal));
      giveUp.abort();
      const attempt = await queued;
      if (attempt.ok) assert.fail('carried out all the same');
      canceled(attempt, '');
      stand.line.toHost.go();
      await first;
      await again(stand);
    },
  },
  {
    name: 'given up at any byte: settles at once, says what is true, and goes on',
    async run(stand) {
      await stand.ready();
      const usual = await stand.rehearse();
      for (const direction of ['toDevice', 'toHost'] as const)
        for (const share of [0, 0.4, 0.8, 1]) {
          const bytes = Math.max(1, Math.round(usual[direction] * share) - stand.random.int(0, 3));
          await stand.main.prepare?.();
          const giveUp = new AbortController();
          let aborted = Infinity;
          stand.line[direction].after(bytes, () => {
            aborted = performance.now();
            stand.line.toDevice.stop();
            stand.line.toHost.stop();
            giveUp.abort();
          });
          const attempt = await stand.attempt(stand.main, stand.command(3000, giveUp.signal));
          assert.ok(performance.now() - aborted < 500, `${direction} ${bytes}: settled late after the abort`);
          if (!attempt.ok) assert.equal(attempt.error.code, 'canceled', described(attempt.error));
          await again(stand);
        }
    },
  },
  {
    name: 'every capability works, every other is unsupported',
    async run(stand) {
      await stand.ready();
      const { capabilities } = stand.device;
      const shown = new Set(stand.operations.map(({ capability }) => capability));
      for (const capability of capabilities)
        assert.ok(shown.has(capability), `no operation of the rig shows ${capability}`);
      for (const operation of stand.operations) {
        if (capabilities.has(operation.capability)) await stand.works(operation);
        else if (operation.facet !== true) await unsupported(stand, operation);
      }
    },
  },
  {
    name: 'counts what it does',
    async run(stand) {
      await stand.ready();
      const before = stand.device.statistics();
      await stand.works();
      const after = stand.device.statistics();
      const grown = Object.keys(after).filter((name) => (after[name] ?? 0) > (before[name] ?? 0));
      assert.ok(grown.length > 0, 'a command that works is not counted');
      assert.ok(Object.values(after).every((count) => Number.isSafeInteger(count) && count >= 0));
    },
  },
  {
    name: 'checks itself without a trace',
    async run(stand) {
      await stand.ready();
      await stand.main.prepare?.();
      const before = JSON.stringify(stand.rig.seen());
      const report = await stand.device.checkHealth('internal', stand.command());
      assert.equal(report.level, 'internal');
      assert.equal(report.outcome, 'passed', report.detail);
      assert.notEqual(report.detail, '');
      assert.equal(JSON.stringify(stand.rig.seen()), before, 'the check changed the device');
      // It is not in the way of what comes next.
      const attempt = await stand.attempt(stand.main);
      if (!attempt.ok) assert.fail(described(attempt.error));
      stand.line.plug(false);
      const failed = await stand.device.checkHealth('internal', stand.command(600));
      assert.equal(failed.outcome, 'failed', 'passed without a line');
    },
  },
];

/** Whatever was held goes on, and the device works again. */
async function again(stand: Stand): Promise<void> {
  for (const direction of [stand.line.toDevice, stand.line.toHost]) {
    direction.forget();
    direction.go();
  }
  await stand.recovered();
  stand.stillTrue();
  await stand.works();
}

function canceled(attempt: Attempt & { ok: false }, capability: string): void {
  const { code, effect } = attempt.error;
  assert.ok(code === 'canceled' || code === 'unsupported', `${capability}: ${described(attempt.error)}`);
  assert.equal(effect, 'none');
}

async function unsupported(stand: Stand, operation: Operation): Promise<void> {
  const attempt = await stand.attempt(operation);
  if (attempt.ok) assert.fail(`${operation.name} works, and its capability is not listed`);
  assert.equal(attempt.error.code, 'unsupported', described(attempt.error));
  assert.equal(attempt.error.retry, 'never');
}
