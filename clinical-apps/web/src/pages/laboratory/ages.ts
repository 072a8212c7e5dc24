// Ages of reference ranges: stored in days, written by people in days, months or years.

export type AgeUnit = 'days' | 'months' | 'years';

export interface Age {
  /** As it was typed; empty for no limit. */
  n: string;
  unit: AgeUnit;
}

/** Whole days never exceed what a person of that age has lived, whichever leap days fell into it. */
const LENGTHS: Record<AgeUnit, number> = { years: 365.25, months: 30.4375, days: 1 };
const UNITS: AgeUnit[] = ['years', 'months', 'days'];

/** Days of an age; `undefined` for no limit, `null` for what is no whole number. */
export function daysOf({ n, unit }: Age): number | null | undefined {
  const typed = n.trim();
  if (typed === '') return undefined;
  return /^\d{1,5}$/.test(typed) ? Math.floor(Number(typed) * LENGTHS[unit]) : null;
}

/** The largest unit in which the days are a whole number, so that what was entered is shown again. */
export function ageOfDays(days: number | null | undefined): Age {
  if (days == null) return { n: '', unit: 'years' };
  for (const unit of UNITS) {
    const n = Math.round(days / LENGTHS[unit]);
    if ((n > 0 || unit === 'days') && daysOf({ n: String(n), unit }) === days) return { n: String(n), unit };
  }
  return { n: String(days), unit: 'days' };
}
