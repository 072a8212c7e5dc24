import { expect, test } from 'vitest';
import { moneyOf, moneyText, percent, plainAmount } from './money';

test('amounts are written with the digits of their currency', () => {
  expect(moneyText({ amount: 125_005, currency: 'SDG' })).toBe('\u20661,250.05 SDG\u2069');
  expect(plainAmount({ amount: 5, currency: 'KWD' })).toBe('0.005');
  expect(plainAmount({ amount: 500, currency: 'JPY' })).toBe('500');
  expect(plainAmount({ amount: -7, currency: 'SDG' })).toBe('−0.07');
});

test('what is typed is read without a fraction, and refused when it has too many digits', () => {
  expect(moneyOf('1,250.5', 'SDG')).toEqual({ amount: 125_050, currency: 'SDG' });
  // As a float, 0.29 × 100 would be 28.999….
  expect(moneyOf('0.29', 'SDG')).toEqual({ amount: 29, currency: 'SDG' });
  for (const wrong of ['', '0', '-5', '1.005', '1e3', 'ten', '1.2.3']) expect(moneyOf(wrong, 'SDG'), wrong).toBeNull();
  expect(moneyOf('1.5', 'JPY')).toBeNull();
});

test('shares are told in per cent', () => {
  expect(percent(1750)).toBe('\u206617.5 %\u2069');
});
