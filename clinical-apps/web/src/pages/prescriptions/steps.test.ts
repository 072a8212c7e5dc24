import { expect, test } from 'vitest';
import { prescription } from '@/testing/made-up';
import { leftOf, stepsOf } from './steps';

const all = () => true;

test('each status offers its steps, and only those that the role may do', () => {
  expect(stepsOf(prescription({ status: 'draft' }), all)).toEqual(['answer', 'cancel', 'entered-in-error']);
  expect(stepsOf(prescription({ status: 'pending' }), (permission) => permission === 'prescriptions:verify')).toEqual(['verify']);
  expect(stepsOf(prescription({ status: 'completed' }), all)).toEqual([]);
  expect(stepsOf(prescription({ status: 'active' }), () => false)).toEqual([]);
});

test('a refill is offered while one is left', () => {
  expect(stepsOf(prescription({ status: 'dispensed', refills_left: 1 }), all)).toContain('refill');
  expect(stepsOf(prescription({ status: 'dispensed', refills_left: 0 }), all)).not.toContain('refill');
});

test('what is left is of the running fill', () => {
  const out = (quantities: number[], status: 'active' | 'partially-dispensed' | 'dispensed') => leftOf(prescription({ quantity: 28, status, dispenses: quantities.map((quantity) => ({ quantity, at: '', by: '' })) }));
  expect([out([], 'active'), out([10], 'partially-dispensed'), out([28], 'dispensed'), out([28], 'active'), out([28, 8], 'partially-dispensed')]).toEqual([28, 18, 0, 28, 20]);
});
