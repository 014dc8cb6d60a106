import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { languages } from '../../contract/localized.ts';
import { problems } from '../../contract/problem.ts';
import { textSizes } from '../../contract/text-sizes.ts';
import { galleryFixtures } from '../../renderer/gallery/fixtures.ts';
import { lowReachShare } from '../../renderer/ui/millimetres.ts';
import { type Orientation, show, viewports } from './gallery-page.ts';
import { type Limits, measure } from './measure.ts';
import { serveRenderer, type StaticServer } from './static-server.ts';

/** Problems share a layout; where all of them are not walked, the longest texts stand for the others. */
const repeated = problems.filter(
  (problem) => problem !== 'card-unknown' && problem !== 'printer-unavailable',
);
const layouts = galleryFixtures.filter(({ name }) => !repeated.some((problem) => name.endsWith(problem)));

const orientations: Orientation[] = ['portrait', 'landscape'];
const standard: Limits = { contrast: 7, lowShare: null };
const low: Limits = { contrast: 7, lowShare: lowReachShare };
const high: Limits = { contrast: 15, lowShare: null };

let server: StaticServer;
test.beforeAll(async () => {
  server = await serveRenderer();
});
test.afterAll(() => server.close());
test.use({ contextOptions: { reducedMotion: 'reduce' } });

type State = Record<string, string | number>;

/** Walks states and returns every breach, so that one run names all of them. */
async function breaches(page: Page, states: readonly State[], limits: Limits): Promise<string[]> {
  const found: string[] = [];
  for (const state of states) {
    await show(page, server.origin, state);
    const here = await page.evaluate(measure, limits);
    if (here.length > 0)
      found.push(`${new URLSearchParams(state as Record<string, string>)}: ${here.join(' | ')}`);
  }
  return found;
}

for (const panel of orientations) {
  test.describe(panel, () => {
    test.use({ viewport: viewports[panel] });

    for (const lang of languages) {
      test(`every screen holds its sizes and cuts nothing, ${lang}, four text sizes`, async ({ page }) => {
        const states = textSizes.flatMap((size) =>
          (size === 1 || size === 2 ? galleryFixtures : layouts).map(({ name }) => ({
            screen: name,
            lang,
            size,
            panel,
          })),
        );
        expect(await breaches(page, states, standard)).toEqual([]);
      });

      test(`low reach keeps every target in the lower part, ${lang}`, async ({ page }) => {
        const states = [1, 1.6, 2].flatMap((size) =>
          layouts.map(({ name }) => ({ screen: name, lang, size, panel, reach: 'low' })),
        );
        expect(await breaches(page, states, low)).toEqual([]);
      });

      test(`what is laid over the screen fits as well, ${lang}`, async ({ page }) => {
        const over = [{ idle: 'warning' }, { idle: 'last' }, { help: 1 }];
        const states = textSizes.flatMap((size) =>
          over.flatMap((each) => [
            { screen: 'choose-many', lang, size, panel, ...each },
            { screen: 'choose-many', lang, size, panel, reach: 'low', ...each },
          ]),
        );
        for (const state of states)
          expect(await breaches(page, [state], 'reach' in state ? low : standard)).toEqual([]);
      });
    }

    test('the high-contrast theme is at 15:1 everywhere', async ({ page }) => {
      const states: State[] = layouts.map(({ name }) => ({
        screen: name,
        lang: 'zh-CN',
        panel,
        contrast: 'high',
      }));
      const dialog = { screen: 'choose', lang: 'en', size: 2, panel, contrast: 'high' };
      const over: State[] = [
        { ...dialog, idle: 'warning' },
        { ...dialog, help: 1 },
      ];
      expect(await breaches(page, [...states, ...over], high)).toEqual([]);
    });
  });
}

test.describe('axe', () => {
  test.use({ viewport: viewports.portrait });
  const names = [
    'starting',
    'attract',
    'attract-printer-paper-out',
    'out-of-service-kiosk-fault',
    'identify',
    'identify-card-unreadable',
    'choose',
    'choose-many',
    'confirm',
    'issuing-printing',
    'print-printer-paper-out',
    'take-on-reader-printed',
    'thanks',
    'ending',
    'service-variant',
    'service-consent',
    'service-pick',
    'service-field-pinyin',
    'service-field-digits',
    'service-field-choice-many',
    'service-field-date',
    'service-review',
    'service-dispute',
    'service-blocked',
    'service-sign',
    'service-printing',
    'service-problem-city-refused',
    'service-result-later',
    'service-rating',
    'service-rated-bad',
  ];
  const states: State[] = [
    ...names.map((screen, index) => ({ screen, lang: index % 2 === 0 ? 'zh-CN' : 'en' })),
    { screen: 'choose', lang: 'en', contrast: 'high', reach: 'low', size: 2 },
    { screen: 'choose', lang: 'zh-CN', help: 1 },
    { screen: 'choose', lang: 'en', idle: 'warning' },
    { screen: 'choose', lang: 'zh-CN', idle: 'last' },
  ];
  test('finds nothing', async ({ page }) => {
    const found: string[] = [];
    for (const state of states) {
      await show(page, server.origin, state);
      const { violations } = await new AxeBuilder({ page })
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
      for (const violation of violations)
        found.push(`${JSON.stringify(state)} ${violation.id}: ${violation.nodes[0]?.html ?? ''}`);
    }
    expect(found).toEqual([]);
  });
});

test('a small window shows the whole panel, scaled', async ({ page }) => {
  await page.setViewportSize({ width: 900, height: 700 });
  await show(page, server.origin, { screen: 'choose', panel: 'portrait' });
  const box = await page.locator('.panel').boundingBox();
  expect(box?.height).toBeCloseTo(700, 0);
  expect(box?.width).toBeCloseTo((700 * 1080) / 1920, 0);
  expect(await page.evaluate(measure, standard)).toEqual([]);
});

test('rare characters of names come from the bundled font', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose-rare-name' });
  await expect(page.locator('.person-name')).toHaveText('㙦䶮𠮷');
  const loaded = await page.evaluate(
    () =>
      [...document.fonts].filter(
        ({ family, status }) => family.includes('Tongban Rare Han') && status === 'loaded',
      ).length,
  );
  expect(loaded).toBe(1);
});
