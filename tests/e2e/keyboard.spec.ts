import { AxeBuilder } from '@axe-core/playwright';
import { expect, type Page, test } from '@playwright/test';
import { type Orientation, show, viewports } from '../accessibility/gallery-page.ts';
import { serveRenderer, type StaticServer } from '../accessibility/static-server.ts';

let server: StaticServer;
test.beforeAll(async () => {
  server = await serveRenderer();
});
test.afterAll(() => server.close());
test.use({ viewport: viewports.portrait, contextOptions: { reducedMotion: 'reduce' } });

const keyboard = (page: Page) => page.getByRole('region', { name: /屏幕键盘|On-screen keyboard/ });
const press = async (page: Page, keys: readonly string[]) => {
  for (const name of keys) await keyboard(page).getByRole('button', { name, exact: true }).click();
};

/** The sample number of GB 11643. */
const idNumber = '11010519491231002X';

test('a name by pinyin and an identity number with its X are typed on the screen', async ({ page }) => {
  await show(page, server.origin, { screen: 'keyboard', lang: 'zh-CN' });
  const name = page.getByLabel('姓名');
  await name.click();
  await press(page, [...'zhangsan', '张三']);
  await expect(name).toHaveValue('张三');
  await expect(name).toBeFocused();
  await press(page, ['完成']);
  await expect(keyboard(page)).toHaveCount(0);

  const number = page.getByLabel('身份证号码');
  await number.click();
  await press(page, [...idNumber]);
  await expect(number).toHaveValue(idNumber);
  await press(page, ['1']);
  await expect(number).toHaveValue(idNumber);
  await expect(page.getByText('最多 18 个字')).toBeVisible();
  await press(page, ['光标左移', '删除']);
  await expect(number).toHaveValue('1101051949123100X');
});

test('a keyboard on a cable types Chinese as well', async ({ page }) => {
  await show(page, server.origin, { screen: 'keyboard', lang: 'zh-CN' });
  const name = page.getByLabel('姓名');
  await name.click();
  await page.keyboard.type('zhangsan');
  await expect(keyboard(page).getByRole('button', { name: '张三', exact: true })).toBeVisible();
  await page.keyboard.press('Space');
  await expect(name).toHaveValue('张三');
  await page.keyboard.press('Backspace');
  await expect(name).toHaveValue('张');
});

test('what is pasted and does not fit is refused as a whole, and the field says so', async ({ page }) => {
  await show(page, server.origin, { screen: 'keyboard', lang: 'en' });
  const number = page.getByLabel('ID number');
  const paste = (text: string) =>
    number.evaluate((input, text) => {
      const data = new DataTransfer();
      data.setData('text/plain', text);
      input.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true }),
      );
    }, text);
  await number.click();
  await paste('1'.repeat(10_240));
  await expect(number).toHaveValue('');
  await expect(page.getByText('At most 18 characters')).toBeVisible();
  await paste(` ${idNumber}\n`);
  await expect(number).toHaveValue(idNumber);
  await expect(page.getByText('At most 18 characters')).toHaveCount(0);
});

test('a character of a name is found by its radical', async ({ page }) => {
  await show(page, server.origin, { screen: 'keyboard', lang: 'zh-CN' });
  await page.getByLabel('姓名').click();
  await press(page, ['生僻字', '口 3 画', '3 画', '𠮷']);
  await expect(page.getByLabel('姓名')).toHaveValue('𠮷');
});

for (const panel of ['portrait', 'landscape'] as Orientation[])
  test(`keys are 15 mm at least, apart and in reach, ${panel}`, async ({ page }) => {
    await page.setViewportSize(viewports[panel]);
    for (const size of [1, 2])
      for (const reach of ['standard', 'low']) {
        await show(page, server.origin, { screen: 'keyboard', lang: 'en', panel, size, reach });
        for (const field of ['Name', 'ID number']) {
          await page.getByLabel(field).click();
          await expect(keyboard(page)).toBeVisible();
          if (field === 'Name') await press(page, [...'zhang', '张']);
          expect(await page.evaluate(smallKeys, reach === 'low' ? 0.6 : 1)).toEqual([]);
        }
      }
  });

/** Runs in the page: keys that are too small, too close, out of reach, or whose text is cut. */
function smallKeys(share: number): string[] {
  const frame = document.querySelector('.panel')?.getBoundingClientRect();
  if (frame === undefined) return ['there is no panel'];
  const mm = Number.parseFloat(
    getComputedStyle(document.querySelector('.panel') as Element).getPropertyValue('--mm'),
  );
  const keys = [...document.querySelectorAll('.keyboard button')];
  return keys.flatMap((key) => {
    const box = key.getBoundingClientRect();
    const text = key.querySelector('span')?.getBoundingClientRect();
    const near = keys.some((other) => {
      const next = other.getBoundingClientRect();
      const apart = Math.max(
        next.left - box.right,
        box.left - next.right,
        next.top - box.bottom,
        box.top - next.bottom,
      );
      return other !== key && apart < 2 * mm - 0.6;
    });
    const wrong = [
      Math.min(box.width, box.height) < 15 * mm - 0.6 && 'small',
      near && 'close',
      box.top < frame.bottom - frame.height * share - 0.6 && 'out of reach',
      (box.left < frame.left || box.right > frame.right) && 'outside',
      text !== undefined && text.width > box.width && 'cut',
    ];
    return wrong.filter((each) => each !== false).map((each) => `${each}: ${key.textContent}`);
  });
}

test('axe finds nothing', async ({ page }) => {
  for (const contrast of ['default', 'high']) {
    await show(page, server.origin, { screen: 'keyboard', lang: 'en', contrast });
    for (const field of ['Name', 'ID number']) {
      await page.getByLabel(field).click();
      if (field === 'Name') await press(page, [...'zhang']);
      const { violations } = await new AxeBuilder({ page })
        .options({ rules: { 'color-contrast-enhanced': { enabled: true } } })
        .analyze();
      expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html}`)).toEqual([]);
    }
  }
});
