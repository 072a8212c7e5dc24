import { expect, test } from 'vitest';
import { patient } from '@/testing/made-up';
import { searchBy } from './pages/patients/search';
import { EMPTY, patchOf } from './pages/patients/registration';
import { filterOf } from './pages/audit/filter';
import { ageOf, nameOf, partialDate, valueOf, years } from './format';

test('a birth date may lack its day or month', () => {
  expect([partialDate('1970'), partialDate('1970-03'), partialDate('1970-03-05'), partialDate('unknown')]).toEqual(['1970', 'Mar 1970', '05 Mar 1970', 'unknown']);
});

test('an age is whole years, of a small child months, and of an unknown day the fewest that there can be', () => {
  const now = new Date(2026, 10, 28);
  expect([years('1970-11-28', now), years('1970-11-29', now), years('1970', now), years('', now)]).toEqual([56, 55, 55, null]);
  expect([ageOf('1970-03-05', now), ageOf('2026-05-01', now), ageOf('2025', now)]).toEqual(['56 y', '6 mo', '0 y']);
});

test('a name begins with the given ones', () => {
  expect(nameOf(patient())).toBe('ADAM EVERYMAN');
  expect(nameOf({ names: [] })).toBe('No name on record');
});

test('a value is shown as it was sent', () => {
  expect(valueOf({ type: 'numeric', value: '6.90' })).toBe('6.90');
  expect(valueOf({ type: 'structured', comparator: '<', number: '5' })).toBe('< 5');
  expect(valueOf({ type: 'coded', code: { code: 'A', text: 'Group A' } })).toBe('Group A');
});

test('what has a digit is a number, anything else a name', () => {
  expect([searchBy(' eve ad '), searchBy('MR-100')]).toEqual([{ name: 'eve ad' }, { identifier: 'MR-100' }]);
});

test('what was not filled in is not sent', () => {
  expect(patchOf({ ...EMPTY, number: ' 5 ', family: 'EVERYWOMAN', given: 'EVE  MARY' })).toEqual({ identifiers: [{ value: '5', type: 'MR' }], names: [{ family: 'EVERYWOMAN', given: ['EVE', 'MARY'] }], gender: 'unknown' });
});

test('an outcome in the address that there is not is not asked for', () => {
  expect(filterOf(new URLSearchParams('outcome=refused&patient=p'))).toEqual({ patient: 'p', actor: undefined, outcome: 'refused' });
  expect(filterOf(new URLSearchParams('outcome=toString'))).toMatchObject({ outcome: undefined });
});
