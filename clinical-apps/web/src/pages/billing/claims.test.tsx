import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { me, patient, sdg } from '@/testing/made-up';
import { claim } from '@/testing/made-up-money';
import { ClaimPage, ClaimsPage } from './claims';

function open(answers: Answers, permissions = ['patients:read', 'billing:read', 'claims:write']) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('billing-clerk', permissions, 'clerk.sara') }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<ClaimPage />, { at: '/billing/claims/claim', path: '/billing/claims/:id' });
  return calls;
}

const posts = (calls: ReturnType<typeof open>) => calls.filter(({ method }) => method === 'POST');

test('a claim is submitted in the version that was looked at, and one that somebody changed is not', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/billing/claims/{id}': { get: claim({ version: 4 }) }, '/api/v1/billing/claims/{id}/submit': { post: new Refused(409, 'version-changed', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Submit it' }));
  await screen.findByText(/Somebody else changed this after you opened it/);
  expect(posts(calls)[0]?.headers.get('if-match')).toBe('"4"');
});

test('what can be done with a claim depends on its state, and is not there for a role that reads only', async () => {
  open({ '/api/v1/billing/claims/{id}': { get: claim({ status: 'denied' }) } });
  const group = await screen.findByRole('group', { name: 'What can be done' });
  expect(within(group).getAllByRole('button').map(({ textContent }) => textContent)).toEqual(['Appeal', 'Close it']);
});

test('a role that reads claims only can do nothing with one', async () => {
  open({ '/api/v1/billing/claims/{id}': { get: claim() } }, ['patients:read', 'billing:read']);
  await screen.findByRole('heading', { name: 'CLM-1' });
  expect(screen.queryByRole('group', { name: 'What can be done' })).toBeNull();
});

test('a remittance is posted line by line with one key, and never pays more than is allowed', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/billing/claims/{id}': { get: claim({ status: 'accepted' }) }, '/api/v1/billing/claims/{id}/payments': { post: new Refused(503, 'unavailable', 'not now') } });
  await user.click(await screen.findByRole('button', { name: 'Enter a remittance' }));
  const dialog = within(screen.getByRole('dialog'));
  const post = dialog.getByRole<HTMLButtonElement>('button', { name: 'Post it' });
  await user.type(dialog.getByRole('textbox', { name: /Number of the remittance/ }), 'REM-5');
  const line = within(dialog.getByRole('group', { name: '1. 718-7' }));
  await user.clear(line.getByRole('textbox', { name: /Allowed/ }));
  await user.type(line.getByRole('textbox', { name: /Allowed/ }), '80');
  // 92.00 is paid still.
  expect(post.disabled).toBe(true);
  await user.clear(line.getByRole('textbox', { name: /Paid/ }));
  await user.type(line.getByRole('textbox', { name: /Paid/ }), '0');
  await user.type(line.getByRole('textbox', { name: /Code of the denial/ }), 'CO-45');
  await user.click(post);
  await dialog.findByText(/not now/);
  await user.click(post);
  await vi.waitFor(() => expect(posts(calls)).toHaveLength(2));
  expect(posts(calls)[0]?.body).toEqual({ remittance_number: 'REM-5', lines: [{ line_number: 1, allowed: sdg(8_000), paid: sdg(0), denial_code: 'CO-45' }] });
  const keys = posts(calls).map(({ headers }) => headers.get('idempotency-key'));
  expect(keys[0]).toMatch(/^[a-p]{32}$/);
  expect(keys[1]).toBe(keys[0]);
});

test('an insurer that denies gives a reason, which goes to the route of the denial', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/billing/claims/{id}': { get: claim({ status: 'accepted', version: 8 }) }, '/api/v1/billing/claims/{id}/deny': { post: claim({ status: 'denied', version: 9 }) } });
  await user.click(await screen.findByRole('button', { name: 'The insurer denies it' }));
  const dialog = within(screen.getByRole('dialog'));
  const deny = dialog.getByRole<HTMLButtonElement>('button', { name: 'The insurer denies it' });
  expect(deny.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /^Reason/ }), 'not covered');
  await user.click(deny);
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(posts(calls)).toMatchObject([{ path: '/api/v1/billing/claims/claim/deny', body: { reason: 'not covered' } }]);
  expect(posts(calls)[0]?.headers.get('if-match')).toBe('"8"');
});

test('the worklist asks for the state of its address', async () => {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('billing-clerk', ['patients:read', 'billing:read'], 'clerk.sara') }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/billing/claims': { get: { items: [claim({ status: 'submitted' })] } } });
  draw(<ClaimsPage />, { at: '/billing/claims?status=submitted' });
  const link = await screen.findByRole('link', { name: /CLM-1/ });
  expect(link.getAttribute('href')).toBe('/billing/claims/claim');
  expect(calls.find(({ path }) => path === '/api/v1/billing/claims')?.query.get('status')).toBe('submitted');
});
