import type { Page } from '@playwright/test';
import { button, expect, instruction, reader, test } from './kiosk-test.ts';

const fresh = {
  'data-size': '1',
  'data-contrast': 'default',
  'data-reach': 'standard',
};

async function expectPanel(page: Page, wanted: Record<string, string>): Promise<void> {
  for (const [name, value] of Object.entries(wanted))
    await expect(page.locator('.panel')).toHaveAttribute(name, value);
}

/** Turns every setting away from its default and back, where `title` is the screen's own sentence. */
async function turnAll(page: Page, title: { zh: string; en: string }): Promise<void> {
  await expect(instruction(page)).toHaveText(title.zh);
  await button(page, /English/).click();
  await expect(instruction(page)).toHaveText(title.en);
  await expect(page.locator('html')).toHaveAttribute('lang', 'en');
  for (const size of ['1.25', '1.6', '2']) {
    await button(page, /^Text size/).click();
    await expectPanel(page, { 'data-size': size });
  }
  await button(page, 'Contrast').click();
  await expectPanel(page, { 'data-contrast': 'high' });
  await button(page, /^Lower controls/).click();
  await expectPanel(page, { 'data-reach': 'low' });
  const tools = await page.locator('.tools').boundingBox();
  expect(tools?.y ?? 0).toBeGreaterThan(1920 / 2);

  await button(page, /^Lower controls/).click();
  await button(page, 'Contrast').click();
  await button(page, /^Text size/).click();
  await button(page, /中文/).click();
  await expect(instruction(page)).toHaveText(title.zh);
  await expectPanel(page, fresh);
}

test('every setting applies at once on every screen', async ({ kiosk, page }) => {
  await turnAll(page, { zh: '您好，要办什么事？', en: 'Welcome. What would you like to do?' });
  await button(page, /^取号/).click();
  await turnAll(page, { zh: '请把身份证放在读卡区', en: 'Lay your ID card on the reader' });
  await kiosk.bench.putCard(reader, 'citizen');
  await turnAll(page, { zh: '请选择您要办的业务', en: 'What are you here for?' });
  await button(page, /税务与发票/).click();
  await turnAll(page, { zh: '请核对，然后取号', en: 'Check, then print' });
  await button(page, '取号并打印').click();
  await turnAll(page, { zh: '请取走身份证和号票', en: 'Take your card and your ticket' });
});

test('nobody inherits the settings of the one before', async ({ page }) => {
  await button(page, /English/).click();
  await button(page, /^Text size/).click();
  await button(page, 'Contrast').click();
  await button(page, /^Lower controls/).click();
  await expectPanel(page, { 'data-size': '1.25', 'data-contrast': 'high', 'data-reach': 'low' });
  await button(page, /^Take a number/).click();
  await expect(instruction(page)).toHaveText('Lay your ID card on the reader');
  await expectPanel(page, { 'data-size': '1.25', 'data-contrast': 'high', 'data-reach': 'low' });
  await button(page, 'Help').click();
  await expect(page.getByRole('alertdialog', { name: 'Need a hand?' })).toContainText('12345');
  await button(page, 'Got it, carry on').click();
  await button(page, 'Stop').click();
  await expect(instruction(page)).toHaveText('您好，要办什么事？');
  await expectPanel(page, fresh);
  await expect(page.locator('html')).toHaveAttribute('lang', 'zh-CN');
});
