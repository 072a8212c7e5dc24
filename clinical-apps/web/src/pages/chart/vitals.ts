// Vital signs as numbers: which there are, in which units, which limits hold, and whether a value is beyond them.

import type { Schemas } from '@/api/client';
import type { VitalBucket, VitalParameter, VitalReading, VitalThreshold } from '@/api/vitals';

export const PARAMETERS: VitalParameter[] = ['heart-rate', 'oxygen-saturation', 'respiratory-rate', 'systolic', 'diastolic', 'mean-pressure', 'temperature'];

/** Names of the fields of a reading. */
export const FIELD: Record<VitalParameter, keyof Schemas['VitalValues']> = {
  'heart-rate': 'heart_rate',
  'respiratory-rate': 'respiratory_rate',
  systolic: 'systolic',
  diastolic: 'diastolic',
  'mean-pressure': 'mean_pressure',
  'oxygen-saturation': 'oxygen_saturation',
  temperature: 'temperature',
};

/** As they are written for people; the hub keeps values in these (UCUM `/min`, `mm[Hg]`, `%`, `Cel`). */
export const UNIT: Record<VitalParameter, string> = { 'heart-rate': '/min', 'respiratory-rate': '/min', systolic: 'mmHg', diastolic: 'mmHg', 'mean-pressure': 'mmHg', 'oxygen-saturation': '%', temperature: '°C' };

/** A value is late when it is older than this, in milliseconds: the hub raises no alarm of it any more. */
export const LATE_MS = 15 * 60_000;

export interface Latest {
  value: number;
  at: string;
}

/** The latest value of each vital sign. What a device took for an artefact is left out. */
export function latestOf(readings: VitalReading[]): Map<VitalParameter, Latest> {
  const latest = new Map<VitalParameter, Latest>();
  for (const { values, at, artifact } of [...readings].sort((one, other) => Date.parse(other.at) - Date.parse(one.at))) {
    if (artifact) continue;
    for (const parameter of PARAMETERS) {
      const value = values[FIELD[parameter]];
      if (typeof value === 'number' && !latest.has(parameter)) latest.set(parameter, { value, at });
    }
  }
  return latest;
}

/** The limits that hold: the patient's own before the default ones. Those of a device or facility the hub knows; alarms tell of them. */
export function limitOf(parameter: VitalParameter, own: VitalThreshold[], usual: VitalThreshold[]): VitalThreshold | null {
  return own.find((one) => one.parameter === parameter) ?? usual.find((one) => one.parameter === parameter) ?? null;
}

export type Level = 'normal' | 'warning' | 'critical';
export type Side = 'low' | 'high' | null;

type Limits = Pick<VitalThreshold, 'critical_low' | 'warning_low' | 'warning_high' | 'critical_high'>;

/** A value at a limit is not beyond it, as the hub sees it. */
export function levelOf(value: number, limits: Limits | null): { level: Level; side: Side } {
  const isBelow = (limit: number | null | undefined) => typeof limit === 'number' && value < limit;
  const isAbove = (limit: number | null | undefined) => typeof limit === 'number' && value > limit;
  if (isBelow(limits?.critical_low)) return { level: 'critical', side: 'low' };
  if (isAbove(limits?.critical_high)) return { level: 'critical', side: 'high' };
  if (isBelow(limits?.warning_low)) return { level: 'warning', side: 'low' };
  if (isAbove(limits?.warning_high)) return { level: 'warning', side: 'high' };
  return { level: 'normal', side: null };
}

/** The sign beside a value, so that colour is never alone: an arrow, doubled when critical. */
export function signOf({ level, side }: { level: Level; side: Side }): string {
  if (level === 'normal' || side === null) return '';
  const arrow = side === 'low' ? '↓' : '↑';
  return level === 'critical' ? arrow + arrow : arrow;
}

/** As many digits as are measured: a temperature has one after the point. */
export function shownValue(value: number, parameter: VitalParameter): string {
  return parameter === 'temperature' ? value.toFixed(1) : String(Math.round(value));
}

export const SPANS = { hour: 3_600, day: 86_400, week: 7 * 86_400 } as const;
export type Span = keyof typeof SPANS;
/** Parts of the trend, in seconds, so that each span has about a hundred. */
export const BUCKETS: Record<Span, number> = { hour: 60, day: 900, week: 7_200 };

/** The window up to now, at whole parts, so that it stays the same until the next part begins. */
export function windowOf(now: number, span: Span): { from: string; to: string } {
  const part = BUCKETS[span] * 1_000;
  const end = Math.ceil((now + 1) / part) * part;
  return { from: new Date(end - SPANS[span] * 1_000).toISOString(), to: new Date(end).toISOString() };
}

/** Where lines of a trend are cut: parts with nothing between them. */
export function stretches(buckets: VitalBucket[], seconds: number): VitalBucket[][] {
  const all: VitalBucket[][] = [];
  for (const bucket of buckets) {
    const last = all.at(-1)?.at(-1);
    if (last && Date.parse(bucket.from) - Date.parse(last.from) <= seconds * 2_000) all.at(-1)?.push(bucket);
    else all.push([bucket]);
  }
  return all;
}
