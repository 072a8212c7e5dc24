import { expect, test } from 'vitest';
import { ID, prescription, result } from '@/testing/made-up';
import { timelineOf } from './timeline';

test('results of one order and time are one entry with the number of abnormal ones, latest first', () => {
  const at = '2026-01-05T09:20:00Z';
  const entries = timelineOf({
    encounters: [{ id: ID, patient_id: ID, class: 'inpatient', status: 'finished', locations: [], admit_time: '2026-01-04T08:00:00Z', discharge_time: '2026-01-06T08:00:00Z', created_at: at, updated_at: at }],
    orders: [],
    results: [result('4.4', 'N', at), result('6.9', 'HH', at), result('5.0', 'N', '2026-01-04T09:00:00Z')],
    prescriptions: [prescription({ created_at: '2026-01-05T10:00:00Z', dispenses: [{ at: '2026-01-05T11:00:00Z', by: 'ph.rania', quantity: 7 }] })],
  });
  expect(entries.map(({ kind }) => kind)).toEqual(['discharged', 'handed-out', 'prescribed', 'resulted', 'resulted', 'admitted']);
  expect(entries.filter((entry) => entry.kind === 'resulted').map(({ n, abnormal }) => [n, abnormal])).toEqual([[2, 1], [1, 0]]);
});
