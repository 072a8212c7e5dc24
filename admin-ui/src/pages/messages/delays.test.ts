import { expect, test } from 'vitest';
import { delaysOf } from './delays';

const connector = (id: string, updated_at: string | null) => ({ id, updated_at, direction: 'destination', status: 'sent', attempts: 1, possible_duplicate: false });

test('delays are told from when the message was received, and compared with the longest', () => {
  const delays = delaysOf({ received_at: '2026-01-05T08:00:00Z', connectors: [connector('source', '2026-01-05T08:00:00.020Z'), connector('lab', '2026-01-05T08:00:02Z'), connector('new', null)] });
  expect([...delays]).toEqual([
    ['source', { ms: 20, share: 0.01 }],
    ['lab', { ms: 2_000, share: 1 }],
  ]);
});

test('a clock that was set back is no delay', () => {
  expect(delaysOf({ received_at: '2026-01-05T08:00:00Z', connectors: [connector('lab', '2026-01-05T07:59:59Z')] }).get('lab')).toEqual({ ms: 0, share: 0 });
});
