import { expect, test } from 'vitest';
import { appointment, freeSlot } from '@/testing/made-up';
import { columnsOf, fill, hoursOf, lanes, neighbour, shortestOf } from './calendar';
import { noShowFrom, stepsOf, takenOf } from './steps';

const ZONE = 'Africa/Khartoum';
const free = (at: string, more = {}) => ({ ...freeSlot(at), provider_id: 'd1', provider: 'EVE EVERYDOC', ...more });

test('each provider has a column, at the facility’s times', () => {
  const taken = [appointment({ starts_at: '2026-11-30T07:00:00Z', ends_at: '2026-11-30T07:30:00Z' })];
  const open = [free('2026-11-30T07:30:00Z'), free('2026-11-30T06:00:00Z', { provider_id: 'd2', provider: 'ADA ANYDOC' })];
  const columns = columnsOf(['2026-11-30'], 'provider', taken, open, ZONE);
  expect(columns.map(({ title }) => title)).toEqual(['ADA ANYDOC', 'EVE EVERYDOC']);
  const filled = fill(columns, 'provider', taken, open, ZONE);
  expect(filled[1]?.blocks.map(({ start, end }) => [start, end])).toEqual([[540, 570]]);
  expect(filled[1]?.free.map(({ start }) => start)).toEqual([570]);
});

test('what was cancelled takes no place, and a day of another zone is another day', () => {
  const late = appointment({ starts_at: '2026-11-29T22:30:00Z', ends_at: '2026-11-29T23:00:00Z' });
  expect(columnsOf(['2026-11-30'], 'provider', [late], [], ZONE)).toHaveLength(1);
  expect(columnsOf(['2026-11-30'], 'provider', [{ ...late, status: 'cancelled' }], [], ZONE)).toHaveLength(0);
});

test('a room is one column, whoever is free in it', () => {
  const open = [free('2026-11-30T07:00:00Z', { room: 'R1' }), free('2026-11-30T07:00:00Z', { room: 'R1', provider_id: 'd2', provider: 'B' })];
  const columns = columnsOf(['2026-11-30'], 'room', [], open, ZONE);
  expect(columns.map(({ title }) => title)).toEqual(['R1']);
  expect(fill(columns, 'room', [], open, ZONE)[0]?.free).toHaveLength(1);
});

test('what overlaps stands side by side, what follows has the whole width again', () => {
  const at = (start: number, end: number) => ({ item: appointment(), start, end });
  expect(lanes([at(0, 30), at(10, 40), at(30, 50), at(60, 90)]).map(({ lane, n_lanes }) => [lane, n_lanes])).toEqual([[0, 2], [1, 2], [0, 2], [0, 1]]);
});

test('all hours that have something are shown, in whole ones', () => {
  const open = [free('2026-11-30T03:45:00Z'), free('2026-11-30T17:45:00Z')];
  const filled = fill(columnsOf(['2026-11-30'], 'provider', [], open, ZONE), 'provider', [], open, ZONE);
  expect(hoursOf(filled)).toEqual({ start: 300, end: 1_260 });
  expect(shortestOf(filled)).toBe(30);
});

test('arrow keys go up and down in a column and sideways to the nearest time', () => {
  const columns = [[{ start: 480, key: 'a' }, { start: 510, key: 'b' }], [], [{ start: 500, key: 'c' }, { start: 700, key: 'd' }]];
  expect(neighbour(columns, { column: 0, key: 'a' }, 'down')).toBe('b');
  expect(neighbour(columns, { column: 0, key: 'a' }, 'up')).toBeNull();
  expect(neighbour(columns, { column: 0, key: 'b' }, 'next')).toBe('c');
  expect(neighbour(columns, { column: 2, key: 'd' }, 'previous')).toBe('b');
});

test('what can be done follows the state and the permission', () => {
  const all = () => true;
  const clerk = (permission: string) => permission === 'appointments:write';
  expect(stepsOf({ status: 'scheduled' }, clerk)).toContain('move');
  expect(stepsOf({ status: 'checked-in' }, clerk)).toEqual(['start']);
  expect(stepsOf({ status: 'checked-in' }, all)).toEqual(['start', 'no-show', 'cancel']);
  expect(stepsOf({ status: 'cancelled' }, all)).toEqual([]);
  expect(stepsOf({ status: 'scheduled' }, () => false)).toEqual([]);
  expect(noShowFrom({ starts_at: '2026-11-30T07:00:00Z' }, 15)).toBe(Date.parse('2026-11-30T07:15:00Z'));
});

test('what is taken is read from the hub’s words', () => {
  expect(takenOf('at 2026-11-30T07:00:00Z something is taken: provider, room; take another time')).toEqual(['provider', 'room']);
  expect(takenOf(undefined)).toEqual([]);
});
