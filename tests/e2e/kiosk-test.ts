import { type ConsoleMessage, expect, type Page, test as base } from '@playwright/test';
import { startKiosk, type TestKiosk } from '../support/kiosk.ts';

export const reader = 'id-card';
export const printer = 'ticket-printer';

/** The shortest stays that the configuration allows: what is waited for here is not what is tested. */
const brief = { timeouts: { thanksMs: 1000, takeMs: 3000 } };

/**
 * A whole kiosk (launcher, host, simulators on the real wire) and its screen in a browser. The kiosk serves
 * all tests of a worker with the same `site`; each test gets it back at the attract screen.
 */
export const test = base.extend<
  { kiosk: TestKiosk; trouble: Trouble },
  { site: Record<string, unknown>; machine: TestKiosk }
>({
  site: [brief, { scope: 'worker', option: true }],
  machine: [
    async ({ site }, use) => {
      const machine = await startKiosk(site);
      await use(machine);
      await machine.stop();
    },
    { scope: 'worker' },
  ],
  actionTimeout: 10_000,
  viewport: { width: 1080, height: 1920 },
  contextOptions: { reducedMotion: 'reduce' },
  trouble: async ({ page }, use) => {
    const trouble = watch(page);
    await use(trouble);
    expect(trouble.found).toEqual([]);
  },
  // Also for a test that looks only at the page.
  kiosk: [
    async ({ machine, page, trouble: _trouble }, use) => {
      await page.goto(machine.url);
      await expect(page.locator('.frame.attract')).toBeVisible();
      await use(machine);
      await backToAttract(machine);
    },
    { auto: true },
  ],
});
export { expect } from '@playwright/test';

/** What no page of ours may do: an error on the console, a breach of its own CSP, a request off this machine. */
export interface Trouble {
  found: string[];
  /** Leaves out what a test brings about on purpose. */
  expected(pattern: RegExp): void;
}

function watch(page: Page): Trouble {
  const patterns: RegExp[] = [];
  const trouble: Trouble = { found: [], expected: (pattern) => patterns.push(pattern) };
  const note = (text: string) => {
    if (!patterns.some((pattern) => pattern.test(text))) trouble.found.push(text);
  };
  page.on('console', (message: ConsoleMessage) => {
    if (['error', 'warning'].includes(message.type())) note(`console: ${message.text()}`);
  });
  page.on('pageerror', (error) => note(`page: ${error.message}`));
  page.on('request', (request) => {
    const { protocol, hostname } = new URL(request.url());
    if (['data:', 'blob:'].includes(protocol)) return;
    if (hostname !== '127.0.0.1') note(`request: ${request.url()}`);
  });
  page.on('websocket', (socket) => {
    if (new URL(socket.url()).hostname !== '127.0.0.1') note(`socket: ${socket.url()}`);
  });
  return trouble;
}

async function backToAttract(kiosk: TestKiosk): Promise<void> {
  await kiosk.bench.apply(reader, 'normal');
  await kiosk.bench.apply(printer, 'normal');
  await kiosk.bench.liftCard(reader);
  await expect
    .poll(
      async () => {
        const { name } = kiosk.screen.view().screen;
        if (name !== 'attract') await kiosk.screen.send({ type: name === 'take' ? 'DONE' : 'CANCEL' });
        return name;
      },
      { timeout: 20_000, intervals: [200] },
    )
    .toBe('attract');
  await kiosk.screen.send({
    type: 'SET',
    settings: { language: 'zh-CN', textSize: 1, contrast: 'default', reach: 'standard' },
  });
  await kiosk.bench.clearTickets(printer);
}

/** The one sentence of the screen: what to do, or what is happening. */
export const instruction = (page: Page) => page.locator('.layer h1, .one-moment h1');

export const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

/** Lays a card on the attract screen; from there on the kiosk goes by itself. */
export async function layCard(kiosk: TestKiosk, page: Page, card = 'citizen'): Promise<void> {
  await expect(page.locator('.frame.attract')).toBeVisible();
  await kiosk.bench.putCard(reader, card);
  await expect(page.locator('.person-name')).toBeVisible();
}
