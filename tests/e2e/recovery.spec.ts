import type { Page } from '@playwright/test';
import type { TestKiosk } from '../support/kiosk.ts';
import { button, expect, instruction, layCard, reader, test } from './kiosk-test.ts';

/** The steps of a session with a card, each reached from the one before. */
const walk: { at: string; go: (page: Page, kiosk: TestKiosk) => Promise<void> }[] = [
  { at: '请把身份证放在读卡区', go: (page) => button(page, /^取号/).click() },
  { at: '请选择您要办的业务', go: (_page, kiosk) => kiosk.bench.putCard(reader, 'citizen') },
  { at: '请核对，然后取号', go: (page) => button(page, /医疗保障/).click() },
  { at: '请取走身份证和号票', go: (page) => button(page, '取号并打印').click() },
];

test('a reload in the middle shows the same step', async ({ kiosk, page }) => {
  for (const { at, go } of walk) {
    await go(page, kiosk);
    await expect(instruction(page)).toHaveText(at);
    const before = await page.locator('main').innerText();
    await page.reload();
    await expect(instruction(page)).toHaveText(at);
    await expect(page.locator('main')).toHaveText(before, { useInnerText: true });
  }
});

/** What the browser says of a host that is away: of its socket, and of a font slice that was under way. */
const lostHost = /WebSocket connection to 'ws:\/\/127\.0\.0\.1|net::ERR_(CONNECTION_|EMPTY_RESPONSE)/;

/** Everything that a page can hold of a person without a script of its own. */
/** The document, without the bytes of its fonts, in which any short text may be found. */
const whole = (page: Page) =>
  page.evaluate(() => document.documentElement.outerHTML.replaceAll(/base64,[\w+/=]+/g, ''));

// Four kills in all: the fifth within ten minutes is a crash loop, and the launcher takes its time.
for (const [index, { at }] of walk.entries()) {
  if (at === '请选择您要办的业务') continue;
  test(`a host killed at 「${at}」: one moment without the person, then the same step`, async ({
    kiosk,
    page,
    trouble,
  }) => {
    trouble.expected(lostHost);
    for (const step of walk.slice(0, index + 1)) {
      await step.go(page, kiosk);
      await expect(instruction(page)).toHaveText(step.at);
    }
    const before = await page.locator('main').innerText();
    await withoutHost(kiosk, async () => {
      await expect(instruction(page)).toHaveText('请稍候');
      const html = await whole(page);
      expect(html).not.toContain('样');
      expect(html).not.toMatch(/1101|002X|B\d{3}/);
    });
    await expect(instruction(page)).toHaveText(at);
    await expect(page.locator('main')).toHaveText(before, { useInnerText: true });
  });
}

test('a host killed while a name is held in sight comes back to the same step with the name masked', async ({
  kiosk,
  page,
  trouble,
}) => {
  trouble.expected(lostHost);
  await page.clock.install();
  await layCard(kiosk, page);
  const name = page.locator('.person-name');
  await button(page, /按住显示/).hover();
  await page.mouse.down();
  await expect(name).toHaveText('样例甲');
  await withoutHost(kiosk, async () => {
    await expect(instruction(page)).toHaveText('请稍候');
    expect(await whole(page)).not.toContain('样例甲');
    // Nobody is asked to wait for ever.
    await page.clock.fastForward(20_000);
    await expect(instruction(page)).toHaveText('这台机器暂停服务');
    await expect(page.locator('.one-moment')).toContainText('12345');
  });
  await expect(instruction(page)).toHaveText('请选择您要办的业务');
  await expect(name).toHaveText('样*甲');
  await page.mouse.up();
});

/** Kills the host and holds its return back until `meanwhile` is done. */
async function withoutHost(kiosk: TestKiosk, meanwhile: () => Promise<void>): Promise<void> {
  const host = kiosk.hostPid();
  process.kill(kiosk.launcherPid, 'SIGSTOP');
  try {
    process.kill(host, 'SIGKILL');
    await meanwhile();
  } finally {
    process.kill(kiosk.launcherPid, 'SIGCONT');
  }
}
