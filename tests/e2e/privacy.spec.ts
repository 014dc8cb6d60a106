import type { Page } from '@playwright/test';
import { button, expect, instruction, layCard, reader, test } from './kiosk-test.ts';

/** The sample person of the card; the page must have forgotten both when the session is over. */
const secrets = ['样例甲', '11010519491231002X'];

/** Everything that outlives a screen: the document, every store of the origin, the address and the history. */
const kept = (page: Page) =>
  page.evaluate(async () => {
    const databases = await indexedDB.databases();
    const cacheNames = await caches.keys();
    return JSON.stringify([
      // Without the bytes of its fonts, in which any short text may be found.
      document.documentElement.outerHTML.replaceAll(/base64,[\w+/=]+/g, ''),
      document.title,
      { ...localStorage },
      { ...sessionStorage },
      document.cookie,
      databases,
      cacheNames,
      location.href,
      history.state,
      history.length,
      window.name,
    ]);
  });

const stores = (page: Page) =>
  page.evaluate(async () => [
    localStorage.length,
    sessionStorage.length,
    (await indexedDB.databases()).length,
    (await caches.keys()).length,
    document.cookie.length,
  ]);

/** The whole heap of the page's process, after what can be freed was freed. */
async function heap(page: Page): Promise<string> {
  const session = await page.context().newCDPSession(page);
  await session.send('HeapProfiler.enable');
  await session.send('HeapProfiler.collectGarbage');
  const chunks: string[] = [];
  session.on('HeapProfiler.addHeapSnapshotChunk', ({ chunk }) => chunks.push(chunk));
  await session.send('HeapProfiler.takeHeapSnapshot', { reportProgress: false });
  await session.detach();
  return chunks.join('');
}

/** V8 writes what is not ASCII into a snapshot as `\\uXXXX`. */
const inHeap = (text: string) =>
  text.replaceAll(
    /[^\0-\x7f]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}`,
  );
const foundIn = (snapshot: string) => secrets.filter((secret) => snapshot.includes(inHeap(secret)));

/** `toHaveText('样例甲')` would itself bring the name into the page's memory. */
const inFull = /^[^*]+$/;

test('after the session nothing of the person is left in the page, its stores or its memory', async ({
  kiosk,
  page,
}) => {
  await layCard(kiosk, page);
  const name = page.locator('.person-name');
  await button(page, /按住显示/).hover();
  await page.mouse.down();
  await expect(name).toHaveText(inFull);
  // The search finds what is there.
  expect(foundIn(await heap(page))).toEqual(secrets);
  await page.mouse.up();
  await expect(name).not.toHaveText(inFull);

  await button(page, /社会保险/).click();
  await button(page, '取号并打印').click();
  await expect(instruction(page)).toHaveText('请取走身份证和号票');
  await kiosk.bench.liftCard(reader);
  await button(page, '都拿好了').click();
  await expect(page.locator('.frame.attract')).toBeVisible();

  const left = await kept(page);
  for (const trace of [...secrets, '样*甲', '1101**********002X', 'A0']) expect(left).not.toContain(trace);
  expect(await stores(page)).toEqual([0, 0, 0, 0, 0]);
  expect(await page.evaluate(() => history.length)).toBeLessThanOrEqual(2);
  expect(foundIn(await heap(page))).toEqual([]);
});

test('the token and the person are in no address, and nothing may be embedded or run from elsewhere', async ({
  kiosk,
  page,
}) => {
  const token = new URLSearchParams(new URL(kiosk.url).hash.slice(1)).get('token') ?? '';
  expect(token.length).toBeGreaterThan(20);
  const sent: string[] = [];
  page.on('request', (request) => sent.push(JSON.stringify([request.url(), request.headers()])));
  page.on('websocket', (socket) => sent.push(socket.url()));
  const answer = await page.reload();
  await expect(page.locator('.frame.attract')).toBeVisible();
  await layCard(kiosk, page);
  expect(sent.length).toBeGreaterThan(2);
  for (const secret of [token, ...secrets]) expect(sent.join('\n')).not.toContain(secret);
  const policy = answer?.headers()['content-security-policy'] ?? '';
  for (const part of ["default-src 'none'", "script-src 'self'", "frame-ancestors 'none'"])
    expect(policy).toContain(part);
});

test('a script from the page cannot be run, nor another origin asked', async ({ kiosk, page, trouble }) => {
  trouble.expected(/Content Security Policy/);
  const broken = page.evaluate(
    () =>
      new Promise<string[]>((resolve) => {
        const directives: string[] = [];
        document.addEventListener('securitypolicyviolation', ({ effectiveDirective }) => {
          directives.push(effectiveDirective);
          if (directives.length === 2) resolve(directives.sort());
        });
        const script = document.createElement('script');
        script.textContent = 'window.injected = true';
        document.head.append(script);
        fetch('http://127.0.0.1:1/').catch(() => {});
      }),
  );
  expect(await broken).toEqual(['connect-src', 'script-src-elem']);
  expect(await page.evaluate(() => 'injected' in window)).toBe(false);
  expect(kiosk.screen.view().screen.name).toBe('attract');
});
