/** Writes `assets/config/tongban.schema.json` from the schema in the code: `node scripts/export-config-schema.ts`. */
import { writeFileSync } from 'node:fs';
import { configJsonSchema } from '../host/config/json-schema.ts';

const target = new URL('../assets/config/tongban.schema.json', import.meta.url);
writeFileSync(target, `${JSON.stringify(configJsonSchema(), null, 2)}\n`);
