import { expect, test } from 'vitest';
import { addDays, boundsOf, clockIn, momentOf, today, wallTimeOf, weekOf } from './zone';

test('times are those of the facility, not of this browser', () => {
  // Khartoum went from UTC+3 to UTC+2 on 1 November 2017.
  expect(clockIn('2017-10-31T06:00:00Z', 'Africa/Khartoum')).toBe('09:00');
  expect(clockIn('2026-11-28T07:00:00Z', 'Africa/Khartoum')).toBe('09:00');
  expect(today('Pacific/Auckland', Date.parse('2026-11-28T13:00:00Z'))).toBe('2026-11-29');
});

test('a time on the wall is turned into its moment, also around the change of clocks', () => {
  for (const [zone, day] of [['Africa/Khartoum', '2026-11-28'], ['Europe/Berlin', '2026-03-29'], ['Europe/Berlin', '2026-10-25'], ['America/New_York', '2026-07-01'], ['Asia/Kathmandu', '2026-01-01']] as const) {
    for (const minute of [0, 60, 540, 1_435]) expect(wallTimeOf(momentOf({ day, minute }, zone), zone)).toEqual({ day, minute });
  }
  // 02:30 does not exist on this day in Berlin.
  expect(wallTimeOf(momentOf({ day: '2026-03-29', minute: 150 }, 'Europe/Berlin'), 'Europe/Berlin').day).toBe('2026-03-29');
});

test('a day has as many hours as the zone gives it', () => {
  const hours = (day: string) => {
    const { from, until } = boundsOf(day, day, 'Europe/Berlin');
    return (Date.parse(until) - Date.parse(from)) / 3_600_000;
  };
  expect([hours('2026-03-29'), hours('2026-10-25'), hours('2026-11-28')]).toEqual([23, 25, 24]);
});

test('weeks begin where they are told to, and days go over the ends of months', () => {
  expect(weekOf('2026-11-28')).toEqual(['2026-11-22', '2026-11-23', '2026-11-24', '2026-11-25', '2026-11-26', '2026-11-27', '2026-11-28']);
  expect(weekOf('2026-11-28', 6)[0]).toBe('2026-11-28');
  expect(addDays('2026-02-28', 1)).toBe('2026-03-01');
});
