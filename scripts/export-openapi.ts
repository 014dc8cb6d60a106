/** Writes `platform/openapi.json` from the tables of the ports: `npm run openapi`. */
import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openApiDocument } from '../platform/openapi.ts';

const target = join(import.meta.dirname, '..', 'platform', 'openapi.json');
writeFileSync(target, JSON.stringify(openApiDocument()));
// In the form that the house's formatter wants; the test compares what it says.
execFileSync('oxfmt', [target]);
