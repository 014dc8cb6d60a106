import { expect, it } from 'vitest';
import { openItem } from './catalogue.ts';
import { stepsOf } from './steps.ts';

it.each([
  ['remote-care', 'region identify consent prefill form pre-check review sign request result rating'],
  ['industry-licence', 'identify variant consent prefill form pre-check review sign request result rating'],
  ['matching-benefits', 'identify consent prefill pre-check request result rating'],
  ['case-progress', 'identify consent form pre-check request result rating'],
])('%s goes through %s', (id, steps) => {
  expect(stepsOf(openItem(id)).join(' ')).toBe(steps);
});
