// Times of a facility in its own time zone, whatever zone this browser is in. Days are texts, `2026-11-28`; a time of day is the minutes
// since that day's midnight by the clock on the wall.

import { locale } from '@kit/i18n';

const DAY_MS = 86_400_000;
const MINUTE_MS = 60_000;

export interface WallTime {
  day: string;
  minute: number;
}

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(of: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${of} ${JSON.stringify(options)}`;
  const known = made.get(key) ?? new Intl.DateTimeFormat(of, options);
  made.set(key, known);
  return known;
}

/** What clocks of the zone show at a moment. */
export function wallTimeOf(moment: string | number, zone: string): WallTime {
  const format = formatter('en-GB', { timeZone: zone, year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23' });
  const part = Object.fromEntries(format.formatToParts(new Date(moment)).map(({ type, value }) => [type, value]));
  return { day: `${part.year}-${part.month}-${part.day}`, minute: Number(part.hour) * 60 + Number(part.minute) };
}

/** The moment at which clocks of the zone show a time. Of one that is skipped when clocks go forward, the moment as late after it. */
export function momentOf({ day, minute }: WallTime, zone: string): string {
  const shown = Date.parse(`${day}T00:00:00Z`) + minute * MINUTE_MS;
  const offsetAt = (moment: number) => {
    const wall = wallTimeOf(moment, zone);
    return Date.parse(`${wall.day}T00:00:00Z`) + wall.minute * MINUTE_MS - moment;
  };
  const first = shown - offsetAt(shown);
  return new Date(shown - offsetAt(first)).toISOString();
}

/** The moments at which days begin and end: `[from, until)`. */
export function boundsOf(first: string, last: string, zone: string): { from: string; until: string } {
  return { from: momentOf({ day: first, minute: 0 }, zone), until: momentOf({ day: addDays(last, 1), minute: 0 }, zone) };
}

export function addDays(day: string, n: number): string {
  return new Date(Date.parse(`${day}T00:00:00Z`) + n * DAY_MS).toISOString().slice(0, 10);
}

/** The seven days of the week of a day; weeks begin on `weekStart`, 0 for Sunday. */
export function weekOf(day: string, weekStart = 0): string[] {
  const back = (new Date(`${day}T00:00:00Z`).getUTCDay() - weekStart + 7) % 7;
  return Array.from({ length: 7 }, (_, at) => addDays(day, at - back));
}

export function isDay(text: string | null | undefined): text is string {
  return /^\d{4}-\d{2}-\d{2}$/.test(text ?? '') && !Number.isNaN(Date.parse(`${text}T00:00:00Z`));
}

export function today(zone: string, now = Date.now()): string {
  return wallTimeOf(now, zone).day;
}

/** `09:05`, as clocks of the zone show it. */
export function clockIn(moment: string, zone: string): string {
  return clockOf(wallTimeOf(moment, zone).minute);
}

export function clockOf(minute: number): string {
  const two = (n: number) => String(n).padStart(2, '0');
  return `${two(Math.floor(minute / 60))}:${two(minute % 60)}`;
}

/** `Sat 28 Nov 2026`. */
export function dayName(day: string): string {
  return formatter(locale(), { weekday: 'short', day: '2-digit', month: 'short', year: 'numeric', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** `Sat 28 Nov`, for heads of columns. */
export function shortDayName(day: string): string {
  return formatter(locale(), { weekday: 'short', day: '2-digit', month: 'short', timeZone: 'UTC' }).format(new Date(`${day}T00:00:00Z`));
}

/** `Sat 28 Nov 2026 09:05` in the zone. */
export function whenIn(moment: string, zone: string): string {
  return `${dayName(wallTimeOf(moment, zone).day)} ${clockIn(moment, zone)}`;
}
