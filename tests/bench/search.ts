import { type CatalogueEntry, makeEntries } from '../../host/services/catalogue-index.ts';
import { CatalogueSearch } from '../../host/services/search.ts';
import { seeded } from '../conformance/random.ts';
import { timed } from './clock.ts';
import type { Figure } from './figure.ts';
import { median, percentile } from './statistics.ts';

const itemCount = 3000;
const queryCount = 250;

/** What names of items are put together from. */
const who = [
  '老年人',
  '残疾人',
  '新生儿',
  '企业',
  '个体工商户',
  '居民',
  '学生',
  '退役军人',
  '外来人员',
  '家庭',
];
const what = [
  '社会保险',
  '医疗保障',
  '居住证',
  '户口',
  '营业执照',
  '公积金',
  '生育补贴',
  '住房',
  '就业',
  '食品经营许可',
];
const how = ['登记', '变更', '注销', '查询', '申领', '补办', '打印', '备案', '核验', '转移'];
const english = [
  'registration',
  'insurance',
  'permit',
  'allowance',
  'licence',
  'record',
  'residence',
  'housing',
];

/** Entries of a large city, the same each time. */
export async function largeCatalogue(count: number): Promise<CatalogueEntry[]> {
  const random = seeded(3, 'catalogue');
  const any = (from: readonly string[]) => from[random.int(0, from.length - 1)] ?? '';
  const names = Array.from({ length: count }, (_, index) => `${any(who)}${any(what)}${any(how)}${index}号`);
  return makeEntries(
    names.map((name, index) => ({
      id: `item-${index}`,
      name: { 'zh-CN': name, en: `${any(english)} ${any(english)} ${index}` },
      summary: {
        'zh-CN': `${any(who)}办理${any(what)}${any(how)}`,
        en: `${any(english)} for ${any(english)}`,
      },
      theme: 'certificates',
      who: 'personal' as const,
      keywords: { 'zh-CN': [any(what), any(how)], en: [any(english)] },
    })),
  );
}

/** How long a keystroke in the catalogue's search takes, with as many items as a large city has. */
export async function measureSearch(): Promise<Figure[]> {
  const random = seeded(3, 'queries');
  const entries = await largeCatalogue(itemCount);
  const search = new CatalogueSearch(entries);
  const texts = entries.map(({ zh, en }) => [...zh.map(({ text }) => text), ...en]);
  const scan = (query: string) => texts.filter((all) => all.some((text) => text.includes(query))).length;

  const times: number[] = [];
  const plain: number[] = [];
  // The first fifty are not counted: until the engine has compiled what it runs.
  for (let query = -50; query < queryCount; query += 1) {
    const typed = wanted(query, entries[random.int(0, itemCount - 1)]);
    for (let length = 1; length <= typed.length; length += 1) {
      const keys = typed.slice(0, length);
      // In turns, so that what else runs on the machine meets both alike.
      timed(query < 0 ? [] : times, () => search.find(keys));
      timed(query < 0 ? [] : plain, () => scan(keys));
    }
  }
  return [
    {
      name: 'catalogue-search',
      what: `one keystroke in the search of ${itemCount} items, in Chinese, full pinyin, initials and English in turn`,
      unit: 'ms',
      samples: times.length,
      median: median(times),
      p99: percentile(times, 99),
      baseline: {
        what: 'the same texts gone through with String.includes, which knows no pinyin',
        median: median(plain),
        p99: percentile(plain, 99),
      },
      target: { of: 'p99', atMost: 50 },
    },
  ];
}

/** What somebody types who looks for the item. */
function wanted(turn: number, entry: Awaited<ReturnType<typeof makeEntries>>[number] | undefined): string {
  const [name] = entry?.zh ?? [];
  const readings = name?.readings ?? [];
  switch (Math.abs(turn) % 4) {
    case 0:
      return name?.text ?? '';
    case 1:
      return readings.join('');
    case 2:
      return readings.map((reading) => reading[0] ?? '').join('');
    default:
      return entry?.name.en ?? '';
  }
}
