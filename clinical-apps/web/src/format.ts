// Dates, ages and persons as clinicians read them. Dates are unambiguous: `05 Mar 1970`.

import { locale, t } from '@kit/i18n';
import type { Schemas } from './api/client';

const made = new Map<string, Intl.DateTimeFormat>();

function formatter(name: string, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
  const key = `${locale()} ${name}`;
  const format = made.get(key) ?? new Intl.DateTimeFormat(locale(), options);
  made.set(key, format);
  return format;
}

const DAY: Intl.DateTimeFormatOptions = { day: '2-digit', month: 'short', year: 'numeric' };
const CLOCK: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' };

/** Day and time in this browser's zone: `28 Nov 2026 14:10`. */
export function when(text: string | null | undefined): string {
  const date = text ? new Date(text) : null;
  if (!date || Number.isNaN(date.getTime())) return text ?? '';
  return `${formatter('day', DAY).format(date)} ${formatter('clock', CLOCK).format(date)}`;
}

/** Day and time without words, for pictures that are drawn from left to right in any language: `2026-11-28 14:10`. */
export function plainTime(text: string): string {
  const date = new Date(text);
  const two = (n: number) => String(n).padStart(2, '0');
  return `${date.getFullYear()}-${two(date.getMonth() + 1)}-${two(date.getDate())} ${two(date.getHours())}:${two(date.getMinutes())}`;
}

export function clock(text: string): string {
  return formatter('clock', CLOCK).format(new Date(text));
}

export function dayOf(text: string): string {
  return formatter('weekday', { weekday: 'short', day: '2-digit', month: 'short' }).format(new Date(text));
}

/** A date that may lack its day or its month, as it was given: `1970`, `Mar 1970`, `05 Mar 1970`. */
export function partialDate(text: string): string {
  const [year, month, day] = text.split('-').map(Number);
  if (!year || Number.isNaN(year)) return text;
  const date = new Date(Date.UTC(year, (month ?? 1) - 1, day ?? 1));
  if (!month) return String(year);
  return formatter(day ? 'utc-day' : 'utc-month', { ...(day ? { day: '2-digit' } : {}), month: 'short', year: 'numeric', timeZone: 'UTC' }).format(date);
}

/** Whole years since a birth date; of a date without a day, the fewest that there can be. */
export function years(birth: string, now = new Date()): number | null {
  const [year, month = 12, day = 31] = birth.split('-').map(Number);
  if (!year || Number.isNaN(year)) return null;
  const hasBeen = now.getMonth() + 1 > month || (now.getMonth() + 1 === month && now.getDate() >= day);
  return Math.max(0, now.getFullYear() - year - (hasBeen ? 0 : 1));
}

/** Age as told of children in months, of others in years. */
export function ageOf(birth: string, now = new Date()): string {
  const whole = years(birth, now);
  if (whole === null) return '';
  const [year = 0, month] = birth.split('-').map(Number);
  if (whole >= 2 || !month) return t('{n} y', { n: whole });
  return t('{n} mo', { n: Math.max(0, (now.getFullYear() - year) * 12 + now.getMonth() + 1 - month) });
}

/** The name to use first: given names, then the family's. */
export function nameOf({ names }: { names: Schemas['HumanName'][] }): string {
  const [name] = names;
  const parts = [name?.prefix, ...(name?.given ?? []), name?.family, name?.suffix].filter(Boolean);
  return parts.length > 0 ? parts.join(' ') : t('No name on record');
}

export function doctorOf(practitioner: Schemas['Practitioner'] | null | undefined): string {
  return [practitioner?.given, practitioner?.family].filter(Boolean).join(' ') || (practitioner?.id ?? '');
}

export function placeOf(location: Schemas['Location'] | null | undefined): string {
  return [location?.point_of_care, location?.room, location?.bed].filter(Boolean).join(' · ');
}

export function drugOf({ name, rxcui }: Schemas['Drug']): string {
  return name ?? (rxcui ? `RxCUI ${rxcui}` : '');
}

/** `400 mg × 3 a day`. */
export function doseOf({ amount, unit, times_per_day }: Schemas['Dose']): string {
  return t('{amount} {unit} × {n} a day', { amount, unit, n: times_per_day });
}

/** A result's value as it was sent, digit for digit. */
export function valueOf(value: Schemas['ResultValue'] | null | undefined): string {
  if (!value) return '';
  if (value.type === 'coded') return value.code.text ?? value.code.code;
  if (value.type === 'structured') return [value.comparator, value.number, value.separator, value.second_number].filter(Boolean).join(' ');
  return value.value;
}
