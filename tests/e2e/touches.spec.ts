import type { Page } from '@playwright/test';
import { button, expect, instruction, printer, test } from './kiosk-test.ts';

test.use({ hasTouch: true });

async function toConfirm(page: Page): Promise<void> {
  await button(page, /^取号/).tap();
  await button(page, '没带身份证，继续取号').tap();
  await button(page, /综合咨询/).tap();
  await expect(instruction(page)).toHaveText('请核对，然后取号');
}

async function middle(page: Page, name: string): Promise<{ x: number; y: number }> {
  const box = await button(page, name).boundingBox();
  if (box === null) throw new Error(`${name} is not there`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

test('two quick touches on "print": one number, one ticket', async ({ kiosk, page }) => {
  await toConfirm(page);
  const { x, y } = await middle(page, '取号并打印');
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)]);
  await expect(instruction(page)).toHaveText('请取走号票');
  const number = await page.locator('.ticket-number').innerText();
  await button(page, '都拿好了').tap();
  await expect(page.locator('.frame.attract')).toBeVisible();
  expect(await kiosk.bench.tickets(printer)).toHaveLength(1);

  // The next number follows: none was taken by the second touch.
  await toConfirm(page);
  await button(page, '取号并打印').tap();
  await expect(instruction(page)).toHaveText('请取走号票');
  const next = await page.locator('.ticket-number').innerText();
  expect(Number(next.slice(1))).toBe(Number(number.slice(1)) + 1);
});

test('two quick touches on "I have everything": the thanks stay, and nothing is said of the second', async ({
  page,
}) => {
  await toConfirm(page);
  await button(page, '取号并打印').tap();
  await expect(instruction(page)).toHaveText('请取走号票');
  const { x, y } = await middle(page, '都拿好了');
  await Promise.all([page.touchscreen.tap(x, y), page.touchscreen.tap(x, y)]);
  await expect(instruction(page)).toHaveText('办好了，谢谢您');
  await expect(page.locator('.frame.attract')).toBeVisible();
  // What is said of a refused touch stays for longer than the thanks do.
  await expect(page.locator('.notice')).toHaveCount(0);
});

test('a touch that slides off its button does nothing, nor one that slides on', async ({ kiosk, page }) => {
  await toConfirm(page);
  const finger = await page.context().newCDPSession(page);
  const on = await middle(page, '取号并打印');
  const off = { x: on.x, y: on.y - 500 };
  const slide = async (from: typeof on, to: typeof on) => {
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [from] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchMove', touchPoints: [to] });
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
  };
  await slide(on, off);
  await slide(off, on);
  // Events are answered in order: when this one shows, an earlier "print" would have shown as well.
  await button(page, /English/).tap();
  await expect(instruction(page)).toHaveText('Check, then print');
  expect(kiosk.screen.seen().at(-1)).toBe('confirm');
  expect(await kiosk.bench.tickets(printer)).toEqual([]);
});
