import { expect, test } from 'vitest';
import { holdsOf, outlineOf } from './outline';

test('rules and steps are listed where they are, with what is within them', () => {
  const value = {
    id: 'a',
    source: { connector: { type: 'mllp' }, filter: [{ type: 'any', rules: [{ type: 'field', value: '${PV1-2}', is: 'equals', to: ['I', 'E'] }] }] },
    destinations: [{ id: 'lab', enabled: false, connector: { type: 'mllp' }, transformer: [{ type: 'build', to: 'MSH-3', value: 'HUB' }, { file: 'x.rhai' }] }],
  };
  const lines = outlineOf(value, ['x.rhai']).map(({ key, label, isOff }) => `${key} ${label}${isOff ? ' (off)' : ''}`);
  expect(lines).toContain('/source/filter/0 any of these');
  expect(lines).toContain('/source/filter/0/rules/0 ${PV1-2} equals I, E');
  expect(lines).toContain('/destinations/0 lab (off)');
  expect(lines).toContain('/destinations/0/transformer/0 MSH-3 = HUB');
  expect(lines).toContain('/destinations/0/transformer/1 x.rhai');
  expect(lines.at(-1)).toBe('file:x.rhai x.rhai');
});

test('an element goes into lists of its kind only', () => {
  expect([['source', 'filter'], ['a', 'rules'], ['a', 'steps'], ['destinations'], ['x', 'response_transformer']].map(holdsOf)).toEqual(['rule', 'rule', 'step', 'destination', 'step']);
});
