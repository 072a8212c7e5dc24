import { readFileSync, readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { getIn, insert, move, pathOf, pointer, read, set } from './yaml';

const LIBRARY = new URL('../../../../channels/library/', import.meta.url);
const shipped = readdirSync(LIBRARY, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map((entry) => [entry.name, readFileSync(new URL(`${entry.name}/channel.yaml`, LIBRARY), 'utf8')] as const);

const TEXT = `version: 1
id: a # the folder's name
source:
  connector: { type: mllp, bind: 127.0.0.1:1 }
  # What the ward sends.
  filter:
    - { name: one, script: 'true' }
    # Only inpatients.
    - { name: two, script: 'false' }
destinations: []
`;

test.each(shipped)('%s keeps its comments and lines when one setting changes', (_, text) => {
  const changed = set(text, ['name'], 'Another name');
  const before = text.split('\n');
  const after = changed.split('\n');
  const gone = before.filter((line) => !after.includes(line));
  expect(gone.filter((line) => !line.startsWith('name:'))).toEqual([]);
});

test('a folded text keeps its own width', () => {
  const narrow = 'description: >-\n  one two\n  three\nname: x\n';
  expect(set(narrow, ['name'], 'y')).toBe(narrow.replace('x', 'y'));
  expect(set(narrow, ['description'], 'other')).toBe('description: other\nname: x\n');
});

test('a setting is set, and taken out with what it leaves empty', () => {
  const queued = set(TEXT, ['source', 'queue', 'enabled'], true);
  expect(queued).toContain('  queue:\n    enabled: true\n');
  expect(set(queued, ['source', 'queue', 'enabled'], undefined)).toBe(TEXT);
  expect(set(TEXT, ['id'], 'b')).toContain("id: b # the folder's name");
});

test('an element keeps its comment when it moves', () => {
  const moved = move(TEXT, ['source', 'filter', 1], ['source', 'filter'], 0);
  expect(moved).toContain('# Only inpatients.');
  expect(getIn(read(moved).value, ['source', 'filter', 0, 'name'])).toBe('two');
  expect(getIn(read(moved).value, ['source', 'filter', 1, 'name'])).toBe('one');
});

test('an element moves down within its list', () => {
  const moved = move(TEXT, ['source', 'filter', 0], ['source', 'filter'], 2);
  expect(read(moved).value.source).toMatchObject({ filter: [{ name: 'two' }, { name: 'one' }] });
});

test('an element moves into a group behind it, and not into itself', () => {
  const grouped = insert(TEXT, ['source', 'filter'], { type: 'any', rules: [] });
  const moved = move(grouped, ['source', 'filter', 0], ['source', 'filter', 2, 'rules'], 0);
  expect(read(moved).value.source).toMatchObject({ filter: [{ name: 'two' }, { type: 'any', rules: [{ name: 'one' }] }] });
  expect(move(moved, ['source', 'filter', 1], ['source', 'filter', 1, 'rules'], 0)).toBe(moved);
});

test('what is no YAML is told and not written over', () => {
  expect(read('a: [').error).toMatch(/line 1/);
  expect(set('a: [', ['a'], 1)).toBe('a: [');
});

test('a place is written as the hub writes it', () => {
  expect(pointer(['source', 'filter', 0])).toBe('/source/filter/0');
  expect(pathOf('/source/filter/0')).toEqual(['source', 'filter', 0]);
});
