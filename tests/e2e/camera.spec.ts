import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Browser, chromium, expect, type Page, test } from '@playwright/test';
import { PageCamera } from '../../drivers/camera/driver.ts';
import { cameraProfileSchema } from '../../drivers/camera/profile.ts';
import { systemClock } from '../../drivers/contract/clock.ts';
import { profileOf } from '../../host/devices/device-kind.ts';
import { chromiumArgs } from '../../host/launch/chromium.ts';
import { rendererDir } from '../../host/launch/paths.ts';
import { type Doorway, openDoorway } from '../../host/rpc/doorway.ts';
import { ScreenCamera } from '../../host/rpc/screen-camera.ts';
import { type RpcServer, startRpcServer } from '../../host/rpc/server.ts';
import { galleryView } from '../../renderer/gallery/gallery-view.ts';
import { type Picture, y4m } from '../support/y4m.ts';

/**
 * The driver, the host's server and the built page, all real; the camera is Chromium's fake one, which plays a file.
 * A whole kiosk is not started, because it would not ask for a camera that the operating system does not see.
 */
const token = 'a-token-that-only-this-test-knows';
const asRoot = process.getuid?.() === 0 ? ['--no-sandbox'] : [];
const kiosk = { url: '', panel: galleryView('screen=attract', 1).panel };
const usual = chromiumArgs({ ...kiosk, camera: false }, '');
/** What the kiosk's browser is told where there is a camera. */
const allowed = chromiumArgs({ ...kiosk, camera: true }, '').filter((arg) => !usual.includes(arg));
const fake = '--use-fake-device-for-media-stream';

let folder: string;
let doorway: Doorway;
let server: RpcServer;
let camera: PageCamera;
let browser: Browser | null;
let wanted: boolean[];

test.beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'tongban-camera-'));
  browser = null;
  wanted = [];
  const screens = new ScreenCamera((on) => wanted.push(on));
  camera = new PageCamera({
    id: 'camera',
    clock: systemClock,
    profile: cameraProfileSchema.parse(profileOf('camera-profiles', 'generic-uvc')),
    name: null,
    readCameras: async () => ['Fake camera'],
  });
  camera.lookThrough(screens);
  doorway = await openDoorway(0);
  server = startRpcServer({
    doorway,
    token,
    rendererDir,
    view: () => galleryView('screen=attract', 1),
    handle: () => ({ accepted: false, reason: 'not-now' }),
    camera: (report, screen) => screens.reported(report, screen),
    refused: () => {},
    screen: (change, screen) => (change === 'connected' ? screens.connected(screen) : screens.lost(screen)),
  });
  camera.open();
});

test.afterEach(async () => {
  await camera.close();
  await browser?.close();
  server.close();
  await doorway.close();
  rmSync(folder, { recursive: true });
});

/** Opens the page in a browser of its own and waits for what the driver makes of its first report. */
async function look(...args: string[]) {
  const { launchOptions } = test.info().project.use;
  browser = await chromium.launch({ ...launchOptions, args: [...asRoot, ...args] });
  const page = await browser.newPage();
  const errors: string[] = [];
  page.on('pageerror', (error) => errors.push(error.message));
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) errors.push(message.text());
  });
  await page.addInitScript(keepTracks);
  await page.goto(`http://127.0.0.1:${doorway.port}/#token=${token}`);
  await expect.poll(() => camera.lastReport(), { timeout: 20_000 }).not.toBeNull();
  expect(errors).toEqual([]);
  const { device, summary, conditions } = camera.status();
  return { page, report: camera.lastReport(), device, summary, codes: conditions.map(({ code }) => code) };
}

/** In the page: remembers every track that it was given. */
function keepTracks(): void {
  const tracks: MediaStreamTrack[] = [];
  Object.assign(window, { tracks });
  const { mediaDevices } = navigator;
  const open = mediaDevices.getUserMedia.bind(mediaDevices);
  mediaDevices.getUserMedia = async (constraints) => {
    const stream = await open(constraints);
    tracks.push(...stream.getTracks());
    return stream;
  };
}

const trackStates = (page: Page) =>
  page.evaluate(() =>
    (window as unknown as { tracks: MediaStreamTrack[] }).tracks.map((track) => [
      track.kind,
      track.readyState,
    ]),
  );

/** The switches with which Chromium's fake camera plays a picture. */
function playing(picture: Picture): string[] {
  const file = join(folder, 'picture.y4m');
  writeFileSync(file, y4m(picture));
  return [...allowed, fake, `--use-file-for-fake-video-capture=${file}`];
}

test('a moving picture is well, and the camera is closed again', async () => {
  const { page, report, ...status } = await look(...playing('moving'));
  expect(status).toEqual({ device: 'online', summary: 'ready', codes: [] });
  expect(report).toMatchObject({ verdict: 'ok' });
  expect(report?.meanLuma).toBeGreaterThan(80);
  expect(report?.fps).toBeGreaterThan(5);
  expect(wanted).toEqual([true, false]);
  expect(await trackStates(page)).toEqual([['video', 'ended']]);
});

test('a dark picture', async () => {
  const { report, ...status } = await look(...playing('dark'));
  expect(report).toMatchObject({ verdict: 'dark' });
  expect(status).toMatchObject({ device: 'online', summary: 'degraded', codes: ['camera.dark'] });
});

test('a frozen picture', async () => {
  const { report, ...status } = await look(...playing('frozen'));
  expect(report).toMatchObject({ verdict: 'frozen' });
  expect(status).toMatchObject({
    device: 'hardwareError',
    summary: 'unavailable',
    codes: ['camera.frozen'],
  });
});

test('a browser that does not allow it', async () => {
  const { report, ...status } = await look(fake, '--deny-permission-prompts');
  expect(report).toEqual({ verdict: 'denied', meanLuma: null, fps: null });
  expect(status).toMatchObject({ device: 'offline', summary: 'unavailable', codes: ['camera.denied'] });
});

test('a browser without a camera', async () => {
  const { report, ...status } = await look(...allowed, `${fake}=device-count=0`);
  expect(report).toEqual({ verdict: 'gone', meanLuma: null, fps: null });
  expect(status).toMatchObject({ device: 'noDevice', summary: 'unavailable', codes: ['device.gone'] });
});

test('only our own origin can be reached, and the microphone not at all', async () => {
  const { page } = await look(...playing('moving'));
  const refusal = await page.evaluate(() =>
    navigator.mediaDevices.getUserMedia({ audio: true }).then(
      () => 'given',
      ({ name }: DOMException) => name,
    ),
  );
  expect(refusal).toBe('NotAllowedError');
  for (const host of ['127.0.0.2', 'localhost', '[::1]'])
    await expect(page.goto(`http://${host}:${doorway.port}/`)).rejects.toThrow('ERR_NAME_NOT_RESOLVED');
});
