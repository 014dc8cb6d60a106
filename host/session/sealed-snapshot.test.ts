import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { SealedSnapshot, resumeLimit } from './sealed-snapshot.ts';

const key = createHash('sha256').update('one').digest();
const otherKey = createHash('sha256').update('two').digest();
const value = { step: 'confirm', person: { name: '样例甲', number: '11010519491231002X' } };

let dataDir: string;
let failures: number;
const snapshot = (): SealedSnapshot => new SealedSnapshot(dataDir, () => failures++);
const file = (): string => join(dataDir, 'session.sealed');

beforeEach(() => {
  dataDir = mkdtempSync(join(tmpdir(), 'tongban-sealed-'));
  failures = 0;
});
afterEach(() => rmSync(dataDir, { recursive: true, force: true }));

function sealed(content: Parameters<SealedSnapshot['seal']>[1] = value): SealedSnapshot {
  const made = snapshot();
  made.seal(key, content);
  made.flush();
  return made;
}

describe('a sealed session', () => {
  it('comes back after a crash with the same key, and is counted', () => {
    sealed();
    expect(snapshot().open(key)).toEqual({ value, resumes: 1 });
  });

  it('cannot be read on the disk, nor by another user of the machine', () => {
    sealed();
    const bytes = readFileSync(file());
    expect(bytes.includes('样例甲')).toBe(false);
    expect(bytes.includes('11010519491231002X')).toBe(false);
    expect(bytes.includes('confirm')).toBe(false);
    expect(statSync(file()).mode & 0o777).toBe(0o600);
    expect(readdirSync(dataDir)).toEqual(['session.sealed']);
  });

  it('never uses an initialisation vector twice', () => {
    const made = sealed();
    const first = readFileSync(file()).subarray(4, 16).toString('hex');
    made.seal(key, value);
    made.flush();
    expect(readFileSync(file()).subarray(4, 16).toString('hex')).not.toBe(first);
  });

  it('is written once per turn of the event loop, with the latest value', async () => {
    const made = snapshot();
    made.seal(key, 1);
    made.seal(key, 2);
    expect(readdirSync(dataDir)).toEqual([]);
    await Promise.resolve();
    expect(snapshot().open(key)).toMatchObject({ value: 2 });
  });

  it('that is over is gone, together with what was still to be written', async () => {
    const made = sealed();
    made.seal(key, { more: true });
    made.discard();
    await Promise.resolve();
    expect(readdirSync(dataDir)).toEqual([]);
    expect(snapshot().open(key)).toEqual({ value: null, reason: 'absent' });
  });
});

describe('what cannot be opened is told apart and deleted', () => {
  it.each([
    ['another key', 'wrong-key', () => {}],
    ['a flipped bit', 'wrong-key', flipLastBit],
    ['a file that is cut off', 'damaged', () => writeFileSync(file(), readFileSync(file()).subarray(0, 20))],
    ['an empty file', 'damaged', () => writeFileSync(file(), '')],
    ['something else', 'damaged', () => writeFileSync(file(), '{"a":1}'.repeat(20))],
  ] as const)('%s: %s', (what, reason, change) => {
    sealed();
    change();
    expect(snapshot().open(what === 'another key' ? otherKey : key)).toEqual({ value: null, reason });
    expect(readdirSync(dataDir)).toEqual([]);
  });
});

describe('a session that crashes the host again and again', () => {
  it('is resumed three times and then ended', () => {
    sealed();
    for (let crash = 1; crash <= resumeLimit; crash++)
      expect(snapshot().open(key)).toMatchObject({ resumes: crash });
    expect(snapshot().open(key)).toEqual({ value: null, reason: 'too-often' });
    expect(snapshot().open(key)).toEqual({ value: null, reason: 'absent' });
  });

  it('keeps its count when it goes on for a while in between', () => {
    sealed();
    for (let crash = 1; crash <= resumeLimit; crash++) {
      const host = snapshot();
      expect(host.open(key)).toMatchObject({ resumes: crash });
      host.seal(key, { ...value, crash });
      host.flush();
    }
    expect(snapshot().open(key)).toEqual({ value: null, reason: 'too-often' });
  });

  it('does not count against the next session', () => {
    sealed();
    const host = snapshot();
    host.open(key);
    host.discard();
    host.seal(otherKey, value);
    host.flush();
    expect(snapshot().open(otherKey)).toEqual({ value, resumes: 1 });
  });
});

it('a disk that refuses the file is reported and does not throw', () => {
  rmSync(dataDir, { recursive: true });
  sealed();
  expect(failures).toBe(1);
});

function flipLastBit(): void {
  const bytes = readFileSync(file());
  bytes[bytes.length - 1] = (bytes.at(-1) ?? 0) ^ 1;
  writeFileSync(file(), bytes);
}
