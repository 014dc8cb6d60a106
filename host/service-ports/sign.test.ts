import { createHash } from 'node:crypto';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { data } from '../../platform/testing/expect-result.ts';
import { openRig, type Rig } from '../../platform/testing/rig.ts';
import { noPoppler, picture, poppler } from '../documents/testing/poppler.ts';
import { canonicalForm } from './canonical.ts';
import { openItem } from '../services/catalogue.ts';
import type { RequestOrder } from './requests/asked.ts';
import { createSign, drawStrokes } from './sign.ts';
import { made, orderOf } from './testing/counter.ts';

let rig: Rig;
beforeEach(async () => {
  rig = await openRig();
});
afterEach(() => rig.listening.close());

const signal = new AbortController().signal;
/** A cross and a dot. */
const strokes = [
  [100, 100, 300, 300],
  [300, 100, 100, 300],
  [500, 200],
];
const order = () => orderOf(rig, 'elder-allowance', rig.person('样例甲'), { values: { applicant: 'self' } });
const sign = (asked: RequestOrder, written = strokes) =>
  createSign({ platform: rig.platform() })({ ...asked, strokes: written }, signal);

describe('signing', () => {
  it('seals what was written with what was filled in', async () => {
    const asked = await order();
    const signed = await sign(asked);
    if (!signed.ok) throw new Error(JSON.stringify(signed));
    const subject = asked.subject ?? '';
    const { signature } = signed;
    const { state, documentSha256 } = data(await rig.platform().signing.state({ subject, signature }));
    const form = canonicalForm(openItem('elder-allowance'), asked, subject);
    expect(state).toBe('signed');
    expect(documentSha256).toBe(createHash('sha256').update(form).digest('hex'));
  });

  it('is done once when its answer is lost, and anew for other words or another signature', async () => {
    const asked = await order();
    const count = await made(rig.simulator.city, async () => {
      rig.simulator.setFaults([{ operation: 'signing.signOnPad', kind: 'hangUp', times: 3, ms: 0 }]);
      expect(await sign(asked)).toMatchObject({ ok: false, problem: 'city-unavailable', retry: true });
      await rig.clock.hand.advance(60_000);
      const first = await sign(asked);
      expect(await sign(asked)).toEqual(first);
      const changed = { ...asked, values: { ...asked.values, otherAllowance: 'hero' } };
      const second = await sign(changed);
      const third = await sign(asked, [[1, 1, 9, 9]]);
      expect([first, second, third].map(({ ok }) => ok)).toEqual([true, true, true]);
      expect(new Set([first, second, third].map((each) => each.ok && each.signature)).size).toBe(3);
    });
    expect(count).toBe(3);
  });

  it('about another person is nobody’s', async () => {
    const asked = await order();
    rig.simulator.strike('signing.signOnPad', 'wrongPerson');
    expect(await sign(asked)).toMatchObject({ ok: false, problem: 'city-wrong-person' });
  });
});

describe('the canonical form', () => {
  it('has its members in the order of their names, and no blanks', async () => {
    const asked = await order();
    const { consents, values } = asked;
    const turned = Object.fromEntries(Object.entries(values).toReversed());
    const item = openItem('elder-allowance');
    const form = canonicalForm(item, { ...asked, values: { ...values, agentName: '' } }, 'sub_1');
    expect(canonicalForm(item, { ...asked, values: turned }, 'sub_1')).toBe(form);
    expect(JSON.parse(form)).toEqual({
      answers: values,
      consents: Object.keys(consents).toSorted().join(','),
      item: 'elder-allowance',
      rules: item.rules?.version,
      subject: 'sub_1',
      version: item.guide.version,
    });
    expect(Object.keys(JSON.parse(form) as object)).toEqual([
      'answers',
      'consents',
      'item',
      'rules',
      'subject',
      'version',
    ]);
  });
});

describe.skipIf(noPoppler)(`the drawing${noPoppler ? ` (needs ${noPoppler})` : ''}`, () => {
  it('is the same for the same strokes, small, and without fonts', () => {
    const drawn = drawStrokes(strokes);
    expect(drawStrokes(strokes)).toEqual(drawn);
    expect(drawn.byteLength).toBeLessThan(2000);
    expect(poppler('pdffonts', drawn).trim().split('\n')).toHaveLength(2);
  });

  it('has ink where the pen was, and nowhere else', () => {
    const { data: pixels, width } = picture(drawStrokes(strokes));
    // 150 dpi of points of 1/72 inch; 12 points of margin, 0.376 points to a thousandth.
    const ink = (x: number, y: number) => {
      const [column, line] = [x, y].map((at) => Math.round(((12 + at * 0.376) * 150) / 72));
      return (pixels[((line ?? 0) * width + (column ?? 0)) * 4] ?? 255) < 128;
    };
    expect([ink(200, 200), ink(150, 150), ink(250, 150), ink(500, 200)]).toEqual([true, true, true, true]);
    expect([ink(200, 120), ink(400, 200), ink(700, 250)]).toEqual([false, false, false]);
  });
});
