import { expect, test } from 'vitest';
import { addressOf, filterOf, queryOf } from './filter';

const filter = { patient: 'P1', actor: ' 01USER ', action: 'patients:read', outcome: '', from: '2026-03-01T08:00', to: 'never' };

test('no patient is part of an address', () => {
  expect(addressOf(filter)).toEqual({ actor: ' 01USER ', action: 'patients:read', from: '2026-03-01T08:00', to: 'never' });
  expect(filterOf(new URLSearchParams(addressOf(filter)))).not.toHaveProperty('patient');
});

test('the hub is asked with instants, and not with what is empty or no time', () => {
  expect(queryOf(filter)).toEqual({ patient: 'P1', actor: '01USER', action: 'patients:read', from: new Date(2026, 2, 1, 8).toISOString() });
});
