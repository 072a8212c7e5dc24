// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeHub } from '@/test/hub';
import { show } from '@/test/page';
import { AuditPage } from './page';

const entry = (n: number) => ({ n, at: '2026-03-01T08:00:00Z', actor: 'U7', username: 'nora', roles: ['nurse'], action: 'patients:read', route: 'GET /api/v1/patients/{id}', patients: ['P9'], request_id: 'R', outcome: 'done' as const, prev: '0', hash: '1' });

function hubWith(permissions: string[]) {
  const hub = makeHub();
  hub.on('get', '/api/v1/auth/me', 200, { user_id: 'U1', username: 'compliance', roles: [], permissions });
  hub.on('get', '/api/v1/audit/entries', 200, (asked) => (asked.query.cursor ? { items: [entry(1)] } : { items: [entry(3), entry(2)], next: 'the rest' }));
  return hub;
}

test('entries are paged, and a row narrows the search to its person and patient', async () => {
  const hub = hubWith(['audit:read', 'audit:export']);
  const user = show(<AuditPage />);
  await screen.findByText('2 entries');
  await user.click(screen.getByRole('button', { name: 'Earlier' }));
  await screen.findByText('3 entries');
  await user.click(screen.getAllByRole('button', { name: 'Only entries of nora' })[0]!);
  await user.click((await screen.findAllByRole('button', { name: 'Only entries about patient P9' }))[0]!);
  await waitFor(() => expect(hub.askedOf('get', '/api/v1/audit/entries').at(-1)?.query).toEqual({ actor: 'U7', patient: 'P9', limit: '100' }));
});

test('without users:manage nobody’s name is asked for, and without audit:export nothing is exported', async () => {
  const hub = hubWith(['audit:read']);
  show(<AuditPage />);
  await screen.findByText('2 entries');
  expect(hub.askedOf('get', '/api/v1/users').length).toBe(0);
  expect(screen.getByRole('button', { name: 'Export' })).toHaveProperty('disabled', true);
});

test('what is wrong with the chain is told', async () => {
  const hub = hubWith(['audit:read']);
  hub.on('get', '/api/v1/audit/verification', 200, { n_rows: 20, last_hash: 'abc', findings: [{ kind: 'changed', n: 17 }, { kind: 'removed', from: 3, to: 5 }] });
  const user = show(<AuditPage />);
  await user.click(await screen.findByRole('button', { name: 'Check the chain' }));
  await screen.findByText('entry 17 was changed');
  await screen.findByText('entries 3 to 5 were removed');
});
