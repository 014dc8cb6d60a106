import { readFileSync, readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, test } from 'vitest';
import { parsePrinterProfile } from './profile.ts';

const folder = fileURLToPath(new URL('../../assets/printer-profiles/', import.meta.url));
const files = readdirSync(folder);
const read = (file: string): unknown => JSON.parse(readFileSync(folder + file, 'utf8'));

describe('printer profiles', () => {
  test.each(files)('%s is valid, is called as its file, and has room for its columns', (file) => {
    const profile = parsePrinterProfile(read(file));
    expect(`${profile.name}.json`).toBe(file);
    expect(profile.columns * 12).toBeLessThanOrEqual(profile.dots);
    expect(new Set(Object.values(profile.qr.errorLevels)).size).toBe(4);
  });

  test('the models that are known are there', () => {
    expect(files.toSorted()).toEqual(
      [
        'citizen-pmu2300iii',
        'citizen-ppu-231ii',
        'custom-kpm216',
        'custom-tptcm112',
        'custom-vkp80iii',
        'epson-tm-t88',
        'generic-58mm',
        'generic-80mm',
        'snbc-bt-t080',
      ].map((name) => `${name}.json`),
    );
  });

  test('a wrong field is refused by name', () => {
    const good = read('generic-80mm.json') as Record<string, unknown>;
    expect(() => parsePrinterProfile({ ...good, fence: 'hope' })).toThrow(/fence/);
    expect(() => parsePrinterProfile({ ...good, dotz: 1 })).toThrow(/dotz/);
  });
});
