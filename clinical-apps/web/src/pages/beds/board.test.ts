import { expect, test } from 'vitest';
import { bed } from '@/testing/made-up';
import { bedSteps, byNumber, countsOf, filterOf, isOtherGender, isWanted, percentOf } from './board';

test('occupancy counts those only that can be used', () => {
  const counts = countsOf([bed({ status: 'occupied' }), bed({ status: 'available' }), bed({ status: 'cleaning' }), bed({ status: 'blocked' })]);
  expect([counts.all, counts.usable, counts.occupied, percentOf(counts)]).toEqual([4, 3, 1, 33]);
  expect(percentOf(countsOf([bed({ status: 'maintenance' })]))).toBeNull();
});

test('what can be done follows the state and the permission', () => {
  const nurse = (permission: string) => permission === 'beds:write';
  expect(bedSteps({ status: 'available' }, nurse)).toEqual(['assign', 'reserve', 'to-clean']);
  expect(bedSteps({ status: 'blocked' }, nurse)).toEqual([]);
  expect(bedSteps({ status: 'blocked' }, () => true)).toContain('reopen');
  expect(bedSteps({ status: 'occupied' }, () => false)).toEqual([]);
});

test('filters are read from the address, and unknown ones ask for nothing', () => {
  const filter = filterOf(new URLSearchParams('status=available&with=oxygen&ward=w1'));
  expect(filter).toEqual({ ward: 'w1', status: 'available', feature: 'oxygen' });
  expect(isWanted(bed({ status: 'available', ward_id: 'w1', has_oxygen: true }), filter)).toBe(true);
  expect(isWanted(bed({ status: 'available', ward_id: 'w1' }), filter)).toBe(false);
  expect(filterOf(new URLSearchParams('status=soft&with=window'))).toEqual({ ward: undefined, status: undefined, feature: undefined });
});

test('beds are in the order in which people count', () => {
  expect([bed({ number: '10' }), bed({ number: '2' })].sort(byNumber).map(({ number }) => number)).toEqual(['2', '10']);
});

test('a ward of women is not for men, and says nothing of whom it does not know', () => {
  expect([isOtherGender({ gender: 'female' }, 'male'), isOtherGender({ gender: 'female' }, 'unknown'), isOtherGender({ gender: 'mixed' }, 'male')]).toEqual([true, false, false]);
});
