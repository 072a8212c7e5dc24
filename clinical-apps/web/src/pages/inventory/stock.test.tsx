import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused } from '@/testing/hub';
import { facility, FACILITY, me } from '@/testing/made-up';
import { StockPage } from './stock';

const AT = '2026-01-05T09:00:00Z';
const level = { batch_id: 'b', expires_on: '2099-01-01', facility_id: FACILITY, item_id: 'i', location_id: 'l', lot: 'L-1', on_hand: 20, reserved: 3, status: 'active' as const };

function open(controlled: boolean) {
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('pharmacist', ['stock:*', 'inventory:*'], 'ph.rania') },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/inventory/items': { get: { items: [{ id: 'i', version: 1, code: 'MOR', name: 'Morphine', category: 'medication', unit: 'ampoule', controlled, created_at: AT, updated_at: AT }] } },
    '/api/v1/inventory/locations': { get: { items: [{ id: 'l', version: 1, facility_id: FACILITY, code: 'PH', name: 'Pharmacy', kind: 'pharmacy', time_zone: 'UTC', created_at: AT, updated_at: AT }] } },
    '/api/v1/inventory/stock': { get: { items: [level] } },
    '/api/v1/inventory/issues': { post: new Refused(409, 'insufficient-stock', 'there are 17') },
  });
  draw(<StockPage />, { at: '/inventory' });
  return calls;
}

test('more than there is is refused in words, and the key stays for a repeat', async () => {
  const user = userEvent.setup();
  const calls = open(false);
  await user.click(await screen.findByRole('button', { name: 'Issue' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Quantity/ }), '18');
  await user.click(dialog.getByRole('button', { name: 'Issue' }));
  await dialog.findByText(/there are 17/);
  await user.click(dialog.getByRole('button', { name: 'Issue' }));
  await vi.waitFor(() => expect(calls.filter(({ method }) => method === 'POST')).toHaveLength(2));
  expect(new Set(calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers.get('idempotency-key'))).size).toBe(1);
});

test('a correction of a controlled drug needs a witness', async () => {
  const user = userEvent.setup();
  open(true);
  await screen.findByText('Morphine');
  await user.click(screen.getByRole('button', { name: 'Correct' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /By how much/ }), '-2');
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'broken');
  const correct = dialog.getByRole<HTMLButtonElement>('button', { name: 'Correct' });
  expect(correct.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Witness/ }), 'nurse.hala');
  expect(correct.disabled).toBe(false);
});
