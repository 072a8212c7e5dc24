import { expect, test } from 'vitest';
import { speak } from './i18n';
import { age, ago, bytes, elapsed, plural, rate } from './format';

test('an age is told in the largest unit that fits', () => {
  expect([0.4, 59, 60, 3599, 3600, 90_000].map(age)).toEqual(['0 s', '59 s', '1 min', '59 min', '1 h', '1 d']);
});

test('what is long ago is told by its date', () => {
  const now = Date.parse('2026-03-10T12:00:00Z');
  expect(ago('2026-03-10T11:59:58Z', now)).toBe('just now');
  expect(ago('2026-03-10T11:00:00Z', now)).toBe('1 h ago');
  expect(ago('2026-01-10T11:00:00Z', now)).toMatch(/10 Jan/);
});

test('sizes, times and rates have a unit', () => {
  expect([10, 2048, 3 * 1024 * 1024].map(bytes)).toEqual(['10 B', '2.0 KiB', '3.0 MiB']);
  expect([640, 1234, 3_400_000].map(elapsed)).toEqual(['640 µs', '1.2 ms', '3.40 s']);
  expect([0, 0.01, 1.25, 250].map(rate)).toEqual(['0', '1/min', '1.3/s', '250/s']);
  expect([plural(1, 'message'), plural(2000, 'message')]).toEqual(['1 message', '2,000 messages']);
});

test('a number stays before its unit where one reads from right to left', () => {
  speak('ar', { texts: {}, counted: {} });
  expect([bytes(10), elapsed(640)]).toEqual(['\u206610 B\u2069', '\u2066640 µs\u2069']);
  speak('en', null);
});
