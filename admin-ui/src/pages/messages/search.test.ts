import { expect, test } from 'vitest';
import { addressOf, filterOf, hasForgotten, impersonal, searchAt, isAsked, parametersOf, readSearch, writeSearch } from './search';

const ADDRESS = 'channel=lab&status=error%2Cqueued&last=1h&patient_id=100234&metadata.ward=prefix%3AIC';

test('a search is the same after the way through the address', () => {
  expect(writeSearch(readSearch(new URLSearchParams(ADDRESS))).toString()).toBe('channel=lab&last=1h&patient_id=100234&status=error%2Cqueued&metadata.ward=prefix%3AIC');
});

test('the last hour is told as a time', () => {
  const params = parametersOf(readSearch(new URLSearchParams('last=1h')), Date.parse('2026-01-05T08:30:00Z'));
  expect(params.toString()).toBe('since=2026-01-05T07%3A30%3A00.000Z');
});

test('conditions on persons are not in the address, and come back from memory', () => {
  const address = addressOf(new URLSearchParams(ADDRESS));
  expect(address.toString()).toBe('channel=lab&status=error%2Cqueued&last=1h&own=1');
  expect(searchAt(address).toString()).toBe('channel=lab&status=error%2Cqueued&last=1h&patient_id=100234&metadata.ward=prefix%3AIC');
  expect(addressOf(new URLSearchParams(ADDRESS)).get('own')).toBe('1');
  expect(hasForgotten(address)).toBe(false);
  expect(hasForgotten(new URLSearchParams('own=9'))).toBe(true);
});

test('what is kept by name says nothing about a person', () => {
  expect(impersonal(new URLSearchParams(ADDRESS))).toBe('channel=lab&status=error%2Cqueued&last=1h');
});

test('nothing is looked for until somebody asks', () => {
  expect(isAsked(new URLSearchParams(''))).toBe(false);
  expect(isAsked(new URLSearchParams('before=7'))).toBe(false);
  expect(isAsked(new URLSearchParams('channel=lab'))).toBe(true);
});

test('bulk operations get the same conditions', () => {
  expect(filterOf(readSearch(new URLSearchParams('channel=lab&status=error&metadata.ward=IC3&attempts_from=2')), 0)).toEqual({
    channel: 'lab',
    status: ['error'],
    attempts_from: 2,
    metadata: { ward: 'IC3' },
  });
});
