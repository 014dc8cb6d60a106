import { expect, test } from 'vitest';
import { conditionsOf } from './reasons.ts';

const seen = (reasons: string[], stopped = false, special = {}) =>
  conditionsOf({ reasons, stopped, acceptingJobs: true }, special).map(({ code, severity, raw }) =>
    [code, severity, raw].join(' '),
  );

test('nothing to say is no condition', () => {
  expect(seen(['none'])).toEqual([]);
  expect(seen([])).toEqual([]);
  expect(seen(['connecting-to-device', 'cups-waiting-for-job-completed'])).toEqual([]);
});

test('the suffix gives the severity; without one, the code', () => {
  expect(seen(['toner-low-report'])).toEqual(['toner.low report toner-low-report']);
  expect(seen(['media-low'])).toEqual(['paper.low warning media-low']);
  expect(seen(['media-empty'])).toEqual(['paper.out error media-empty']);
  expect(seen(['media-empty-warning'])).toEqual(['paper.out warning media-empty-warning']);
  expect(seen(['output-area-almost-full'])).toEqual(['output.full warning output-area-almost-full']);
  expect(seen(['output-area-full'], true)).toEqual(['output.full error output-area-full']);
});

test('a print server that does not reach its printer says so in a report', () => {
  expect(seen(['offline-report'])).toEqual(['device.offline error offline-report']);
});

test('several words for one condition are one condition, as bad as the worst', () => {
  expect(seen(['media-needed-warning', 'media-empty-error'], true)).toEqual([
    'paper.out error media-needed-warning media-empty-error',
  ]);
});

test('worst first', () => {
  expect(seen(['toner-low-warning', 'media-jam-error'], true)).toEqual([
    'paper.jam error media-jam-error',
    'toner.low warning toner-low-warning',
  ]);
});

test('what no standard knows is kept in the words of the printer', () => {
  expect(seen(['com.example.drum-worn-warning'])).toEqual([
    'device.reported warning com.example.drum-worn-warning',
  ]);
  expect(seen(['com.example.drum-worn-report'])).toEqual([
    'device.reported report com.example.drum-worn-report',
  ]);
  // It goes on printing, so it cannot mean that.
  expect(seen(['com.example.drum-worn-error'])).toEqual([
    'device.reported warning com.example.drum-worn-error',
  ]);
  expect(seen(['com.example.drum-worn-error'], true)).toEqual([
    'device.reported error com.example.drum-worn-error',
  ]);
});

test('stopped without a stated cause is a condition as well', () => {
  expect(seen(['none'], true)).toEqual(['device.offline error printer-state=stopped']);
  expect(seen(['toner-low-warning'], true)[0]).toBe('device.offline error printer-state=stopped');
});

test('a profile can say what its model means', () => {
  expect(seen(['com.example.door-3-error'], true, { 'com.example.door-3': 'cover.open' })).toEqual([
    'cover.open error com.example.door-3-error',
  ]);
  expect(seen(['media-empty'], false, { 'media-empty': null })).toEqual([]);
});

test('takes no jobs', () => {
  const conditions = conditionsOf({ reasons: [], stopped: false, acceptingJobs: false }, {});
  expect(conditions).toMatchObject([{ code: 'device.paused', severity: 'error' }]);
});
