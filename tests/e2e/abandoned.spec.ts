import { button, expect, instruction, test } from './kiosk-test.ts';

// The shortest that the configuration allows (WCAG 2.2.1: at least 20 s to react), so this one test takes a minute.
test.use({ site: { timeouts: { idleMs: 20_000, warningMs: 20_000, thanksMs: 1000, takeMs: 3000 } } });

test('nobody there: asked once, extended, asked again, and ended by itself', async ({ page }) => {
  const soon = { timeout: 25_000 };
  await button(page, /English/).click();
  await button(page, /^Take a number/).click();
  await button(page, 'Continue without a card').click();
  await expect(instruction(page)).toHaveText('What are you here for?');
  const question = page.getByRole('alertdialog', { name: 'Still there?' });
  await expect(question).toHaveCount(0);
  await expect(question).toBeVisible(soon);
  await expect(page.locator('.idle-seconds')).toHaveText(/^(20|1\d)$/);
  await button(page, 'Yes, keep going').click();
  await expect(question).toHaveCount(0);
  await expect(instruction(page)).toHaveText('What are you here for?');
  await expect(question).toBeVisible(soon);
  // The next one finds the kiosk as it was before.
  await expect(instruction(page)).toHaveText('您好，要办什么事？', soon);
  await expect(question).toHaveCount(0);
});
