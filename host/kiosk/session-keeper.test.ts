import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { HandClock } from '../../drivers/runtime/testing/hand-clock.ts';
import type { HostToShell, ShellToHost } from '../launch/messages.ts';
import { SessionKeeper } from './session-keeper.ts';

const keyOf = (byte: number) => Buffer.alloc(32, byte).toString('base64');
const session = '000000000000000a';

let dataDir: string;
beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-keeper-'));
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function keeperWith(sessionKey: string) {
  const clock = new HandClock();
  const sent: HostToShell[] = [];
  const listeners = new Set<(message: ShellToHost) => void>();
  const keeper = new SessionKeeper({
    dataDir,
    sessionKey,
    clock,
    log: { write() {} },
    shell: {
      send: (message) => sent.push(message),
      onMessage(listener) {
        listeners.add(listener);
        return () => listeners.delete(listener);
      },
    },
  });
  const says = (message: ShellToHost) => listeners.forEach((listener) => listener(message));
  const keep = (id: string) => {
    keeper.keep(id, { step: 'confirm' });
    keeper.flush();
  };
  return { keeper, clock, sent, says, keep };
}

it('a session that ends leaves nothing, although the machines still change while it is wiped', async () => {
  const { keeper, keep, sent, says } = keeperWith(keyOf(1));
  keep(session);
  expect(readdirSync(dataDir)).toEqual(['session.sealed']);
  const ended = keeper.end(session, 'finished');
  keep(session);
  expect(sent).toEqual([{ type: 'rotate-key' }]);
  says({ type: 'key', sessionKey: keyOf(2) });
  await ended;
  keep(session);
  expect(readdirSync(dataDir)).toEqual([]);
});

it('the next session is sealed with the new key', async () => {
  const { keeper, keep, says } = keeperWith(keyOf(1));
  const ended = keeper.end(session, 'finished');
  says({ type: 'key', sessionKey: keyOf(2) });
  await ended;
  keep('000000000000000b');
  expect(keeperWith(keyOf(2)).keeper.resume()?.sessionId).toBe('000000000000000b');
});

it.each([
  ['the old key', keyOf(1)],
  ['no key at all', keyOf(0)],
])(
  'a shell that gives no new key: what is sealed next opens with neither the old nor an empty one (%s)',
  async (_case, tried) => {
    const { keeper, keep, clock } = keeperWith(keyOf(1));
    const ended = keeper.end(session, 'finished');
    const over = clock.advance(60_000);
    await expect(ended).rejects.toThrow('no new session key');
    await over;
    keep('000000000000000b');
    expect(keeperWith(tried).keeper.resume()).toBeNull();
  },
);
