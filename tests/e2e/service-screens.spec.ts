import jsQR from 'jsqr';
import { expect, type Page, test } from '@playwright/test';
import { show, viewports } from '../accessibility/gallery-page.ts';
import { serveRenderer, type StaticServer } from '../accessibility/static-server.ts';

// The gallery answers what a screen says with "not now", which shows as a notice.
let server: StaticServer;
test.beforeAll(async () => {
  server = await serveRenderer();
});
test.afterAll(() => server.close());
test.use({ viewport: viewports.portrait, contextOptions: { reducedMotion: 'reduce' } });

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });
const notice = (page: Page) => page.locator('[role=status] > .notice');

test('a day is chosen by year, month and day; back leads back within it', async ({ page }) => {
  await show(page, server.origin, { screen: 'service-field-date', lang: 'en' });
  await button(page, '2024').click();
  await button(page, /^2$/).click();
  await expect(button(page, '29')).toBeVisible();
  await expect(button(page, '30')).toHaveCount(0);
  await button(page, 'Back').click();
  await expect(page.getByText('2024: choose the month')).toBeVisible();
  await button(page, 'Back').click();
  await button(page, 'Earlier').click();
  await expect(button(page, '2015')).toBeVisible();
  await expect(notice(page)).toHaveCount(0);
});

test('an address is found by its street or by typing a part of it', async ({ page }) => {
  await show(page, server.origin, { screen: 'service-field-address', lang: 'en' });
  await button(page, 'Bozhou').click();
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Bozhou');
  await button(page, 'Back').click();
  await button(page, 'Find by name').click();
  await page.getByLabel('Type part of the name').fill('101 Yulan');
  await button(page, 'Show 1').click();
  await expect(page.locator('.choice-name')).toHaveText(['101 Yulan Road']);
  await button(page, '101 Yulan Road').click();
  await expect(notice(page)).toHaveCount(1);
});

test('a field is ready to be typed into, and says what is wrong with it', async ({ page }) => {
  await show(page, server.origin, { screen: 'service-field-digits', lang: 'en' });
  const input = page.getByLabel('ID number of the mother');
  await expect(input).toBeFocused();
  await expect(input).toHaveAttribute('aria-invalid', 'true');
  await expect(page.locator('.field-says')).toContainText('Please compare it with the card');
  await page
    .getByRole('region', { name: 'On-screen keyboard' })
    .getByRole('button', { name: 'Clear' })
    .click();
  await expect(input).toHaveValue('');
});

test('a name is written on the pad, cleared, and written again', async ({ page }) => {
  await show(page, server.origin, { screen: 'service-sign', lang: 'en' });
  await expect(button(page, 'Take it')).toHaveCount(0);
  const pad = page.getByRole('img', { name: /Signature pad/ });
  const box = await pad.boundingBox();
  if (box === null) throw new Error('there is no pad');
  const stroke = async (from: number) => {
    await page.mouse.move(box.x + from, box.y + 40);
    await page.mouse.down();
    await page.mouse.move(box.x + from + 200, box.y + 200, { steps: 12 });
    await page.mouse.up();
  };
  await stroke(100);
  await stroke(300);
  await expect(page.getByRole('img', { name: '2 strokes written' })).toBeVisible();
  // Drawn under the pen, not beside it.
  const drawn = await pad.locator('path').first().boundingBox();
  expect(Math.abs((drawn?.x ?? 0) - (box.x + 100))).toBeLessThan(6);
  expect(Math.abs((drawn?.y ?? 0) - (box.y + 40))).toBeLessThan(6);
  await button(page, 'Clear').click();
  await expect(page.getByRole('img', { name: 'Signature pad, empty' })).toBeVisible();
  await stroke(100);
  await button(page, 'Take it').click();
  await expect(notice(page)).toContainText('not possible at this step');
});

const codes = {
  'service-result': 'https://example.invalid/case/SAMPLE-2026-000123',
  'service-carry': 'TONGBAN-CARRY:sample-token-0000000000',
};
for (const [screen, says] of Object.entries(codes))
  test(`the code of ${screen} is read by a camera, in both themes`, async ({ page }) => {
    for (const contrast of ['default', 'high']) {
      await show(page, server.origin, { screen, lang: 'en', contrast });
      const png = await page.locator('.qr').screenshot();
      const { data, width, height } = await page.evaluate(async (base64) => {
        const image = new Image();
        image.src = `data:image/png;base64,${base64}`;
        await image.decode();
        const canvas = new OffscreenCanvas(image.width, image.height);
        const context = canvas.getContext('2d');
        if (context === null) throw new Error('no canvas');
        context.drawImage(image, 0, 0);
        const pixels = context.getImageData(0, 0, image.width, image.height);
        return { data: [...pixels.data], width: pixels.width, height: pixels.height };
      }, png.toString('base64'));
      expect(jsQR(new Uint8ClampedArray(data), width, height)?.data).toBe(says);
    }
  });

test('all five levels of a rating are on one page at every size', async ({ page }) => {
  for (const size of [1, 2]) {
    await show(page, server.origin, { screen: 'service-rating', lang: 'zh-CN', size });
    for (const level of ['非常满意', '满意', '基本满意', '不满意', '非常不满意'])
      await expect(page.getByRole('button', { name: level, exact: true })).toBeInViewport({ ratio: 1 });
  }
});
