import { expect, test } from 'vitest';
import { prescription, slot } from '@/testing/made-up';
import { missing, reasonFor, requestOf, type DoseForm } from './dose-rules';
import { windowOf } from './window';

const FORM: DoseForm = { outcome: 'given', patientScan: 'p', drugScan: 'RX-1', amount: '', witness: '', reason: '' };
const high = prescription({ high_alert: true });

test('a high-alert drug needs somebody else, also with a reason', () => {
  const of = (witness: string) => missing({ ...FORM, witness, reason: 'because' }, slot(), high, 'nurse.hala');
  expect([of(''), of(' nurse.hala '), of('nurse.sami')]).toEqual(['witness', 'witness-self', null]);
  expect(missing({ ...FORM, outcome: 'refused', reason: 'nausea' }, slot(), high, 'nurse.hala')).toBeNull();
});

test('what is unlike the plan needs a reason', () => {
  expect(reasonFor(FORM, slot(), prescription())).toBeNull();
  expect(reasonFor({ ...FORM, outcome: 'held' }, slot(), prescription())).toBe('not-given');
  expect(reasonFor({ ...FORM, drugScan: ' ' }, slot(), prescription())).toBe('scan');
  expect(reasonFor({ ...FORM, amount: '10' }, slot(), prescription())).toBe('amount');
  expect(reasonFor({ ...FORM, amount: '5' }, slot(), prescription())).toBeNull();
  expect(reasonFor(FORM, slot({ state: 'overdue' }), prescription())).toBe('time');
});

test('of a dose that was not given neither scans nor a witness are sent', () => {
  expect(requestOf({ ...FORM, outcome: 'refused', witness: 'x', amount: '3', reason: ' nausea ' }, slot())).toEqual({ outcome: 'refused', due_at: slot().due_at, reason: 'nausea' });
});

test('two looks within the hour ask for the same window', () => {
  const at = Date.parse('2026-01-05T09:05:00Z');
  expect(windowOf(at, 2, 4)).toEqual({ from: '2026-01-05T07:00:00.000Z', to: '2026-01-05T14:00:00.000Z' });
  expect(windowOf(at + 40 * 60_000, 2, 4)).toEqual(windowOf(at, 2, 4));
});
