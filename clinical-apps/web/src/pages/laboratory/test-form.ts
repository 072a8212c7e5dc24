// The form of a test as it is typed, and what it becomes. Numbers stay texts, so that every digit is kept.

import type { Schemas } from '@/api/client';
import { ageOfDays, daysOf, type Age } from './ages';

export interface RangeForm {
  gender: Schemas['Gender'] | '';
  from: Age;
  to: Age;
  low: string;
  high: string;
  criticalLow: string;
  criticalHigh: string;
}

export interface AnswerForm {
  code: string;
  text: string;
  isAbnormal: boolean;
}

export interface TestForm {
  system: string;
  code: string;
  name: string;
  category: Schemas['TestCategory'];
  kind: Schemas['TestKind'];
  unit: string;
  answers: AnswerForm[];
  specimen: string;
  container: string;
  /** In microlitres. */
  volume: string;
  method: string;
  /** In minutes. */
  turnaround: string;
  ranges: RangeForm[];
  deltaOf: '' | 'absolute' | 'percent';
  delta: string;
  deltaHours: string;
  isFasting: boolean;
  isStat: boolean;
  instructions: string;
  isActive: boolean;
}

export const EMPTY_RANGE: RangeForm = { gender: '', from: { n: '', unit: 'years' }, to: { n: '', unit: 'years' }, low: '', high: '', criticalLow: '', criticalHigh: '' };
export const EMPTY_ANSWER: AnswerForm = { code: '', text: '', isAbnormal: false };
export const EMPTY_TEST: TestForm = { system: 'LN', code: '', name: '', category: 'chemistry', kind: 'numeric', unit: '', answers: [], specimen: 'blood', container: '', volume: '', method: '', turnaround: '', ranges: [], deltaOf: '', delta: '', deltaHours: '', isFasting: false, isStat: false, instructions: '', isActive: true };

const text = (value: string | number | null | undefined): string => (value == null ? '' : String(value));

export function formOf(test: Schemas['LabTestRequest']): TestForm {
  const { delta } = test;
  return {
    system: test.code.system ?? '',
    code: test.code.code,
    name: text(test.code.text),
    category: test.category,
    kind: test.kind,
    unit: text(test.unit),
    answers: (test.answers ?? []).map((answer) => ({ code: answer.code, text: text(answer.text), isAbnormal: test.abnormal_answers?.includes(answer.code) ?? false })),
    specimen: test.specimen_type,
    container: text(test.container),
    volume: text(test.volume_ul),
    method: text(test.method),
    turnaround: text(test.turnaround_minutes),
    ranges: (test.ranges ?? []).map((range) => ({ gender: range.gender ?? '', from: ageOfDays(range.from_days), to: ageOfDays(range.to_days), low: text(range.low), high: text(range.high), criticalLow: text(range.critical_low), criticalHigh: text(range.critical_high) })),
    deltaOf: delta ? (delta.absolute != null ? 'absolute' : 'percent') : '',
    delta: text(delta?.absolute ?? delta?.percent),
    deltaHours: text(delta?.within_hours),
    isFasting: test.fasting ?? false,
    isStat: test.stat_available ?? false,
    instructions: text(test.instructions),
    isActive: test.active ?? true,
  };
}

const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)$/;
const WHOLE = /^\d+$/;

export const isDecimal = (typed: string): boolean => typed.trim() === '' || DECIMAL.test(typed.trim());
export const isWhole = (typed: string): boolean => typed.trim() === '' || WHOLE.test(typed.trim());
export const isAge = (age: Age): boolean => daysOf(age) !== null;

function rangeOf(form: RangeForm): Schemas['ReferenceRange'] | null {
  const limits = [form.low, form.high, form.criticalLow, form.criticalHigh].map((one) => one.trim());
  const [from, to] = [daysOf(form.from), daysOf(form.to)];
  if (from === null || to === null || limits.some((one) => !isDecimal(one)) || limits.every((one) => one === '')) return null;
  const [low, high, critical_low, critical_high] = limits.map((one) => one || undefined);
  return { gender: form.gender || undefined, from_days: from, to_days: to, low, high, critical_low, critical_high };
}

/** The test of a form; `null` while something is missing or is no number. What contradicts itself the hub says. */
export function testOf(form: TestForm): Schemas['LabTestRequest'] | null {
  const given = (typed: string) => typed.trim() || undefined;
  const whole = (typed: string) => (given(typed) === undefined ? undefined : Number(typed));
  if (!given(form.code) || !given(form.name) || !given(form.specimen) || !isWhole(form.volume) || !isWhole(form.turnaround)) return null;
  const isNumeric = form.kind === 'numeric';
  const ranges = isNumeric ? form.ranges.map(rangeOf) : [];
  const answers = form.kind === 'coded' ? form.answers : [];
  const hasDelta = isNumeric && form.deltaOf !== '';
  const isDeltaGood = !hasDelta || (given(form.delta) !== undefined && given(form.deltaHours) !== undefined && isWhole(form.deltaHours) && (form.deltaOf === 'percent' ? isWhole(form.delta) : isDecimal(form.delta)));
  const areAnswersGood = form.kind !== 'coded' || (answers.length > 0 && answers.every(({ code }) => given(code)));
  if (ranges.includes(null) || !isDeltaGood || !areAnswersGood) return null;
  return {
    code: { system: form.system.trim(), code: form.code.trim(), text: form.name.trim() },
    category: form.category,
    kind: form.kind,
    unit: isNumeric ? given(form.unit) : undefined,
    answers: answers.map(({ code, text: name }) => ({ system: '', code: code.trim(), text: given(name) })),
    abnormal_answers: answers.filter(({ isAbnormal }) => isAbnormal).map(({ code }) => code.trim()),
    specimen_type: form.specimen.trim(),
    container: given(form.container),
    volume_ul: whole(form.volume),
    method: given(form.method),
    turnaround_minutes: whole(form.turnaround),
    ranges: ranges.filter((range) => range !== null),
    delta: hasDelta ? { within_hours: Number(form.deltaHours), ...(form.deltaOf === 'percent' ? { percent: Number(form.delta) } : { absolute: form.delta.trim() }) } : undefined,
    fasting: form.isFasting,
    stat_available: form.isStat,
    instructions: given(form.instructions),
    active: form.isActive,
  };
}
