import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { type Clue, fingerprintSchema, reasonOf } from './fingerprint.ts';
import type { Found } from './found.ts';

const assets = join(import.meta.dirname, '../../assets');
const files = readdirSync(join(assets, 'fingerprints'));
const load = (file: string): unknown => JSON.parse(readFileSync(join(assets, 'fingerprints', file), 'utf8'));
const profileFolder = { 'id-card': 'reader-profiles', 'ticket-printer': 'printer-profiles' };

test.each(files)(
  '%s is a fingerprint under its own name, with a source and a profile that exists',
  (file) => {
    const { name, role, profile, facts, least, clues } = fingerprintSchema.parse(load(file));
    expect(`${name}.json`).toBe(file);
    expect(existsSync(join(assets, profileFolder[role], `${profile}.json`))).toBe(true);
    expect(facts.length).toBeGreaterThan(0);
    expect(clues.reduce((sum, { score }) => sum + score, 0)).toBeGreaterThanOrEqual(least);
  },
);

test('a misspelt key, an id in capitals and a broken pattern are refused', () => {
  const good = fingerprintSchema.parse(load('sam-standard-usb.json'));
  for (const wrong of [
    { ...good, rolle: 'id-card' },
    { ...good, clues: [{ kind: 'usb-id', vendorId: '04B8', score: 10 }] },
    { ...good, clues: [{ kind: 'product', pattern: '(', score: 10 }] },
    { ...good, clues: [] },
  ])
    expect(fingerprintSchema.safeParse(wrong).success).toBe(false);
});

describe('a clue', () => {
  const found: Found = {
    bus: 'usb',
    path: '1-2',
    vendorId: '04b8',
    productId: '0202',
    serialNumber: 'J3A0012',
    product: 'TM-T88IV',
    configuredAs: 'ticket-printer',
  };
  const role = { role: 'ticket-printer' } as const;

  test.each<[Clue, string]>([
    [{ kind: 'usb-id', vendorId: '04b8', score: 1 }, 'vendor 04b8'],
    [{ kind: 'usb-id', vendorId: '04b8', productId: '0202', score: 1 }, 'USB id 04b8:0202'],
    [{ kind: 'serial-number', pattern: '^j3a', score: 1 }, 'serial number J3A0012'],
    [{ kind: 'path', pattern: '^1-', score: 1 }, 'path 1-2'],
    [{ kind: 'product', pattern: 'tm-t88', score: 1 }, 'calls itself TM-T88IV'],
    [{ kind: 'configured', score: 1 }, 'configured as such'],
    [{ kind: 'answer', probe: 'dle-eot-1', score: 1 }, 'answers dle-eot-1'],
  ])('%j says why', (clue, reason) => {
    expect(reasonOf(clue, role, found, 'dle-eot-1')).toBe(reason);
  });

  test.each<Clue>([
    { kind: 'usb-id', vendorId: '04b9', score: 1 },
    { kind: 'usb-id', vendorId: '04b8', productId: '0203', score: 1 },
    { kind: 'serial-number', pattern: '^x', score: 1 },
    { kind: 'path', pattern: '^/dev', score: 1 },
    { kind: 'product', pattern: 'TM-U220', score: 1 },
    { kind: 'answer', probe: 'sam-status', score: 1 },
  ])('%j does not apply', (clue) => {
    expect(reasonOf(clue, role, found, 'dle-eot-1')).toBeNull();
  });

  test('does not apply to what is not known', () => {
    const bare: Found = { bus: 'serial', path: '/dev/ttyS0' };
    for (const kind of ['serial-number', 'product'] as const)
      expect(reasonOf({ kind, pattern: '.', score: 1 }, role, bare, null)).toBeNull();
    expect(reasonOf({ kind: 'configured', score: 1 }, role, bare, null)).toBeNull();
  });
});
