// Numbers, times and sizes as people read them.

import { counted, locale, t } from './i18n';

interface Formats {
  number: Intl.NumberFormat;
  time: Intl.DateTimeFormat;
  full: Intl.DateTimeFormat;
}

/** Making them is slow, and tables have many. */
const made = new Map<string, Formats>();

function formats(): Formats {
  const of = locale();
  const known = made.get(of);
  if (known) return known;
  const fresh = {
    number: new Intl.NumberFormat(of),
    time: new Intl.DateTimeFormat(of, { day: '2-digit', month: 'short', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false }),
    full: new Intl.DateTimeFormat(of, { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit', second: '2-digit', hour12: false, timeZoneName: 'short' }),
  };
  made.set(of, fresh);
  return fresh;
}

export function count(value: number): string {
  return formats().number.format(value);
}

/** The time in this browser's zone; the year only where it is another one. */
export function time(text: string | null | undefined): string {
  if (!text) return '';
  const date = new Date(text);
  if (Number.isNaN(date.getTime())) return text;
  const year = date.getFullYear() === new Date().getFullYear() ? '' : ` ${date.getFullYear()}`;
  return formats().time.format(date).replace(/[,،]/, `${year}`);
}

export function fullTime(text: string | null | undefined): string {
  const date = text ? new Date(text) : null;
  return date && !Number.isNaN(date.getTime()) ? formats().full.format(date) : '';
}

const AGES: [number, string][] = [
  [86_400, '{n} d'],
  [3_600, '{n} h'],
  [60, '{n} min'],
];

/** How long, in the largest unit that fits: `3 min`. */
export function age(seconds: number): string {
  for (const [size, unit] of AGES) if (seconds >= size) return t(unit, { n: Math.floor(seconds / size) });
  return t('{n} s', { n: Math.max(0, Math.floor(seconds)) });
}

/** How long ago, or the date when that is more than a week. */
export function ago(text: string | null | undefined, now = Date.now()): string {
  if (!text) return '';
  const seconds = (now - new Date(text).getTime()) / 1000;
  if (seconds > 7 * 86_400) return time(text);
  return seconds < 5 ? t('just now') : t('{age} ago', { age: age(seconds) });
}

/** Keeps a number before its Latin unit in languages from right to left (UAX #9, isolates). */
function inOrder(text: string): string {
  return locale().startsWith('ar') ? `\u2066${text}\u2069` : text;
}

export function bytes(n: number): string {
  if (n < 1024) return inOrder(`${n} B`);
  return inOrder(n < 1024 * 1024 ? `${(n / 1024).toFixed(1)} KiB` : `${(n / 1024 / 1024).toFixed(1)} MiB`);
}

/** A short time from microseconds: `640 µs`, `1.2 ms`, `3.40 s`. */
export function elapsed(us: number): string {
  if (us < 1_000) return inOrder(`${us} µs`);
  return inOrder(us < 1_000_000 ? `${(us / 1_000).toFixed(1)} ms` : `${(us / 1_000_000).toFixed(2)} s`);
}

/** A rate for each second, told for each minute or hour where it is small. */
export function rate(perSecond: number): string {
  if (perSecond <= 0) return '0';
  if (perSecond >= 10) return t('{n}/s', { n: Math.round(perSecond) });
  if (perSecond >= 1) return t('{n}/s', { n: perSecond.toFixed(1) });
  return t('{n}/min', { n: Math.max(1, Math.round(perSecond * 60)) });
}

export function plural(n: number, one: string, several = `${one}s`): string {
  return counted(n, count(n), one) ?? `${count(n)} ${n === 1 ? one : several}`;
}
