import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { facility, FACILITY, me } from '@/testing/made-up';
import { purchaseOrder, stockItem, stockPlace, supplier } from '@/testing/made-up-money';
import { OrdersPage } from './orders';

function open(answers: Answers, permissions = ['stock:*', 'purchase-orders:*']) {
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('pharmacist', permissions, 'ph.rania') },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/inventory/items': { get: { items: [stockItem()] } },
    '/api/v1/inventory/locations': { get: { items: [stockPlace()] } },
    '/api/v1/inventory/suppliers': { get: { items: [supplier()] } },
    '/api/v1/inventory/purchase-orders': { get: { items: [] } },
    ...answers,
  });
  draw(<OrdersPage />, { at: '/inventory/orders' });
  return calls;
}

const post = (calls: ReturnType<typeof open>) => calls.find(({ method }) => method === 'POST');

test('an order is written for a supplier and waits for another person', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/inventory/purchase-orders': { get: { items: [] }, post: purchaseOrder() } });
  await user.click(await screen.findByRole('button', { name: 'Write an order' }));
  const dialog = within(screen.getByRole('dialog'));
  const write = dialog.getByRole<HTMLButtonElement>('button', { name: 'Write an order' });
  for (const [field, option] of [[/Supplier/, 'Any Supplier'], [/Item/, 'Morphine']] as const) {
    await user.click(dialog.getByRole('combobox', { name: field }));
    await user.click(await screen.findByRole('option', { name: option }));
  }
  await user.type(dialog.getByRole('textbox', { name: /Quantity/ }), '1.5');
  expect(write.disabled).toBe(true);
  await user.clear(dialog.getByRole('textbox', { name: /Quantity/ }));
  await user.type(dialog.getByRole('textbox', { name: /Quantity/ }), '100');
  await user.click(write);
  await screen.findByText('The order waits for another person to approve it.');
  expect(post(calls)?.body).toEqual({ facility_id: FACILITY, supplier_id: 's', lines: [{ item_id: 'i', quantity: 100 }] });
  expect(post(calls)?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
});

test('an order of somebody else is approved in its version; one that was changed meanwhile is not', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/inventory/purchase-orders': { get: { items: [purchaseOrder({ version: 7 })] } }, '/api/v1/inventory/purchase-orders/{id}/approve': { post: new Refused(409, 'version-changed', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Approve' }));
  await screen.findByText(/Somebody else changed this after you opened it/);
  expect(post(calls)?.path).toBe('/api/v1/inventory/purchase-orders/order/approve');
  expect(post(calls)?.headers.get('if-match')).toBe('"7"');
});

test('who wrote an order is told that somebody else approves it', async () => {
  open({ '/api/v1/inventory/purchase-orders': { get: { items: [purchaseOrder({ by: 'ph.rania' })] } } });
  await screen.findByText('You asked: somebody else decides');
  expect(screen.queryByRole('button', { name: 'Approve' })).toBeNull();
});

test('what is still to come is received with place, lot and day of expiry', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/inventory/purchase-orders': { get: { items: [purchaseOrder({ status: 'partly-received' })] } }, '/api/v1/inventory/purchase-orders/{id}/receipts': { post: new Refused(503, 'unavailable', 'not now') } });
  await screen.findByText(/40 of 100 received/);
  await user.click(screen.getByRole('button', { name: 'Receive' }));
  const dialog = within(screen.getByRole('dialog'));
  const receive = dialog.getByRole<HTMLButtonElement>('button', { name: 'Receive' });
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: /Quantity/ }).value).toBe('60');
  await user.click(dialog.getByRole('combobox', { name: /To the place/ }));
  await user.click(await screen.findByRole('option', { name: 'Pharmacy' }));
  await user.type(dialog.getByRole('textbox', { name: /^Lot/ }), 'L-2');
  expect(receive.disabled).toBe(true);
  fireEvent.change(dialog.getByLabelText(/Lot expires on/), { target: { value: '2028-01-31' } });
  await user.click(receive);
  await dialog.findByText(/not now/);
  await user.click(receive);
  await vi.waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2));
  expect(post(calls)?.body).toEqual({ item_id: 'i', location_id: 'l', quantity: 60, lot: 'L-2', expires_on: '2028-01-31' });
  expect(new Set(calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
});
