import { expect, test } from 'vitest';
import { applied, sameContent } from './draft';
import { problemOf, within } from './problems';

test('a problem of a script tells its place, file, line and column', () => {
  expect(problemOf("/destinations/0/transformer/0: clinical.rhai line 1, column 9: Unexpected ';'")).toEqual({
    place: '/destinations/0/transformer/0',
    file: 'clinical.rhai',
    line: 1,
    column: 9,
    text: "clinical.rhai line 1, column 9: Unexpected ';'",
  });
});

test('a problem of the YAML tells its line', () => {
  expect(problemOf('channel.yaml: error: line 12 column 11: unknown variant `x`\n --> drawing')).toMatchObject({ place: '', file: 'channel.yaml', line: 12, column: 11 });
});

test('a problem of a setting tells its place', () => {
  const problem = problemOf('/destinations/1/connector: unknown field `adress`');
  expect(problem).toMatchObject({ place: '/destinations/1/connector', file: '', line: 0 });
  expect(within([problem], '/destinations/1')).toHaveLength(1);
  expect(within([problem], '/destinations/10')).toHaveLength(0);
});

test('changes are put over the files of a revision', () => {
  const base = { a: { text: '1' }, b: { text: '2' } };
  expect(applied(base, { b: null, c: { text: '3' } })).toEqual({ a: { text: '1' }, c: { text: '3' } });
  expect(sameContent({ text: '1' }, { text: '1' })).toBe(true);
  expect(sameContent(undefined, null)).toBe(true);
});
