import { expect, test } from '@playwright/test';
import { show, viewports } from './gallery-page.ts';
import { serveRenderer, type StaticServer } from './static-server.ts';

// The gallery answers every event but display settings and help with "not now", so an accepted touch on
// "choose" shows as a notice.
let server: StaticServer;
test.beforeAll(async () => {
  server = await serveRenderer();
});
test.afterAll(() => server.close());
test.use({ viewport: viewports.portrait });

test('a touch that was not accepted is explained on the screen', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose', lang: 'en' });
  await page.getByRole('button', { name: /Social insurance/ }).click();
  await expect(page.locator('[role=status] > .notice')).toContainText('not possible at this step');
});

test('a touch counts when it ends where it started, however it slid inside', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose', lang: 'en' });
  const box = await page.getByRole('button', { name: /Social insurance/ }).boundingBox();
  if (box === null) throw new Error('the button is not shown');
  const notice = page.locator('.notice');

  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + box.height + 60);
  await page.mouse.up();
  await expect(notice).toHaveCount(0);

  await page.mouse.move(box.x + 20, box.y + box.height + 60);
  await page.mouse.down();
  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.up();
  await expect(notice).toHaveCount(0);

  await page.mouse.move(box.x + 20, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + box.width - 20, box.y + box.height - 20);
  await page.mouse.up();
  await expect(notice).toHaveCount(1);
});

test('the language switches on any screen, for the page as well', async ({ page }) => {
  await show(page, server.origin, { screen: 'identify', lang: 'zh-CN' });
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
  await page.getByRole('button', { name: /English/ }).click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Lay your ID card on the reader');
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
});

test('everything can be done from a keyboard', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose', lang: 'en' });
  await page.getByRole('button', { name: 'Help' }).focus();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('alertdialog', { name: 'Need a hand?' })).toBeVisible();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Space');
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('"Still there?" takes one touch to go on', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose', lang: 'en', idle: 'warning' });
  await expect(page.getByRole('alertdialog', { name: 'Still there?' })).toContainText(/\b(20|19) seconds/);
  await page.getByRole('button', { name: 'Yes, keep going' }).click();
  await expect(page.getByRole('alertdialog')).toHaveCount(0);
});

test('choices beyond the page are reached with next, and lost by none', async ({ page }) => {
  await show(page, server.origin, { screen: 'choose-many', lang: 'en', size: 2 });
  const seen = new Set<string>();
  for (;;) {
    for (const name of await page.locator('.choice-name').allTextContents()) seen.add(name);
    const next = page.getByRole('button', { name: 'Next' });
    if ((await next.getAttribute('aria-disabled')) === 'true') break;
    await next.click();
  }
  expect(seen.size).toBe(8);
});
