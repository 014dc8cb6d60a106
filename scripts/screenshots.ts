/**
 * The picture of the README, from a whole kiosk with simulated devices: node scripts/screenshots.ts [FOLDER]
 * With a FOLDER every screen of the main job is also kept there in full size, in both languages and both
 * orientations, to be looked at.
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import process from 'node:process';
import { createCanvas, loadImage } from '@napi-rs/canvas';
import { chromium, type Page } from '@playwright/test';
import type { Language } from '../contract/localized.ts';
import type { Settings } from '../contract/settings.ts';
import { thisMachine } from '../host/launch/chromium.ts';
import { findBrowser } from '../host/launch/find-browser.ts';
import { startKiosk, type TestKiosk } from '../tests/support/kiosk.ts';

const root = resolve(import.meta.dirname, '..');
const folder = process.argv[2];
const portrait = { width: 1080, height: 1920 };
const landscape = { width: 1920, height: 1080 };

type Shots = Map<string, Buffer>;

async function shoot(page: Page, shots: Shots, name: string): Promise<void> {
  await page.evaluate(async () => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    await document.fonts.ready;
    await frame();
    await frame();
  });
  const shot = await page.screenshot();
  shots.set(name, shot);
  if (folder !== undefined) writeFileSync(join(folder, `${name}.png`), shot);
}

/** The main job, as one citizen does it; each screen is kept as `prefix-screen`. */
async function walk(
  kiosk: TestKiosk,
  page: Page,
  shots: Shots,
  prefix: string,
  settings: Partial<Settings>,
): Promise<Uint8Array> {
  const { screen, bench } = kiosk;
  const keep = (name: string) => shoot(page, shots, `${prefix}-${name}`);
  await screen.untilScreen('attract');
  await screen.send({ type: 'SET', settings });
  await page.locator('.frame.attract').waitFor();
  await keep('attract');
  await screen.send({ type: 'START', itemId: 'queue-ticket' });
  await page.locator('.p-card-put').waitFor();
  await keep('identify');
  await bench.putCard('id-card', 'citizen');
  await page.locator('.person-name').waitFor();
  await keep('choose');
  await screen.send({ type: 'CHOOSE', businessId: 'social-insurance' });
  await page.locator('.sheet').waitFor();
  await keep('confirm');
  await screen.send({ type: 'PRINT' });
  await page.locator('.things').waitFor();
  await keep('take');
  await bench.liftCard('id-card');
  await screen.until((view) => view.screen.name === 'take' && view.screen.card === 'taken');
  await screen.send({ type: 'DONE' });
  await page.locator('.p-done').waitFor();
  await keep('thanks');
  const ticket = (await bench.tickets('ticket-printer')).at(-1);
  if (!ticket) throw new Error('no ticket was printed');
  return ticket.png;
}

/** Side by side on a quiet ground, the ticket last. Heights in pixels of the picture. */
async function compose(pictures: readonly Buffer[], ticket: Uint8Array): Promise<Buffer> {
  const height = 640;
  const gap = 28;
  const images = await Promise.all([...pictures, Buffer.from(ticket)].map((each) => loadImage(each)));
  const placed = images.map((image) => ({ image, width: Math.round((image.width / image.height) * height) }));
  const width = placed.reduce((sum, each) => sum + each.width + gap, gap);
  const canvas = createCanvas(width, height + 2 * gap);
  const context = canvas.getContext('2d');
  context.imageSmoothingQuality = 'high';
  context.fillStyle = '#dfe6ee';
  context.fillRect(0, 0, canvas.width, canvas.height);
  let x = gap;
  for (const { image, width } of placed) {
    context.drawImage(image, x, gap, width, height);
    context.strokeStyle = '#9aa8b8';
    context.strokeRect(x - 0.5, gap - 0.5, width + 1, height + 1);
    x += width + gap;
  }
  return canvas.encode('png');
}

const executablePath = findBrowser(thisMachine());
const browser = await chromium.launch({
  ...(executablePath !== null && { executablePath }),
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});

/** One kiosk, one panel; walks once for each of the `settings`. */
async function visit(
  size: typeof portrait,
  shots: Shots,
  runs: readonly [prefix: string, settings: Partial<Settings>][],
): Promise<Uint8Array[]> {
  const kiosk = await startKiosk({
    panel: { widthPx: size.width, heightPx: size.height, diagonalInch: 21.5 },
    timeouts: { thanksMs: 2000 },
  });
  try {
    const page = await browser.newPage({ viewport: size, reducedMotion: 'reduce' });
    await page.goto(kiosk.url);
    const tickets: Uint8Array[] = [];
    for (const [prefix, settings] of runs) tickets.push(await walk(kiosk, page, shots, prefix, settings));
    return tickets;
  } finally {
    await kiosk.stop();
  }
}

try {
  if (folder !== undefined) mkdirSync(folder, { recursive: true });
  const shots: Shots = new Map();
  const each: [Language, Partial<Settings>][] = [
    ['zh-CN', { language: 'zh-CN' }],
    ['en', { language: 'en' }],
  ];
  const [ticket] = await visit(portrait, shots, each);
  if (folder !== undefined) {
    await visit(portrait, shots, [
      ['largest', { language: 'en', textSize: 2 }],
      ['high-low', { contrast: 'high', reach: 'low' }],
    ]);
    await visit(landscape, shots, [
      ['landscape-zh-CN', { language: 'zh-CN' }],
      ['landscape-en', { language: 'en' }],
    ]);
  }
  const chosen = ['zh-CN-attract', 'zh-CN-choose', 'en-take'].map((name) => shots.get(name));
  if (!ticket || chosen.includes(undefined)) throw new Error('a screen is missing');
  const picture = await compose(chosen as Buffer[], ticket);
  writeFileSync(join(root, 'docs/screens.png'), picture);
  console.log(`docs/screens.png: ${Math.round(picture.length / 1000)} kB`);
} finally {
  await browser.close();
}
