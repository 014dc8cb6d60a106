import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from '@playwright/test';
import type { TestKiosk } from '../support/kiosk.ts';
import { expect, printer, reader, test } from './kiosk-test.ts';

test.use({ viewport: { width: 1440, height: 1000 } });

async function openBench(page: Page, kiosk: TestKiosk): Promise<void> {
  await page.goto(kiosk.benchUrl);
  await expect(page.getByRole('heading', { level: 2 })).toHaveCount(kiosk.bench.state().length);
}

const panel = (page: Page, name: RegExp) => page.getByRole('region', { name });

test('a card is laid and taken off by a click', async ({ kiosk, page }) => {
  await openBench(page, kiosk);
  const device = panel(page, /身份证读卡器/);
  const card = device.getByRole('button', { name: /样例甲/ });
  await card.click();
  await expect(card).toHaveAttribute('aria-pressed', 'true');
  await kiosk.screen.untilScreen('choose');
  await kiosk.screen.send({ type: 'CANCEL' });
  await kiosk.screen.untilScreen('take');
  await device.getByRole('button', { name: '取走卡片' }).click();
  await expect(card).toHaveAttribute('aria-pressed', 'false');
  await kiosk.screen.untilScreen('attract');
});

test('a preset, and the cable', async ({ kiosk, page }) => {
  await openBench(page, kiosk);
  const device = panel(page, /取号打印机/);
  const preset = device.getByRole('button', { name: /paper-out$/ });
  await preset.click();
  await expect(preset).toHaveAttribute('aria-pressed', 'true');
  await expect(device.locator('.sensors')).toContainText('缺纸');
  await kiosk.screen.untilScreen('out-of-service');
  await device.getByRole('button', { name: /normal$/ }).click();
  await kiosk.screen.untilScreen('attract');

  await device.getByRole('button', { name: '拔出线缆' }).click();
  await expect(device.locator('.peer')).toHaveText('线缆已拔出');
  expect(await kiosk.screen.untilScreen('out-of-service')).toMatchObject({ problem: 'printer-unavailable' });
  await device.getByRole('button', { name: '插回线缆' }).click();
  await expect(device.locator('.peer')).toHaveText('程序已连接');
  await kiosk.screen.untilScreen('attract');
});

test('a code is shown to the scanner', async ({ kiosk, page }) => {
  await openBench(page, kiosk);
  const device = panel(page, /扫码器/);
  await device.getByRole('textbox', { name: '码的内容' }).fill('TONGBAN-CARRY:nobody-left-this');
  await device.getByRole('button', { name: '出示' }).click();
  expect(await kiosk.screen.untilScreen('carried-problem')).toMatchObject({ problem: 'carry-unknown' });
  await kiosk.screen.send({ type: 'CANCEL' });
  await kiosk.screen.untilScreen('attract');
});

test('a printed ticket appears as a picture', async ({ kiosk, page }) => {
  await openBench(page, kiosk);
  const device = panel(page, /取号打印机/);
  await expect(device.getByText('还没有打印。')).toBeVisible();
  await kiosk.screen.send({ type: 'START', itemId: 'queue-ticket' });
  await kiosk.screen.send({ type: 'SKIP_IDENTITY' });
  await kiosk.screen.untilScreen('choose');
  await kiosk.screen.send({ type: 'CHOOSE', businessId: 'taxes' });
  await kiosk.screen.send({ type: 'PRINT' });
  const { ticket } = await kiosk.screen.untilScreen('take');
  const picture = device.getByRole('img', { name: new RegExp(`小票内容.*${ticket?.number}`) });
  await expect(picture).toBeVisible();
  // Paper of 80 mm at 8 dots/mm.
  await expect.poll(() => picture.evaluate((image: HTMLImageElement) => image.naturalWidth)).toBe(640);
  await picture.click();
  await expect(page.getByRole('dialog', { name: '打印出的票' }).getByRole('img')).toBeVisible();
  await page.getByRole('button', { name: '关闭' }).click();
  await device.getByRole('button', { name: '清空' }).click();
  await expect(device.getByText('还没有打印。')).toBeVisible();
});

for (const language of ['中文', 'English']) {
  test(`axe finds nothing, ${language}`, async ({ kiosk, page }) => {
    await openBench(page, kiosk);
    await page.getByRole('button', { name: language }).click();
    const check = async () => {
      const { violations } = await new AxeBuilder({ page }).analyze();
      return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`);
    };
    expect(await check()).toEqual([]);
    await kiosk.bench.apply(printer, 'paper-out');
    await kiosk.bench.putCard(reader, 'citizen');
    await expect(page.locator('.pad.taken')).toBeVisible();
    await expect(page.locator('.sensors .trouble').first()).toBeVisible();
    expect(await check()).toEqual([]);
  });
}
