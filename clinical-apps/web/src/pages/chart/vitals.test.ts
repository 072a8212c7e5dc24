import { expect, test } from 'vitest';
import { reading } from '@/testing/made-up';
import { latestOf, levelOf, limitOf, shownValue, signOf, stretches, windowOf } from './vitals';

const limits = { scope: 'default', parameter: 'heart-rate', critical_low: 40, warning_low: 60, warning_high: 100, critical_high: 120, critical_needed: 1, warning_needed: 3, of: 5 } as const;

test('a value at a limit is not beyond it, and what is beyond has a sign', () => {
  const told = (value: number) => `${levelOf(value, limits).level} ${signOf(levelOf(value, limits))}`.trim();
  expect([39, 40, 59, 60, 100, 101, 120, 121].map(told)).toEqual(['critical ↓↓', 'warning ↓', 'warning ↓', 'normal', 'normal', 'warning ↑', 'warning ↑', 'critical ↑↑']);
  expect(levelOf(300, null).level).toBe('normal');
});

test('the latest value of each sign is taken, whichever reading has it, and no artefact', () => {
  const latest = latestOf([reading({ at: '2026-11-28T09:02:00Z', values: { heart_rate: 250 }, artifact: true }), reading({ at: '2026-11-28T09:00:00Z', values: { heart_rate: 80 } }), reading({ at: '2026-11-28T09:01:00Z', values: { temperature: 37.2 } })]);
  expect(latest.get('heart-rate')?.value).toBe(80);
  expect(latest.get('temperature')?.at).toBe('2026-11-28T09:01:00Z');
  expect(latest.has('systolic')).toBe(false);
});

test('a patient’s own limits come before the default ones', () => {
  expect(limitOf('heart-rate', [{ ...limits, scope: 'patient', critical_high: 150 }], [limits])?.critical_high).toBe(150);
  expect(limitOf('systolic', [], [limits])).toBeNull();
});

test('trends are cut where nothing was measured, and their window is stable within a part', () => {
  const at = (minute: number) => ({ from: `2026-11-28T09:${String(minute).padStart(2, '0')}:00Z`, n: 1, min: 1, max: 1, mean: 1 });
  expect(stretches([at(0), at(1), at(30), at(31)], 60).map(({ length }) => length)).toEqual([2, 2]);
  expect(windowOf(Date.parse('2026-11-28T09:00:10Z'), 'hour')).toEqual(windowOf(Date.parse('2026-11-28T09:00:50Z'), 'hour'));
  expect(windowOf(Date.parse('2026-11-28T09:00:10Z'), 'hour')).toEqual({ from: '2026-11-28T08:01:00.000Z', to: '2026-11-28T09:01:00.000Z' });
});

test('temperatures have a digit after the point, rates have none', () => {
  expect([shownValue(37.25, 'temperature'), shownValue(79.6, 'heart-rate')]).toEqual(['37.3', '80']);
});
