import { createCanvas, loadImage } from '@napi-rs/canvas';
import jsqr from 'jsqr';
import { expect } from '@playwright/test';
import type { TestKiosk } from '../support/kiosk.ts';
import { printer } from './kiosk-test.ts';

/** The one ticket that came out, as the printer's own picture shows it to a scanner. */
export async function onlyTicket(kiosk: TestKiosk) {
  await expect.poll(async () => (await kiosk.bench.tickets(printer)).length).toBe(1);
  const [ticket] = await kiosk.bench.tickets(printer);
  if (!ticket) throw new Error('no ticket');
  const image = await loadImage(Buffer.from(ticket.png));
  const canvas = createCanvas(image.width, image.height);
  const context = canvas.getContext('2d');
  context.drawImage(image, 0, 0);
  const { data, width, height } = context.getImageData(0, 0, image.width, image.height);
  return { ...ticket, scanned: jsqr(data, width, height)?.data ?? null };
}
