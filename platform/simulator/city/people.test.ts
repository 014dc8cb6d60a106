import { expect, it } from 'vitest';
import cards from '../../../assets/simulated-cards/id-cards.json' with { type: 'json' };
import { createPeople } from './people.ts';

const people = createPeople(1);

it('are 200, each with a number and a reference of their own', () => {
  expect(people).toHaveLength(200);
  expect(new Set(people.map(({ number }) => number)).size).toBe(200);
  expect(new Set(people.map(({ subject }) => subject)).size).toBe(200);
});

it('have the numbers of the simulated cards, or such as can be nobody’s', () => {
  const ofCards = new Set(cards.map(({ number }) => number));
  const others = people.filter(({ number }) => !ofCards.has(number));
  expect(others.length).toBeGreaterThan(190);
  expect(others.filter(({ number }) => !number.startsWith('000000'))).toEqual([]);
});

it('come again with the seed, and are others with another', () => {
  expect(createPeople(1)).toEqual(people);
  expect(createPeople(2)).not.toEqual(people);
});

it('are known by a reference that says nothing of the number', () => {
  for (const { subject, number } of people) expect(subject).not.toContain(number.slice(6, 14));
});
