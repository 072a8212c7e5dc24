// Results as a grid: one row for each test with its values over time, and what its flags mean.

import type { LabResult } from '@/api/queries';
import { valueOf } from '@/format';

export type Level = 'normal' | 'abnormal' | 'critical';

/** HL7 v2 table 0078: `HH`, `LL`, `AA`, and `<` and `>` beyond the instrument's limits are critical; `N` is normal. */
const CRITICAL = new Set(['HH', 'LL', 'AA', '<', '>']);
const NORMAL = new Set(['N', '']);

export function levelOf(result: Pick<LabResult, 'flags'>): Level {
  const codes = result.flags.map(({ code }) => code.toUpperCase());
  if (codes.some((code) => CRITICAL.has(code))) return 'critical';
  return codes.some((code) => !NORMAL.has(code)) ? 'abnormal' : 'normal';
}

export const isAbnormal = (result: Pick<LabResult, 'flags'>): boolean => levelOf(result) !== 'normal';

/** The sign beside a value, so that colour is never alone: ↑ ↓, doubled when critical, `!` for others. */
export function signOf(result: Pick<LabResult, 'flags'>): string {
  const codes = result.flags.map(({ code }) => code.toUpperCase());
  if (codes.includes('HH') || codes.includes('>')) return '↑↑';
  if (codes.includes('LL') || codes.includes('<')) return '↓↓';
  if (codes.includes('H')) return '↑';
  if (codes.includes('L')) return '↓';
  return { critical: '!!', abnormal: '!', normal: '' }[levelOf(result)];
}

export interface Row {
  key: string;
  name: string;
  code: string;
  /** Latest first. */
  results: LabResult[];
}

export const timeOf = (result: LabResult): string => result.observed_at ?? result.created_at;

/** One row for each test, unit and sub-id; those with the latest results first. */
export function rowsOf(results: LabResult[]): Row[] {
  const rows = new Map<string, Row>();
  for (const result of [...results].sort((one, other) => Date.parse(timeOf(other)) - Date.parse(timeOf(one)))) {
    const key = [result.code.system, result.code.code, result.sub_id, result.unit].join('|');
    const row = rows.get(key) ?? { key, name: result.code.text ?? result.code.code, code: result.code.code, results: [] };
    row.results.push(result);
    rows.set(key, row);
  }
  return [...rows.values()];
}

/** What can be drawn: whole numbers and decimals; of a cancelled result nothing. */
export function numberOf(result: LabResult): number | null {
  if (result.status === 'cancelled' || result.value?.type !== 'numeric') return null;
  const number = Number(valueOf(result.value));
  return valueOf(result.value).trim() === '' || Number.isNaN(number) ? null : number;
}

export interface Range {
  low: number | null;
  high: number | null;
}

/** Reads `3.5-5.1`, `<5`, `>= 60`; anything else is not guessed at. */
export function rangeOf(text: string | null | undefined): Range | null {
  const number = '(-?\\d+(?:\\.\\d+)?)';
  const between = text?.match(new RegExp(`^\\s*${number}\\s*[-–]\\s*${number}\\s*$`));
  if (between) return { low: Number(between[1]), high: Number(between[2]) };
  const below = text?.match(new RegExp(`^\\s*<=?\\s*${number}\\s*$`));
  if (below) return { low: null, high: Number(below[1]) };
  const above = text?.match(new RegExp(`^\\s*>=?\\s*${number}\\s*$`));
  return above ? { low: Number(above[1]), high: null } : null;
}
