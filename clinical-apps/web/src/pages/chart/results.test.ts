import { expect, test } from 'vitest';
import { result } from '@/testing/made-up';
import { levelOf, numberOf, rangeOf, rowsOf, signOf } from './results';

const AT = '2026-01-05T09:00:00Z';

test('flags of HL7 table 0078 become levels and signs', () => {
  const of = (flag: string) => [levelOf(result('1', flag, AT)), signOf(result('1', flag, AT))];
  expect(['', 'N', 'H', 'L', 'HH', 'LL', 'A', 'AA', '>'].map(of)).toEqual([
    ['normal', ''],
    ['normal', ''],
    ['abnormal', '↑'],
    ['abnormal', '↓'],
    ['critical', '↑↑'],
    ['critical', '↓↓'],
    ['abnormal', '!'],
    ['critical', '!!'],
    ['critical', '↑↑'],
  ]);
});

test('a test has one row with the latest first, and another unit is another row', () => {
  const rows = rowsOf([result('4.4', 'N', '2026-01-03T09:00:00Z'), result('6.9', 'HH', '2026-01-05T09:00:00Z'), result('17.2', 'N', '2026-01-04T09:00:00Z', { unit: 'mg/dL' })]);
  expect(rows.map(({ results }) => results.map(({ value }) => (value?.type === 'numeric' ? value.value : null)))).toEqual([['6.9', '4.4'], ['17.2']]);
});

test('ranges are read where they are plain, and not guessed at', () => {
  expect([rangeOf('3.5-5.1'), rangeOf('<5'), rangeOf('>= 60'), rangeOf('-1.5 - 2'), rangeOf('negative'), rangeOf('see note 3-5 mg')]).toEqual([{ low: 3.5, high: 5.1 }, { low: null, high: 5 }, { low: 60, high: null }, { low: -1.5, high: 2 }, null, null]);
});

test('a cancelled result and a text are not drawn', () => {
  expect(numberOf(result('6.90', '', AT))).toBe(6.9);
  expect(numberOf(result('6.90', '', AT, { status: 'cancelled' }))).toBeNull();
  expect(numberOf(result('', '', AT))).toBeNull();
  expect(numberOf(result('x', '', AT, { value: { type: 'text', value: '12' } }))).toBeNull();
});
