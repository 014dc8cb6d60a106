import { button, expect, instruction, printer, reader, test } from './kiosk-test.ts';

test('no paper: closed with the reason and where to go, open again by itself', async ({ kiosk, page }) => {
  await kiosk.bench.apply(printer, 'paper-out');
  await expect(instruction(page)).toHaveText('这台机器暂停服务');
  await expect(page.locator('.detail')).toContainText('打印纸用完了');
  await expect(page.locator('.elsewhere')).toContainText('12345');
  await button(page, /English/).click();
  await expect(page.locator('.detail')).toContainText('We are out of paper');
  await button(page, /中文/).click();
  // A card laid on a closed kiosk starts nothing.
  await kiosk.bench.putCard(reader, 'citizen');
  await expect(instruction(page)).toHaveText('这台机器暂停服务');
  await kiosk.bench.liftCard(reader);
  await kiosk.bench.apply(printer, 'normal');
  await expect(instruction(page)).toHaveText('您好，要办什么事？');
});

test('a card pulled in the middle of the read: laid again, it goes on', async ({ kiosk, page }) => {
  await kiosk.bench.apply(reader, 'card-pulled-mid-read');
  await button(page, /^取号/).click();
  await kiosk.bench.putCard(reader, 'citizen');
  await expect(instruction(page)).toHaveText('身份证移开得早了一点');
  await kiosk.bench.apply(reader, 'normal');
  await kiosk.bench.putCard(reader, 'citizen');
  await expect(instruction(page)).toHaveText('请选择您要办的业务');
  await expect(page.locator('.person-name')).toHaveText('样*甲');
});

test('paper out before the print: the number waits, and comes when there is paper', async ({
  kiosk,
  page,
}) => {
  await button(page, /^取号/).click();
  await button(page, '没带身份证，继续取号').click();
  await button(page, /综合咨询/).click();
  await expect(instruction(page)).toHaveText('请核对，然后取号');
  await kiosk.bench.apply(printer, 'paper-out');
  await button(page, '取号并打印').click();
  await expect(instruction(page)).toHaveText('打印纸用完了');
  await kiosk.bench.apply(printer, 'normal');
  await button(page, '再打印一次').click();
  await expect(instruction(page)).toHaveText('请取走号票');
  expect(await kiosk.bench.tickets(printer)).toHaveLength(1);
});
