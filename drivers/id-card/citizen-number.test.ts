import Validator from 'id-validator';
import { expect, test } from 'vitest';
import { hasValidCheck } from './citizen-number.ts';
import { simulatedCards } from './simulator/cards.ts';

const independent = new Validator();

test.each(['11010519491231002X', '440524188001010014', '34052419800101001X', '810000199001010019'])(
  'id-validator agrees on the check character of %s',
  (number) => {
    for (const check of '0123456789X') {
      const candidate = number.slice(0, 17) + check;
      expect(hasValidCheck(candidate)).toBe(independent.isValid(candidate));
    }
  },
);

test('numbers of the simulated citizens are valid, but for the card that is there to fail', () => {
  const citizens = simulatedCards.filter(
    (card) => card.kind === 'citizen' || card.kind === 'residence-permit',
  );
  const invalid = citizens.filter(({ number }) => !independent.isValid(number));
  expect(invalid.map(({ id }) => id)).toEqual(['citizen-wrong-number']);
});

test('an area that no longer exists is no reason to refuse', () => {
  const number = '99999919491231002';
  const valid = [...'0123456789X'].filter((check) => hasValidCheck(number + check));
  expect(valid).toHaveLength(1);
});

test.each([
  '',
  '1101051949123100',
  '11010519491231002x',
  '11010519491231002XX',
  '１１０１０５１９４９１２３１００２X',
])('"%s" is no number', (number) => {
  expect(hasValidCheck(number)).toBe(false);
});
