import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { facility, ID, invoice, me, patient, payment, refund, sdg } from '@/testing/made-up';
import { account, adjustment } from '@/testing/made-up-money';
import { AccountPage } from './account';
import { ApprovalsPage } from './approvals';
import { StatementPage } from './print';

const AT = '2026-01-05T09:00:00Z';
const none = { items: [] };

function hub(answers: Answers, permissions = ['patients:read', 'billing:read', 'payments:write', 'invoices:write'], username = 'clerk.sara') {
  return mockHub({
    '/api/v1/auth/me': { get: me('billing-clerk', permissions, username) },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/billing/accounts/{id}': { get: account() },
    '/api/v1/billing/accounts/{id}/balance': { get: { account_id: 'account', patient_id: ID, receivable: sdg(11_500), credit: sdg(500), balance: sdg(11_000) } },
    '/api/v1/billing/accounts/{id}/statements': { get: none },
    '/api/v1/billing/charges': { get: none },
    '/api/v1/billing/invoices': { get: { items: [invoice()] } },
    '/api/v1/billing/payments': { get: none },
    '/api/v1/billing/refunds': { get: none },
    '/api/v1/billing/adjustments': { get: none },
    ...answers,
  });
}

const openAccount = () => draw(<AccountPage />, { at: '/billing/accounts/account', path: '/billing/accounts/:id' });
const changes = (calls: ReturnType<typeof hub>) => calls.filter(({ method }) => method === 'POST');

test('money is given back with a reason and one key, and it is told when a second person must agree', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/payments': { get: { items: [payment({ unallocated: sdg(500) })] } }, '/api/v1/billing/payments/{id}/refunds': { post: refund({ status: 'pending' }) } });
  openAccount();
  await user.click(await screen.findByRole('button', { name: 'Give money back' }));
  const dialog = within(screen.getByRole('dialog'));
  const ask = dialog.getByRole<HTMLButtonElement>('button', { name: 'Ask for the refund' });
  expect(ask.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'paid twice');
  await user.click(ask);
  await screen.findByText('The refund waits for a second person.');
  const [asked] = changes(calls);
  expect(asked).toMatchObject({ path: '/api/v1/billing/payments/payment/refunds', body: { amount: sdg(500), reason: 'paid twice', method: 'card' } });
  expect(asked?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
});

test('nothing of a payment that is on invoices is given back; it is reversed in its version', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/payments': { get: { items: [payment({ version: 5 })] } }, '/api/v1/billing/payments/{id}/reverse': { post: new Refused(409, 'version-changed', 'changed') } });
  openAccount();
  await user.click(await screen.findByRole('button', { name: 'Reverse' }));
  expect(screen.queryByRole('button', { name: 'Give money back' })).toBeNull();
  const dialog = within(screen.getByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'wrong account');
  await user.click(dialog.getByRole('button', { name: 'Reverse' }));
  await dialog.findByText(/Somebody else changed this after you opened it/);
  expect(changes(calls)[0]?.headers.get('if-match')).toBe('"5"');
});

const MANAGER = ['patients:read', 'billing:read', 'billing:approve'];

test('the second person approves a refund in the version that was looked at', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/refunds': { get: { items: [refund({ version: 3 })] } }, '/api/v1/billing/refunds/{id}/approve': { post: refund({ status: 'paid' }) } }, MANAGER, 'mgr.huda');
  draw(<ApprovalsPage />);
  await user.click(await screen.findByRole('button', { name: 'Approve' }));
  await screen.findByText('It is approved.');
  expect(changes(calls)).toMatchObject([{ path: '/api/v1/billing/refunds/refund/approve' }]);
  expect(changes(calls)[0]?.headers.get('if-match')).toBe('"3"');
});

test('an adjustment is rejected with a reason, and a refund that somebody decided meanwhile is not decided again', async () => {
  const user = userEvent.setup();
  const calls = hub(
    { '/api/v1/billing/adjustments': { get: { items: [adjustment()] } }, '/api/v1/billing/adjustments/{id}/reject': { post: adjustment({ status: 'rejected' }) }, '/api/v1/billing/refunds': { get: { items: [refund()] } }, '/api/v1/billing/refunds/{id}/approve': { post: new Refused(409, 'version-changed', 'changed') } },
    MANAGER,
    'mgr.huda',
  );
  draw(<ApprovalsPage />);
  const adjustments = within(await screen.findByRole('list', { name: 'Adjustments' }));
  await user.click(adjustments.getByRole('button', { name: 'Reject' }));
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Reject' }).disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'not agreed');
  await user.click(dialog.getByRole('button', { name: 'Reject' }));
  await screen.findByText('It is rejected.');
  expect(changes(calls)).toMatchObject([{ path: '/api/v1/billing/adjustments/adjustment/reject', body: { reason: 'not agreed' } }]);
  expect(changes(calls)[0]?.headers.get('if-match')).toBe('"2"');
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  await user.click(within(screen.getByRole('list', { name: 'Refunds' })).getByRole('button', { name: 'Approve' }));
  await screen.findByText(/Somebody else changed this after you opened it/);
});

const made: Schemas['Statement'] = {
  id: 'statement',
  statement_number: 'ST-1',
  account_id: 'account',
  patient_id: ID,
  currency: 'SDG',
  from: '2026-01-01',
  to: '2026-01-31',
  opening: sdg(0),
  closing: sdg(10_450),
  lines: [
    { at: AT, kind: 'invoice-issued', reference: 'INV-KRT-000001', amount: sdg(11_500), balance: sdg(11_500) },
    { at: AT, kind: 'payment', reference: 'RCT-1', amount: sdg(-1_050), balance: sdg(10_450) },
  ],
  created_at: AT,
};

test('a statement is made for days in their order and opened', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/accounts/{id}/statements': { get: none, post: made } });
  const { router } = openAccount();
  await user.click(await screen.findByRole('button', { name: 'Make a statement' }));
  const dialog = within(screen.getByRole('dialog'));
  const make = dialog.getByRole<HTMLButtonElement>('button', { name: 'Make the statement' });
  fireEvent.change(dialog.getByLabelText(/From day/), { target: { value: '2026-02-01' } });
  fireEvent.change(dialog.getByLabelText(/Until day/), { target: { value: '2026-01-31' } });
  expect(make.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText(/From day/), { target: { value: '2026-01-01' } });
  await user.click(make);
  await vi.waitFor(() => expect(router.state.location.pathname).toBe('/billing/statements/statement'));
  expect(changes(calls)).toMatchObject([{ path: '/api/v1/billing/accounts/account/statements', body: { from: '2026-01-01', to: '2026-01-31' } }]);
});

test('a statement tells in words what happened, with the balance after each', async () => {
  hub({ '/api/v1/billing/statements/{id}': { get: made } });
  draw(<StatementPage />, { at: '/billing/statements/statement', path: '/billing/statements/:id' });
  const rows = within(await screen.findByRole('table', { name: 'Statement' })).getAllByRole('row');
  expect(rows).toHaveLength(5);
  expect(rows[2]?.textContent).toMatch(/Invoice issued.*INV-KRT-000001.*115\.00.*115\.00/);
  expect(rows[3]?.textContent).toMatch(/Payment.*RCT-1.*10\.50.*104\.50/);
  expect(rows[4]?.textContent).toMatch(/Balance at the end.*104\.50/);
});
