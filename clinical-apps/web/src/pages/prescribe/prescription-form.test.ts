import { expect, test } from 'vitest';
import { allergies, allergy, ID, prescription } from '@/testing/made-up';
import { checkOf, EMPTY, listed, requestOf, type Form } from './prescription-form';

const FORM: Form = { ...EMPTY, drug: ' ibuprofen ', amount: '400', times: '3', quantity: '21' };
const WHO = { id: ID, birth_date: '1970-03-05' };

test('nobody asked, none, and some are told apart', () => {
  const sent = (allergies: Form['allergies']) => requestOf({ ...FORM, allergies, allergyList: 'penicillin; latex' }, WHO)?.allergies;
  expect(sent('unasked')).toBeUndefined();
  expect(sent('none')).toEqual([]);
  expect(sent('some')).toEqual([{ substance: { name: 'penicillin' } }, { substance: { name: 'latex' } }]);
  expect(requestOf({ ...FORM, others: 'none' }, WHO)?.takes_also).toEqual([]);
});

test('nothing is sent while the order is not complete', () => {
  expect(requestOf({ ...FORM, amount: '' }, WHO)).toBeNull();
  expect(requestOf({ ...FORM, quantity: 'x' }, WHO)).toBeNull();
  expect(requestOf(FORM, WHO)).toMatchObject({ patient_id: ID, drug: { name: 'ibuprofen' }, dose: { amount: 400, unit: 'mg', times_per_day: 3 }, quantity: 21, refills: 0, birth_date: '1970-03-05' });
});

test('the check is told of the prescriptions that are not over, and of nothing when they are not known', () => {
  const ours = [prescription(), prescription({ id: 'x', status: 'stopped' })];
  expect(checkOf(FORM, WHO, ours, allergies('unknown'))?.current?.map(({ reference }) => reference)).toEqual([prescription().id]);
  expect(checkOf(FORM, WHO, undefined, allergies('unknown'))?.current).toBeUndefined();
  expect(checkOf({ ...FORM, drug: ' ' }, WHO, ours, allergies('unknown'))).toBeNull();
});

test('the check is told of the allergies of the chart, and that it is not all when the chart was not read', () => {
  const asked = (form: Form, chart: Parameters<typeof checkOf>[3]) => checkOf(form, WHO, [], chart);
  const named: Form = { ...FORM, allergies: 'some', allergyList: 'latex' };
  expect(asked(named, allergies('known', allergy('penicillin')))?.allergies).toEqual([{ substance: { name: 'penicillin' } }, { substance: { name: 'latex' } }]);
  expect(asked(FORM, allergies('none-known'))?.allergies).toEqual([]);
  expect(asked(FORM, allergies('unknown'))?.allergies).toBeUndefined();
  expect(asked(named, undefined)).toMatchObject({ allergies: [{ substance: { name: 'latex' } }], allergies_incomplete: true });
});

test('a list is separated by commas of both scripts, semicolons or lines', () => {
  expect(listed(' a, b;c\nد، ه ,')).toEqual(['a', 'b', 'c', 'د', 'ه']);
});
