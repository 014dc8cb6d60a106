import { expect, test } from 'vitest';
import { conditionCodes } from '../contract/status.ts';
import { condition, conditionDefaults, StatusTracker } from './status-tracker.ts';
import { HandClock } from './testing/hand-clock.ts';

function online() {
  const clock = new HandClock();
  const tracker = new StatusTracker(clock);
  tracker.setLink('up');
  tracker.setDevice('online');
  return { clock, tracker };
}

test('what is not connected or not on-line is unavailable', () => {
  const tracker = new StatusTracker(new HandClock());
  expect(tracker.get().summary).toBe('unavailable');
  tracker.setLink('up');
  expect(tracker.get().summary).toBe('unavailable');
  tracker.setDevice('online');
  expect(tracker.get().summary).toBe('ready');
});

test('the worst condition decides', () => {
  const { tracker } = online();
  tracker.raise(condition('card.present'));
  expect(tracker.get().summary).toBe('ready');
  tracker.raise(condition('paper.low'));
  expect(tracker.get().summary).toBe('degraded');
  tracker.raise(condition('paper.out'));
  expect(tracker.get().summary).toBe('unavailable');
  tracker.clear('paper.out', 'paper.low');
  expect(tracker.get().summary).toBe('ready');
});

test('a condition keeps its beginning, also when the device words it anew', async () => {
  const { clock, tracker } = online();
  await clock.advance(10);
  tracker.setConditions([condition('paper.low', '04')]);
  await clock.advance(10);
  tracker.setConditions([condition('paper.low', '0c'), condition('paper.out')]);
  expect(tracker.get().conditions).toMatchObject([
    { code: 'paper.low', raw: '0c', since: 10 },
    { code: 'paper.out', since: 20 },
  ]);
});

test('listeners hear of changes only, and no more after leaving', () => {
  const { tracker } = online();
  const heard: string[] = [];
  const stop = tracker.onChange(({ device, conditions }) => heard.push(`${device} ${conditions.length}`));
  tracker.setDevice('online');
  tracker.setConditions([]);
  tracker.raise(condition('cover.open'));
  tracker.setConditions([condition('cover.open')]);
  tracker.clear('paper.out');
  stop();
  tracker.clear('cover.open');
  expect(heard).toEqual(['online 1']);
});

test('every condition has a severity and somebody who can clear it', () => {
  expect(Object.keys(conditionDefaults).toSorted()).toEqual(conditionCodes.toSorted());
});
