import texts from '../../assets/locales/zh-CN.json' with { type: 'json' };
import { firstWords } from '../../scripts/own-words-font.ts';
import { expect, layCard, test } from './kiosk-test.ts';

/** The page as anybody on this machine gets it: without the token, before any script. */
async function pageOf(url: string): Promise<string> {
  const response = await fetch(new URL('/', url));
  expect(response.status).toBe(200);
  return response.text();
}

test('the attract screen is seen although the scripts behind it never come', async ({ page, trouble }) => {
  trouble.expected(/ERR_FAILED|Failed to fetch dynamically imported module/);
  await page.route(/assets\/show-/, (route) => route.abort());
  await page.reload();
  await expect(page.getByRole('heading', { name: texts.screen.attract.title })).toBeVisible();
});

test('every character of the attract screen is in the font that travels with it', async ({ page }) => {
  const words = new Set(firstWords());
  const said = await page.locator('#root').evaluate((root) => root.textContent);
  expect(said).toContain(texts.screen.attract.title);
  expect([...new Set(said)].filter((character) => !words.has(character))).toEqual([]);
});

test('a touch that comes before the scripts is not lost', async ({ page }) => {
  const touched = Promise.withResolvers<void>();
  await page.route(/assets\/show-/, async (route) => {
    await touched.promise;
    await route.continue();
  });
  await page.reload({ waitUntil: 'commit' });
  await page.getByRole('button', { name: 'English' }).click();
  touched.resolve();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('the scripts take over what was drawn, without drawing it again', async ({ page }) => {
  await page.addInitScript(() => {
    addEventListener('DOMContentLoaded', () => {
      document.querySelector('.attract h1')?.setAttribute('data-drawn', '');
    });
  });
  await page.reload();
  await page.getByRole('button', { name: 'English' }).click();
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  await expect(page.locator('.attract h1[data-drawn]')).toBeVisible();
});

test('the page knows nothing of a session', async ({ kiosk, page }) => {
  await layCard(kiosk, page);
  const name = await page.locator('.person-name').textContent();
  expect(name).not.toBe('');
  const html = await pageOf(kiosk.url);
  expect(html).toContain('<div id="root"></div>');
  expect(html).not.toContain(name ?? '');
});
