import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, Page } from '@playwright/test';
import { now } from './clock.ts';
import type { Figure } from './figure.ts';
import { runHost, type HostRun } from './host-run.ts';
import { openBrowser } from './page.ts';
import { largeCatalogue } from './search.ts';
import { fullSpeed, simulateDevices } from './simulated-devices.ts';
import { median, percentile } from './statistics.ts';
import { stockVariable } from './stock-catalogue.ts';

const few = 30;
const many = 3000;
const rounds = 9;
/** Typed one letter at a time, as somebody does who looks for something. */
const typed = ['laonianren', 'shebao', 'yyzz', 'licence', 'jzz', 'gongjijin', 'birth', 'zhufang'];

/** The start page and its search with as many items as a large city has. */
export async function measureCatalogue(progress: (line: string) => void): Promise<Figure[]> {
  const dir = mkdtempSync(join(tmpdir(), 'tongban-catalogue-'));
  const devices = await simulateDevices(fullSpeed);
  const browser = await openBrowser();
  const file = (count: number) => join(dir, `${count}.json`);
  for (const count of [few, many]) writeFileSync(file(count), JSON.stringify(await largeCatalogue(count)));
  const open = (count: number) =>
    runHost(devices.site, {
      dataDir: mkdtempSync(join(dir, 'data-')),
      preload: join(import.meta.dirname, 'stock-catalogue.ts'),
      env: { [stockVariable]: file(count) },
    });
  try {
    const starts: Record<number, number[]> = { [few]: [], [many]: [] };
    // In turns, so that what else runs on the machine meets both alike.
    for (let round = 0; round <= rounds; round += 1)
      for (const count of [few, many]) {
        const ms = await startTo(() => open(count), browser);
        if (round > 0) starts[count]?.push(ms);
      }
    const host = await open(many);
    const keys = await searchIn(host, browser);
    await host.stop();
    const [small = [], large = []] = [starts[few], starts[many]];
    progress(
      `catalogue: ${rounds} starts each, ${median(small).toFixed(0)} and ${median(large).toFixed(0)} ms; ${keys.length} keystrokes`,
    );
    return [
      {
        name: 'catalogue-start',
        what: `from the start of the host with ${many} items to a start page that has answered a touch on "all services"`,
        unit: 'ms',
        samples: rounds,
        median: median(large),
        p99: null,
        baseline: { what: `the same with ${few} items`, median: median(small), p99: null },
        target: { of: 'ratio', atMost: 1.2 },
      },
      {
        name: 'catalogue-keystroke',
        what: `from a key pressed in the search of ${many} items to what was found, painted`,
        unit: 'ms',
        samples: keys.length,
        median: median(keys),
        p99: percentile(keys, 99),
        baseline: null,
        target: { of: 'p99', atMost: 50 },
      },
    ];
  } finally {
    await browser.close();
    await devices.close();
    rmSync(dir, { recursive: true, force: true });
  }
}

async function startTo(open: () => Promise<HostRun>, browser: Browser): Promise<number> {
  const started = now();
  const host = await open();
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(host.url);
  await allServices(page);
  const ms = now() - started;
  await page.close();
  await host.stop();
  return ms;
}

async function allServices(page: Page): Promise<void> {
  await page.getByRole('button', { name: /全部事项/ }).click();
  await page.getByRole('button', { name: /输入名称查找/ }).waitFor();
}

async function searchIn(host: HostRun, browser: Browser): Promise<number[]> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(host.url);
  await allServices(page);
  await page.getByRole('button', { name: /输入名称查找/ }).click();
  const input = page.getByRole('textbox');
  await input.waitFor();
  await page.evaluate(installKeyWatch);
  for (const text of typed) {
    for (const letter of text) {
      await page.keyboard.press(letter);
      // Nobody types faster than ten letters a second.
      await page.waitForTimeout(100);
    }
    for (const _ of text) {
      await page.keyboard.press('Backspace');
      await page.waitForTimeout(60);
    }
  }
  const times = await page.evaluate(() => (window as unknown as { keyTimes: number[] }).keyTimes);
  await page.close();
  return times;
}

/** Runs in the page: from each key to the frame after the change that it brought about. */
function installKeyWatch(): void {
  const times: number[] = [];
  let pressed: number | null = null;
  addEventListener('keydown', (event) => (pressed = event.timeStamp), true);
  const watch = new MutationObserver(() => {
    if (pressed === null) return;
    const from = pressed;
    pressed = null;
    requestAnimationFrame(() => {
      // Behind the paint of this frame.
      const { port1, port2 } = new MessageChannel();
      port1.addEventListener('message', () => times.push(performance.now() - from), { once: true });
      port1.start();
      port2.postMessage(null);
    });
  });
  const said = document.querySelector('main');
  if (said) watch.observe(said, { subtree: true, childList: true, characterData: true });
  Object.assign(window, { keyTimes: times });
}
