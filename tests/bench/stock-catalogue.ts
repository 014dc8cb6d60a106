/** Loaded into a host with `--import`: its catalogue is larger than this release's. */
import { readFileSync } from 'node:fs';
import type { CatalogueEntry } from '../../host/services/catalogue-index.ts';
import { addToCatalogue, openItem } from '../../host/services/catalogue.ts';

export const stockVariable = 'TONGBAN_BENCH_CATALOGUE';

const file = process.env[stockVariable];
if (file !== undefined && process.argv[1]?.endsWith('host/main.ts') === true) {
  const like = openItem('licence-print');
  for (const entry of JSON.parse(readFileSync(file, 'utf8')) as CatalogueEntry[]) {
    const { id, name, summary, theme } = entry;
    addToCatalogue(entry, { ...like, id, name, summary, theme });
  }
}
