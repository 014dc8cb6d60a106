import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../launch/paths.ts';
import { openItem } from '../services/catalogue.ts';
import { examplesSchema, type Figures, figuresOf, judgeExamples } from '../services/examples.ts';
import { known } from '../services/known.ts';

/** Runs the pre-check over every labelled case of this release. */
export function labelledFigures(): Figures {
  const folder = join(appRoot, 'assets', 'services', 'examples');
  const judged = readdirSync(folder)
    .filter((file) => file.endsWith('.json'))
    .flatMap((file) => {
      const examples = examplesSchema.parse(JSON.parse(readFileSync(join(folder, file), 'utf8')));
      return judgeExamples(openItem(examples.item), examples, known.addresses);
    });
  return figuresOf(judged);
}
