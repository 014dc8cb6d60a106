import type { Page } from '@playwright/test';
import type { TestKiosk } from '../support/kiosk.ts';
import { button, expect, instruction, layCard, printer, reader, test } from './kiosk-test.ts';
import { onlyTicket } from './printed-ticket.ts';

const person = (page: Page) => ({
  name: page.locator('.person-name'),
  number: page.locator('.person-number'),
});

/** What the printed paper says, to people and to a scanner, is what the screen said. */
async function expectTicket(kiosk: TestKiosk, number: string): Promise<void> {
  const ticket = await onlyTicket(kiosk);
  expect(ticket.lines.map((line) => line.trim())).toContain(number);
  expect(ticket.scanned).toMatch(new RegExp(`^tongban:ticket:hongqiaoli-01:\\d{4}-\\d{2}-\\d{2}:${number}$`));
  expect(ticket.qr).toEqual([ticket.scanned]);
  expect(ticket.unknown).toEqual([]);
  expect(ticket.cut).toBe('partial');
}

test.describe('by touch', () => {
  test.use({ hasTouch: true });

  test('a card on the reader, a queue ticket in the hand', async ({ kiosk, page }) => {
    await button(page, /^取号/).tap();
    await expect(instruction(page)).toHaveText('请把身份证放在读卡区');
    await kiosk.bench.putCard(reader, 'citizen');

    const shown = person(page);
    await expect(shown.name).toHaveText('样*甲');
    await expect(shown.number).toHaveText('1101**********002X');
    const hold = await button(page, /按住显示/).boundingBox();
    if (hold === null) throw new Error('"hold to show" is not there');
    const finger = await page.context().newCDPSession(page);
    const at = { x: hold.x + hold.width / 2, y: hold.y + hold.height / 2 };
    await finger.send('Input.dispatchTouchEvent', { type: 'touchStart', touchPoints: [at] });
    await expect(shown.name).toHaveText('样例甲');
    await expect(shown.number).toHaveText('11010519491231002X');
    await finger.send('Input.dispatchTouchEvent', { type: 'touchEnd', touchPoints: [] });
    await expect(shown.name).toHaveText('样*甲');
    await expect(page.getByText('11010519491231002X')).toHaveCount(0);

    await button(page, /社会保险/).tap();
    await expect(instruction(page)).toHaveText('请核对，然后取号');
    await expect(page.locator('.sheet-main')).toContainText('社会保险');
    await button(page, '取号并打印').tap();

    await expect(instruction(page)).toHaveText('请取走身份证和号票');
    const number = await page.locator('.ticket-number').innerText();
    expect(number).toMatch(/^A\d{3}$/);
    // The session cannot close with a card left behind.
    await button(page, '都拿好了').tap();
    await expect(page.locator('.notice')).toHaveText('请先取走身份证。');
    await expect(instruction(page)).toHaveText('请取走身份证和号票');
    await kiosk.bench.liftCard(reader);
    await expect(page.locator('.things li').first()).toContainText('已取走');
    await button(page, '都拿好了').tap();
    await expect(instruction(page)).toHaveText('办好了，谢谢您');
    await expect(page.locator('.ticket-number')).toHaveText(number);
    await expectTicket(kiosk, number);
    await expect(page.locator('.frame.attract')).toBeVisible();
  });
});

/** Moves the focus on by Tab until it stands on the button, as somebody without a pointer must. */
async function tabTo(page: Page, name: string | RegExp): Promise<void> {
  const wanted = button(page, name);
  await expect(wanted).toBeVisible();
  for (let tabs = 0; tabs < 40; tabs++) {
    if (await wanted.evaluate((element) => element === document.activeElement)) return;
    await page.keyboard.press('Tab');
  }
  throw new Error(`40 times Tab did not reach ${String(name)}`);
}

async function press(page: Page, name: string | RegExp, key: 'Enter' | 'Space' = 'Enter'): Promise<void> {
  await tabTo(page, name);
  await page.keyboard.press(key);
}

test('in English, at the largest text, by keyboard alone', async ({ kiosk, page }) => {
  const panel = page.locator('.panel');
  await press(page, /English/);
  await expect(instruction(page)).toHaveText('Welcome. What would you like to do?');
  for (const size of ['1.25', '1.6', '2']) {
    await press(page, /^Text size/, 'Space');
    await expect(panel).toHaveAttribute('data-size', size);
  }
  await press(page, /^Take a number/);
  await expect(instruction(page)).toHaveText('Lay your ID card on the reader');
  await kiosk.bench.putCard(reader, 'citizen-rare-name');

  const shown = person(page);
  await expect(shown.name).toHaveText('样*䶮');
  await tabTo(page, /Hold to show/);
  await page.keyboard.down('Space');
  await expect(shown.name).toHaveText('样𠮷䶮');
  await page.keyboard.up('Space');
  await expect(shown.name).toHaveText('样*䶮');

  const business = button(page, /General enquiries/);
  await expect(page.locator('.choice').first()).toBeVisible();
  for (let pages = 0; pages < 6 && !(await business.isVisible()); pages++) {
    const before = await page.locator('.choice-name').first().innerText();
    await press(page, 'Next');
    await expect(page.locator('.choice-name').first()).not.toHaveText(before);
  }
  await press(page, /General enquiries/);
  await expect(instruction(page)).toHaveText('Check, then print');
  await press(page, 'Print my ticket');
  await expect(instruction(page)).toHaveText('Take your card and your ticket');
  const number = await page.locator('.ticket-number').innerText();
  expect(number).toMatch(/^F\d{3}$/);
  await kiosk.bench.liftCard(reader);
  await expect(page.locator('.things')).toContainText('Taken');
  await press(page, 'I have everything');
  await expect(instruction(page)).toHaveText('All done. Thank you');
  await expectTicket(kiosk, number);
  await expect(page.locator('.frame.attract')).toBeVisible();
});

test('a card laid on the attract screen starts at once', async ({ kiosk, page }) => {
  await layCard(kiosk, page);
  await expect(instruction(page)).toHaveText('请选择您要办的业务');
  await button(page, '结束办理').click();
  await expect(instruction(page)).toHaveText('请取走身份证');
  await kiosk.bench.liftCard(reader);
  await expect(page.locator('.frame.attract')).toBeVisible();
  expect(await kiosk.bench.tickets(printer)).toEqual([]);
});

test('without a card: what needs one says so, and the way back to the card is there', async ({
  kiosk,
  page,
}) => {
  await button(page, /^取号/).click();
  await button(page, '没带身份证，继续取号').click();
  await expect(instruction(page)).toHaveText('请选择您要办的业务');
  await expect(page.locator('.person')).toHaveCount(0);
  const needsCard = button(page, /社会保险/);
  await expect(needsCard).toContainText('需要身份证');
  await expect(needsCard).toHaveAttribute('aria-disabled', 'true');
  // It looks unavailable and is announced so; a finger touches it all the same.
  await needsCard.click({ force: true });
  await expect(page.locator('.notice')).toContainText('这项业务需要身份证');
  await button(page, '返回').click();
  await expect(instruction(page)).toHaveText('请把身份证放在读卡区');
  await kiosk.bench.putCard(reader, 'citizen');
  await expect(page.locator('.person-name')).toHaveText('样*甲');
  await expect(needsCard).not.toHaveAttribute('aria-disabled', 'true');
  await needsCard.click();
  await expect(instruction(page)).toHaveText('请核对，然后取号');
});

test('without a card, to the ticket', async ({ kiosk, page }) => {
  await button(page, /^取号/).click();
  await button(page, '没带身份证，继续取号').click();
  await button(page, /综合咨询/).click();
  await button(page, '取号并打印').click();
  await expect(instruction(page)).toHaveText('请取走号票');
  const number = await page.locator('.ticket-number').innerText();
  await button(page, '都拿好了').click();
  await expectTicket(kiosk, number);
  await expect(page.locator('.frame.attract')).toBeVisible();
});
