import type { Page } from '@playwright/test';
import { ownWords } from '../../scripts/own-words-font.ts';
import { expect, layCard, test } from './kiosk-test.ts';

const slices = 'Noto Sans SC Variable';

/** The font files that the page has asked for, without the hashes of their names. */
const asked = (page: Page) =>
  page.evaluate(async () => {
    await document.fonts.ready;
    const files = performance.getEntriesByType('resource').map(({ name }) => name.split('/').at(-1) ?? '');
    return files
      .filter((file) => file.endsWith('.woff2'))
      .map((file) => file.slice(0, -'-12345678.woff2'.length));
  });

/** The sheet of the slices has come: from here on a character that the own words lack brings a file. */
const everyCharacter = (page: Page) =>
  page.waitForFunction((slices) => [...document.fonts].some(({ family }) => family.includes(slices)), slices);

/** Whether the slices that hold `text` are loaded. */
const inSlices = (page: Page, text: string) =>
  page.evaluate(([slices, text]) => document.fonts.check(`700 20px "${slices}"`, text), [
    slices,
    text,
  ] as const);

test('the attract screen needs no font but that which came with the page; those of all own words come later', async ({
  page,
}) => {
  await everyCharacter(page);
  expect((await asked(page)).sort()).toEqual(['own-words-500', 'own-words-700']);
});

test('every one of the own words is in the font, in each weight', async ({ page }) => {
  await everyCharacter(page);
  const write = (text: string) =>
    page.evaluate(async (text) => {
      for (const element of ['p', 'strong']) {
        const words = document.createElement(element);
        words.textContent = text;
        document.querySelector('.panel')?.append(words);
      }
      // Laid out, so that the files which it needs are asked for.
      document.body.getBoundingClientRect();
      await document.fonts.ready;
    }, text);
  await write(ownWords());
  expect((await asked(page)).sort()).toEqual(['own-words-500', 'own-words-700']);
  // The search finds what is there.
  await write('甲');
  expect((await asked(page)).length).toBeGreaterThan(2);
});

test('a name that the own words lack is shown in Noto Sans SC', async ({ kiosk, page }) => {
  expect(ownWords()).not.toContain('甲');
  await everyCharacter(page);
  expect(await inSlices(page, '甲')).toBe(false);
  await layCard(kiosk, page);
  await expect(page.locator('.person-name')).toHaveText('样*甲');
  await expect.poll(() => inSlices(page, '甲')).toBe(true);
});
