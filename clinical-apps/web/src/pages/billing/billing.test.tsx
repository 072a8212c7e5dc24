import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { charge, facility, invoice, me, patient, payment, refund } from '@/testing/made-up';
import { ApprovalsPage } from './approvals';
import { ChargesPage } from './charges';
import { InvoicePage } from './invoice';
import { InvoicesPage } from './invoices';

const CLERK = ['patients:read', 'billing:read', 'charges:write', 'invoices:write', 'payments:write', 'claims:write'];
const none = { items: [] };

function hub(answers: Answers, permissions = CLERK) {
  return mockHub({
    '/api/v1/auth/me': { get: me('billing-clerk', permissions, 'clerk.sara') },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/billing/adjustments': { get: none },
    '/api/v1/billing/claims': { get: none },
    ...answers,
  });
}

const openInvoice = () => draw(<InvoicePage />, { at: '/billing/invoices/i', path: '/billing/invoices/:id' });

test('a payment keeps its key for as long as the dialog is open, so that a repeat is known for one', async () => {
  const user = userEvent.setup();
  const answers: Answers = { '/api/v1/billing/invoices/{id}': { get: invoice() }, '/api/v1/billing/payments': { post: new Refused(503, 'unavailable', 'not now') } };
  const calls = hub(answers);
  openInvoice();
  await user.click(await screen.findByRole('button', { name: 'Take a payment' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Take a payment' }));
  const take = dialog.getByRole('button', { name: /^Take .*115\.00/ });
  await user.click(take);
  await dialog.findByText(/not now/);
  await user.click(take);
  await vi.waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2));
  const [first, second] = calls.filter(({ method }) => method === 'POST');
  expect(first?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
  expect(second?.headers.get('idempotency-key')).toBe(first?.headers.get('idempotency-key'));
  expect(first?.body).toMatchObject({ amount: { amount: 11_500, currency: 'SDG' }, method: 'cash', allocations: [{ amount: { amount: 11_500 } }] });
});

test('a card needs the reference of its terminal, and an amount with too many digits is not taken', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/invoices/{id}': { get: invoice() }, '/api/v1/billing/payments': { post: payment() } });
  openInvoice();
  await user.click(await screen.findByRole('button', { name: 'Take a payment' }));
  const dialog = within(screen.getByRole('dialog'));
  const amount = dialog.getByRole('textbox', { name: /Amount/ });
  await user.clear(amount);
  await user.type(amount, '10.005');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Take the payment' }).disabled).toBe(true);
  await user.clear(amount);
  await user.type(amount, '10.5');
  await user.click(dialog.getByRole('combobox', { name: 'How it is paid' }));
  await user.click(screen.getByRole('option', { name: 'Card' }));
  const take = dialog.getByRole<HTMLButtonElement>('button', { name: /^Take .*10\.50/ });
  expect(take.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reference/ }), 'T-77');
  await user.click(take);
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({ amount: { amount: 1_050 }, method: 'card', reference: 'T-77' }));
});

test('a draft that somebody changed meanwhile is not issued', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/invoices/{id}': { get: invoice({ status: 'draft', version: 7 }) }, '/api/v1/billing/invoices/{id}/issue': { post: new Refused(409, 'version-changed', 'changed') } });
  openInvoice();
  await user.click(await screen.findByRole('button', { name: 'Issue it' }));
  await screen.findByText(/Somebody else changed this after you opened it/);
  expect(calls.find(({ method }) => method === 'POST')?.headers.get('if-match')).toBe('"7"');
});

test('a charge that nobody knows the place of is priced in the facility that is chosen', async () => {
  const user = userEvent.setup();
  const calls = hub({ '/api/v1/billing/charges': { get: { items: [charge()] } }, '/api/v1/billing/charges/{id}/price': { post: charge({ status: 'pending' }) } });
  draw(<ChargesPage />, { at: '/billing/charges?status=unpriced' });
  await user.click(await screen.findByRole('button', { name: 'Give it a price' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('combobox', { name: /Facility/ }));
  await user.click(await screen.findByRole('option', { name: 'Khartoum Clinic' }));
  await user.click(dialog.getByRole('button', { name: 'Look the price up' }));
  await screen.findByText('The charge has its price.');
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ facility_id: facility().id });
  expect(calls.find(({ path }) => path === '/api/v1/billing/charges')?.query.get('status')).toBe('unpriced');
});

test('who asked for a refund is told that somebody else decides', async () => {
  hub({ '/api/v1/billing/refunds': { get: { items: [refund({ by: 'clerk.sara' }), refund({ id: 'other', by: 'clerk.omar' })] } } }, [...CLERK, 'billing:approve']);
  draw(<ApprovalsPage />);
  await screen.findByText('You asked: somebody else decides');
  expect(screen.getAllByRole('button', { name: 'Approve' })).toHaveLength(1);
});

test('invoices that cannot be had are an error with a way on, and a role without billing is told so', async () => {
  hub({ '/api/v1/billing/invoices': { get: new Refused(503, 'unavailable', 'the books are being closed') } });
  const { unmount } = draw(<InvoicesPage />);
  await screen.findByText(/the books are being closed/);
  screen.getByRole('button', { name: 'Try again' });
  unmount();
  hub({}, ['patients:read']);
  draw(<InvoicesPage />);
  await screen.findByText('Your role does not have this page');
});
