import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { appRoot } from '../../host/launch/paths.ts';
import { Dictionary } from '../../renderer/ui/keyboard/dictionary.ts';
import { candidates } from '../../renderer/ui/keyboard/search.ts';
import { timed } from './clock.ts';
import type { Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

const rounds = 10;
/** Names, addresses, first letters only, and rows without an end: what takes the search longest. */
const typed = [
  'zhangsan',
  'shenfenzheng',
  'beijingshichaoyangqujianguolu',
  'zhongguorenminyinhang',
  'zgrmghg',
  'sssss',
  'shishishishishi',
];

/** How long a keystroke in pinyin takes until its candidates are there, with the whole dictionary. */
export async function measurePinyin(): Promise<Figure[]> {
  const file = readFileSync(join(appRoot, 'assets/pinyin/words.txt'), 'utf8');
  const dictionary = new Dictionary(file);
  const keystrokes = typed.flatMap((word) =>
    Array.from({ length: word.length }, (_, index) => word.slice(0, index + 1)),
  );
  const times: number[] = [];
  const plain: number[] = [];
  // The first round is not counted: until the engine has compiled what it runs.
  for (let round = -1; round < rounds; round += 1)
    for (const letters of keystrokes) {
      // In turns, so that what else runs on the machine meets both alike.
      timed(round < 0 ? [] : times, () => candidates(dictionary, letters));
      timed(round < 0 ? [] : plain, () => file.split(`\n${letters}`).length);
    }
  return [
    {
      name: 'pinyin-keystroke',
      what: 'one letter typed in pinyin until its candidates are there: names, addresses, first letters',
      unit: 'ms',
      samples: times.length,
      median: median(times),
      p99: percentile(times, 99),
      baseline: {
        what: 'the word list gone through once for lines that begin with the letters',
        median: median(plain),
        p99: percentile(plain, 99),
      },
      target: { of: 'p99', atMost: 16 },
    },
  ];
}
