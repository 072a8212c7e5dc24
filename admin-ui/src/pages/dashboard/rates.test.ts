import { expect, test } from 'vitest';
import { ratesOf, recent } from './rates';

test('a rate is what came between two looks, for each second', () => {
  const rates = ratesOf([
    { at: 0, received: 10, error: 1 },
    { at: 4000, received: 30, error: 1 },
    { at: 6000, received: 30, error: 3 },
  ]);
  expect(rates).toEqual({ received: [5, 0], errors: 2 });
  expect(recent(rates)).toBe(2.5);
});

test('one look tells no rate', () => {
  expect(recent(ratesOf([{ at: 0, received: 10, error: 0 }]))).toBe(0);
});
