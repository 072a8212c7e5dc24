import { expect, test } from 'vitest';
import { modulesOf } from '@/parts/barcode';
import { result } from '@/testing/made-up';
import { ageOfDays, daysOf } from './ages';
import { choicesOf } from './basket';
import { labOrder, labTest, POTASSIUM, SODIUM, specimen } from './made-up';
import { byUrgency, lastOf, rangeFor, secondPerson, textOfRange, tubesOf, valueOfText } from './rules';
import { actionOf, EMPTY_STEP } from './specimen-steps';
import { EMPTY_RANGE, EMPTY_TEST, formOf, testOf } from './test-form';

test('what was typed is read by the kind of the test, digit for digit', () => {
  const number = POTASSIUM.test;
  expect(valueOfText(' 5.40 ', number)).toEqual({ type: 'numeric', value: '5.40' });
  expect(valueOfText('<0.1', number)).toEqual({ type: 'structured', comparator: '<', number: '0.1' });
  expect(valueOfText('1:128', number)).toEqual({ type: 'structured', number: '1', separator: ':', second_number: '128' });
  for (const wrong of ['5,4', 'high', '1e3', '', '.']) expect(valueOfText(wrong, number), wrong).toBeNull();
  const coded = labTest('x', 'X', { kind: 'coded', answers: [{ code: 'NEG', text: 'Negative' }] }).test;
  expect(valueOfText('NEG', coded)).toMatchObject({ type: 'coded', code: { code: 'NEG' } });
  expect(valueOfText('MAYBE', coded)).toBeNull();
});

test('the first range that surely fits the patient counts, also of a birth date without a day', () => {
  const now = Date.parse('2026-03-05T12:00:00Z');
  const ranges = [{ gender: 'female' as const, low: '1' }, { from_days: 6574, low: '3.5', high: '5.1' }, { high: '9' }];
  const { test: of } = labTest('k', 'K', { ranges });
  expect(textOfRange(rangeFor(of, { gender: 'female' }, now))).toBe('>1');
  expect(textOfRange(rangeFor(of, { gender: 'male', birth_date: '2008-03-05' }, now))).toBe('3.5-5.1');
  expect(textOfRange(rangeFor(of, { gender: 'male', birth_date: '2008-03-07' }, now))).toBe('<9');
  // Born at some time of 2008: not surely grown up.
  expect(textOfRange(rangeFor(of, { gender: 'male', birth_date: '2008' }, now))).toBe('<9');
  expect(textOfRange(rangeFor(of, { gender: 'male' }, now))).toBe('<9');
});

test('ages are kept in days and shown as they were entered', () => {
  for (const [n, unit, days] of [['18', 'years', 6574], ['1', 'years', 365], ['6', 'months', 182], ['28', 'days', 28], ['150', 'years', 54_787], ['0', 'days', 0]] as const) {
    expect(daysOf({ n, unit }), `${n} ${unit}`).toBe(days);
    expect(ageOfDays(days)).toEqual({ n, unit });
  }
  expect(daysOf({ n: '', unit: 'years' })).toBeUndefined();
  expect(daysOf({ n: '1.5', unit: 'years' })).toBeNull();
});

test('what is wanted at once comes first, then what was ordered first', () => {
  const work = [labOrder({ id: 'r' }), labOrder({ id: 's2', priority: 'stat', requested_at: '2026-01-05T10:00:00Z' }), labOrder({ id: 's1', priority: 'stat' }), labOrder({ id: 'u', priority: 'urgent' })].map((order) => ({ item: order.id, order }));
  expect([...work, { item: '?', order: undefined }].sort(byUrgency).map(({ item }) => item)).toEqual(['s1', 's2', 'u', 'r', '?']);
});

test('tests without a usable specimen are collected, each kind in its own tube', () => {
  const urine = labTest('u', 'Colour', { specimen_type: 'urine' });
  const order = labOrder({ tests: [POTASSIUM, SODIUM, urine].map(({ test: of }) => of.code) });
  const tubes = (own: ReturnType<typeof specimen>[]) => tubesOf(order, own, [POTASSIUM, SODIUM, urine]).map(({ type, tests }) => [type, tests.length]);
  expect(tubes([])).toEqual([['blood', 2], ['urine', 1]]);
  expect(tubes([specimen()])).toEqual([['urine', 1]]);
  expect(tubes([specimen({ status: 'rejected' })])).toEqual([['blood', 2], ['urine', 1]]);
});

test('a second person is needed for what is critical or jumped; the last value is the one that was found last', () => {
  expect(secondPerson(result('7.1', 'HH', '2026-01-05T09:00:00Z'))).toBe('critical');
  expect(secondPerson(result('7.1', 'U', '2026-01-05T09:00:00Z'))).toBe('delta');
  expect(secondPerson(result('7.1', 'H', '2026-01-05T09:00:00Z'))).toBeNull();
  const late = result('4.0', 'N', '2026-01-02T09:00:00Z');
  const last = result('6.9', 'HH', '2026-01-04T09:00:00Z');
  expect(lastOf(POTASSIUM.test.code, 'another', [late, last])).toBe(last);
  expect(lastOf(POTASSIUM.test.code, 'order', [late, last])).toBeUndefined();
});

test('steps with a specimen need what the hub asks for', () => {
  expect(actionOf('receive', EMPTY_STEP)).toBeNull();
  expect(actionOf('receive', { ...EMPTY_STEP, place: 'Lab' })).toEqual({ action: 'receive', location: 'Lab', quality: 'acceptable' });
  expect(actionOf('reject', { ...EMPTY_STEP, quality: 'acceptable', reason: 'x' })).toBeNull();
  expect(actionOf('store', { ...EMPTY_STEP, place: 'Freezer', temperature: '-70.5' })).toEqual({ action: 'store', location: 'Freezer', temperature: -705 });
  expect(actionOf('store', { ...EMPTY_STEP, place: 'Freezer', temperature: 'cold' })).toBeNull();
});

test('a test of the catalogue is the same after it was shown in the form', () => {
  const known = labTest('2823-3', 'Potassium', { ranges: [{ gender: 'female', from_days: 28, to_days: 6574, low: '3.40', high: '5.6', critical_high: '7' }], delta: { percent: 20, within_hours: 72 } });
  expect(testOf(formOf(known.test))).toMatchObject(known.test);
  const form = { ...EMPTY_TEST, name: 'X', code: 'x' };
  expect(testOf(form)).not.toBeNull();
  expect(testOf({ ...form, ranges: [EMPTY_RANGE] })).toBeNull();
  expect(testOf({ ...form, kind: 'coded' })).toBeNull();
});

test('a panel is offered only when each of its tests may be ordered', () => {
  const panel = { id: 'p', version: 1, created_at: '', updated_at: '', panel: { code: { code: 'LYTES', text: 'Electrolytes' }, test_ids: [POTASSIUM.id, SODIUM.id], active: true } };
  expect(choicesOf([POTASSIUM, SODIUM], [panel]).map(({ code }) => code.code)).toEqual(['LYTES', '2823-3', '2951-2']);
  expect(choicesOf([POTASSIUM, { ...SODIUM, test: { ...SODIUM.test, active: false } }], [panel]).map(({ code }) => code.code)).toEqual(['2823-3']);
});

test('a barcode is Code 128 with start, check sum and stop', () => {
  // Start B, A, check sum (104 + 33) mod 103 = 34, stop.
  expect(modulesOf('A')).toBe('11010010000' + '10100011000' + '10001011000' + '1100011101011');
});
