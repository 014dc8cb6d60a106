import type { Page } from '@playwright/test';

export type Orientation = 'portrait' | 'landscape';

export const viewports: Record<Orientation, { width: number; height: number }> = {
  portrait: { width: 1080, height: 1920 },
  landscape: { width: 1920, height: 1080 },
};

/** Shows one state of the gallery and waits until it stands still: fonts loaded, pages of choices measured. */
export async function show(
  page: Page,
  origin: string,
  state: Record<string, string | number>,
): Promise<void> {
  const hash = new URLSearchParams(
    Object.entries(state).map(([key, value]) => [key, String(value)]),
  ).toString();
  const url = `${origin}/gallery.html`;
  if (!page.url().startsWith(url)) {
    await page.goto(`${url}#${hash}`);
    await page.waitForSelector('.panel');
  }
  await page.evaluate(async (next) => {
    const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
    if (location.hash !== `#${next}`) {
      const changed = new Promise((resolve) => addEventListener('hashchange', resolve, { once: true }));
      location.hash = next;
      await changed;
    }
    await frame();
    await document.fonts.ready;
    await frame();
  }, hash);
}
