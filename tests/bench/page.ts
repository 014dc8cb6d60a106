import process from 'node:process';
import { type Browser, chromium, type Page } from '@playwright/test';
import { findBrowser } from '../../host/launch/find-browser.ts';
import { thisMachine } from '../../host/launch/chromium.ts';
import { browserSwitches } from '../../host/launch/browser-switches.ts';
import { now } from './clock.ts';

/** A browser page whose paints can be timed on the clock of this process. */
export interface TimedPage {
  page: Page;
  /**
   * Asks for the moment at which the text of the next element that comes to match `selector` is on the screen.
   * Resolves when the page watches; call the result to wait for the paint.
   */
  nextPaint(selector: string): Promise<() => Promise<number>>;
  /** The moment of the next `pointerup` anywhere, as the browser stamped it. */
  nextTouch(): Promise<() => Promise<number>>;
}

export async function openBrowser(): Promise<Browser> {
  const executablePath = findBrowser(thisMachine());
  return chromium.launch({
    ...(executablePath !== null && { executablePath }),
    args: [
      ...browserSwitches.map(([name, value]) => `--${name}=${value}`),
      ...(process.getuid?.() === 0 ? ['--no-sandbox'] : []),
    ],
  });
}

export async function openPage(browser: Browser, url: string): Promise<TimedPage> {
  const page = await browser.newPage({ viewport: { width: 1080, height: 1920 } });
  await page.goto(url);
  await page.evaluate(installWatch);
  const ahead = await clockOffset(page);
  let watches = 0;
  const wait = (name: string) => async () =>
    (await page.evaluate((name) => (window as unknown as Watching).bench.get(name), name)) - ahead;
  return {
    page,
    async nextPaint(selector) {
      watches += 1;
      const name = `paint-${watches}`;
      await page.evaluate(([name, selector]) => (window as unknown as Watching).benchPaint(name, selector), [
        name,
        selector,
      ] as const);
      return wait(name);
    },
    async nextTouch() {
      watches += 1;
      const name = `touch-${watches}`;
      await page.evaluate((name) => (window as unknown as Watching).benchTouch(name), name);
      return wait(name);
    },
  };
}

interface Watching {
  bench: { get(name: string): Promise<number> };
  benchPaint(name: string, selector: string): void;
  benchTouch(name: string): void;
}

/** Runs in the page. */
function installWatch(): void {
  const settled = new Map<string, PromiseWithResolvers<number>>();
  const entry = (name: string): PromiseWithResolvers<number> => {
    const known = settled.get(name) ?? Promise.withResolvers<number>();
    settled.set(name, known);
    return known;
  };
  // Element Timing: `renderTime` is when the frame with the element's text was presented.
  new PerformanceObserver((list) => {
    for (const each of list.getEntries() as (PerformanceEntry & { identifier: string; renderTime: number })[])
      entry(each.identifier).resolve(performance.timeOrigin + each.renderTime);
  }).observe({ type: 'element' });
  Object.assign(window, {
    bench: { get: (name: string) => entry(name).promise },
    benchPaint(name: string, selector: string) {
      const before = document.querySelector(selector);
      const observer = new MutationObserver(() => {
        const element = document.querySelector(selector);
        if (element === null || element === before) return;
        observer.disconnect();
        // In the same turn as the change, so before its frame is painted.
        element.setAttribute('elementtiming', name);
      });
      observer.observe(document, { childList: true, subtree: true });
    },
    benchTouch(name: string) {
      addEventListener(
        'pointerup',
        (event) => entry(name).resolve(performance.timeOrigin + event.timeStamp),
        {
          capture: true,
          once: true,
        },
      );
    },
  });
}

/** How far the page's clock is ahead of ours: both start from the wall clock, at different moments. */
async function clockOffset(page: Page): Promise<number> {
  let best = { trip: Infinity, ahead: 0 };
  for (let turn = 0; turn < 40; turn += 1) {
    const sent = now();
    const there = await page.evaluate(() => performance.timeOrigin + performance.now());
    const trip = now() - sent;
    // The quickest answer leaves the least room for doubt: half of its trip.
    if (trip < best.trip) best = { trip, ahead: there - (sent + trip / 2) };
  }
  return best.ahead;
}
