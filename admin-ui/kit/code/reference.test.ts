import { expect, test } from 'vitest';
import { explained, isCall, isMember, plain, type Entry } from './reference';

const entry = (name: string, signature: string): Entry => ({ name, signature, section: '', description: '', examples: [] });
const TEXT = entry('text', 'msg.text(path)');
const OF_PART = entry('text', 'text(part)');
const DATE = entry('hl7_date', 'hl7_date(text)');
const INDEX = entry('[]', 'msg[path] = value');
const MSG = entry('msg', 'msg');

test('members stand behind a dot', () => {
  expect([TEXT, OF_PART, DATE, INDEX, MSG].map(isMember)).toEqual([true, false, false, false, false]);
  expect([TEXT, DATE, INDEX, MSG].map(isCall)).toEqual([true, true, false, false]);
});

test('an explanation begins with what fits the place', () => {
  const reference = { variables: [MSG], functions: [OF_PART, TEXT, DATE] };
  expect(explained(reference, 'text', true)).toEqual([TEXT, OF_PART]);
  expect(explained(reference, 'text', false)).toEqual([OF_PART, TEXT]);
  expect(explained(reference, 'msg', false)).toEqual([MSG]);
  expect(explained(reference, 'none', false)).toEqual([]);
});

test('texts are shown without marks', () => {
  expect(plain('the text of `path`, see [paths](#paths);\nempty `a\\|b`')).toBe('the text of path, see paths; empty a|b');
});
