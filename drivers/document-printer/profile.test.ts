import { readdirSync, readFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { expect, test } from 'vitest';
import { documentPrinterProfileSchema } from './profile.ts';

const folder = join(import.meta.dirname, '../../assets/document-printer-profiles');

test.each(readdirSync(folder))('%s is a profile of its name', (file) => {
  const profile = documentPrinterProfileSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
  expect(profile.name).toBe(basename(file, '.json'));
  // A job that is given up must be cancelled before the patience of the next one ends.
  expect(profile.timing.cancelMs).toBeLessThan(profile.timing.patienceMs);
});
