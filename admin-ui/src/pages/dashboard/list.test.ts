import { expect, test } from 'vitest';
import type { Channel } from '@/api/queries';
import { grouped, oldestAge, shown, type Line } from './list';

function line(id: string, changes: Partial<Channel> = {}, error = 0): Line {
  const channel: Channel = { id, name: id, description: '', group: '', tags: [], depends_on: [], state: 'started', is_changed: false, problems: [], connectors: [], ...changes };
  const counts = { received: 0, filtered: 0, queued: 0, sent: 0, error };
  return { channel, statistics: { channel: id, ...counts, connectors: [] } };
}

const VIEW = { text: '', state: '', sort: 'name' as const, isDescending: false };
const ids = (lines: Line[]) => lines.map(({ channel }) => channel.id);

test('all words must be somewhere in the channel', () => {
  const lines = [line('adt-in', { tags: ['Ward'] }), line('lab-in'), line('adt-out')];
  expect(ids(shown(lines, { ...VIEW, text: 'adt ward' }))).toEqual(['adt-in']);
  expect(ids(shown(lines, { ...VIEW, text: 'tag:ward' }))).toEqual(['adt-in']);
  expect(ids(shown(lines, { ...VIEW, text: 'tag:war' }))).toEqual([]);
});

test('those with errors come first when sorted so', () => {
  const lines = [line('a'), line('b', {}, 4), line('c', {}, 2)];
  expect(ids(shown(lines, { ...VIEW, sort: 'error', isDescending: true }))).toEqual(['b', 'c', 'a']);
  expect(ids(shown(lines, { ...VIEW, state: 'error' }))).toEqual(['b', 'c']);
});

test('channels without a group come last', () => {
  const groups = grouped([line('a'), line('b', { group: 'Ward' }), line('c', { group: 'Lab' })]);
  expect(groups.map(({ name }) => name)).toEqual(['Lab', 'Ward', '']);
});

test('the longest wait is of the destination that waits longest', () => {
  const queue = (oldest_age_seconds: number | null) => ({ id: 'x', depth: 1, oldest_age_seconds });
  expect(oldestAge([queue(null), queue(5), queue(70)])).toBe(70);
  expect(oldestAge([queue(null)])).toBeNull();
});
