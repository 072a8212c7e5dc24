import { afterEach, expect, test } from 'vitest';
import { count, ago, fullTime, plural } from './format';
import { speak, t, type Dictionary } from './i18n';

const DICTIONARY: Dictionary = {
  texts: { Start: 'بدء', '{age} ago': 'قبل {age}', '{n} min': '{n} د' },
  counted: { message: { zero: 'لا رسائل', one: 'رسالة واحدة', two: 'رسالتان', few: '# رسائل', many: '# رسالة', other: '# رسالة' } },
};

afterEach(() => speak('en', null));

test('a text without a translation stays as it was written', () => {
  speak('ar', DICTIONARY);
  expect([t('Start'), t('Something else')]).toEqual(['بدء', 'Something else']);
});

test('what tells a text from another is not shown', () => {
  expect(t('Received|time')).toBe('Received');
});

test('values take the places of their names, and unknown names stay', () => {
  expect(t('{a} of {b}', { a: 3 })).toBe('3 of {b}');
});

test('counted words have the form that belongs to the number', () => {
  expect([plural(1, 'message'), plural(1_234, 'message')]).toEqual(['1 message', '1,234 messages']);
  speak('ar', DICTIONARY);
  expect([0, 1, 2, 5, 11, 1_234].map((n) => plural(n, 'message'))).toEqual(['لا رسائل', 'رسالة واحدة', 'رسالتان', '5 رسائل', '11 رسالة', '1,234 رسالة']);
  expect(plural(2, 'unknown')).toBe('2 unknowns');
});

test('times and numbers are those of the language, with Western digits', () => {
  speak('ar', DICTIONARY);
  expect(ago('2026-01-05T08:00:00Z', Date.parse('2026-01-05T08:03:00Z'))).toBe('قبل 3 د');
  expect(fullTime('2026-01-05T08:00:00Z')).toMatch(/يناير/);
  expect(count(1_234)).toBe('1,234');
});
