// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeHub } from '@/test/hub';
import { show } from '@/test/page';
import { ServiceAccountsPage } from './page';
import { permissionsOf } from './permissions';

const ACCOUNT = { id: 'A1', name: 'archive', description: 'nightly copy', disabled: false, created_at: '2026-03-01T08:00:00Z' };
const KEY = { id: 'K1', hint: 'nck_abc', scopes: ['messages:read'], created_at: '2026-03-01T08:00:00Z', created_by: 'admin', expires_at: '2999-01-01T00:00:00Z' };

function hubWith(keys: (typeof KEY)[]) {
  const hub = makeHub();
  hub.on('get', '/api/v1/auth/me', 200, { user_id: 'U1', username: 'admin', roles: ['administrator'], permissions: ['messages:*', 'service-accounts:manage'] });
  hub.on('get', '/api/v1/service-accounts', 200, { items: [ACCOUNT] });
  hub.on('get', '/api/v1/service-accounts/{id}/keys', 200, keys);
  return hub;
}

test('a key is made with scopes and an end, shown once, and gone from the page then', async () => {
  const hub = hubWith([]);
  hub.on('post', '/api/v1/service-accounts/{id}/keys', 201, { api_key: 'nck_secret_of_the_key', key: KEY });
  const user = show(<ServiceAccountsPage />, { at: '/?account=A1' });
  await user.click(await screen.findByRole('button', { name: 'New key' }));
  const dialog = within(await screen.findByRole('dialog'));
  const make = dialog.getByRole('button', { name: 'Make the key' });
  expect(make).toHaveProperty('disabled', true);
  await user.type(dialog.getByLabelText('Permits'), 'messages:read{Enter}');
  await user.clear(dialog.getByLabelText('Ends after days'));
  await user.type(dialog.getByLabelText('Ends after days'), '400');
  expect(make).toHaveProperty('disabled', true);
  await user.clear(dialog.getByLabelText('Ends after days'));
  await user.type(dialog.getByLabelText('Ends after days'), '30');
  await user.click(make);
  await screen.findByText('nck_secret_of_the_key');
  expect(hub.askedOf('post', '/api/v1/service-accounts/A1/keys')[0]?.body).toEqual({ scopes: ['messages:read'], expires_in_days: 30 });
  await user.click(screen.getByRole('button', { name: 'I have kept it' }));
  await waitFor(() => expect(document.body.textContent).not.toContain('nck_secret_of_the_key'));
});

test('a key is revoked after a question', async () => {
  const hub = hubWith([KEY]);
  hub.on('delete', '/api/v1/service-accounts/{id}/keys/{key}', 204, null);
  const user = show(<ServiceAccountsPage />, { at: '/?account=A1' });
  await user.click(await screen.findByRole('button', { name: 'Revoke nck_abc' }));
  expect(hub.askedOf('delete', '/api/v1/service-accounts/A1/keys/K1').length).toBe(0);
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Revoke' }));
  await waitFor(() => expect(hub.askedOf('delete', '/api/v1/service-accounts/A1/keys/K1').length).toBe(1));
});

test('keys that ended or were revoked say so', async () => {
  hubWith([{ ...KEY, expires_at: '2020-01-01T00:00:00Z' }, { ...KEY, id: 'K2', hint: 'nck_def', revoked_at: '2026-03-02T00:00:00Z' } as typeof KEY]);
  show(<ServiceAccountsPage />, { at: '/?account=A1' });
  expect(within(await screen.findByRole('row', { name: /nck_abc/ })).getByText('Ended')).toBeTruthy();
  const revoked = within(screen.getByRole('row', { name: /nck_def/ }));
  expect(revoked.getByText('Revoked')).toBeTruthy();
  expect(revoked.queryByRole('button')).toBeNull();
});

test('permissions are those that the hub’s routes ask for', () => {
  expect(permissionsOf({ paths: { '/a': { get: { 'x-permission': 'b:read' }, put: { 'x-permission': 'a:edit' } }, '/b': { get: { 'x-permission': 'b:read' }, post: {} } } })).toEqual(['a:edit', 'b:read']);
  expect(permissionsOf('no document')).toEqual([]);
});
