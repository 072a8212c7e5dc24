import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { ID, me, patient } from '@/testing/made-up';
import { batch } from '@/testing/made-up-money';
import { BatchPage } from './batch';

const given = [{ at: '2026-01-05T09:00:00Z', location_id: 'l', movement_id: 'm', patient_id: ID, quantity: 3, reference: 'RX-1' }];

function open(answers: Answers, permissions = ['patients:read', 'stock:*']) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('pharmacist', permissions, 'ph.rania') }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/inventory/batches/{id}': { get: batch() }, '/api/v1/inventory/batches/{id}/recipients': { get: { items: given } }, ...answers });
  draw(<BatchPage />, { at: '/inventory/batches/batch', path: '/inventory/batches/:id' });
  return calls;
}

test('who was given a batch is listed with how much', async () => {
  open({});
  const row = within(await screen.findByRole('list', { name: 'Who was given it' })).getByRole('listitem');
  await within(row).findByRole('link', { name: /EVERYMAN/ });
  expect(row.textContent).toMatch(/RX-1.*3$/);
});

test('a recall says that it is for good, needs a reason, and is refused when somebody changed the batch', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/inventory/batches/{id}/recall': { post: new Refused(409, 'version-changed', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Recall it' }));
  const dialog = within(screen.getByRole('dialog'));
  dialog.getByText(/A recall is for good/);
  const recall = dialog.getByRole<HTMLButtonElement>('button', { name: 'Recall it' });
  expect(recall.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'maker recalls the lot');
  await user.click(recall);
  await dialog.findByText(/Somebody else changed this after you opened it/);
  const post = calls.find(({ method }) => method === 'POST');
  expect(post).toMatchObject({ path: '/api/v1/inventory/batches/batch/recall', body: { reason: 'maker recalls the lot' } });
  expect(post?.headers.get('if-match')).toBe('"6"');
});

test('a batch in quarantine is released or recalled; one that is recalled stays so', async () => {
  open({ '/api/v1/inventory/batches/{id}': { get: batch({ status: 'quarantined', reason: 'warm' }) } });
  await screen.findByRole('button', { name: 'Release it' });
  screen.getByRole('button', { name: 'Recall it' });
  expect(screen.queryByRole('button', { name: 'Put into quarantine' })).toBeNull();
});

test('with a recalled batch nothing can be done', async () => {
  open({ '/api/v1/inventory/batches/{id}': { get: batch({ status: 'recalled', reason: 'maker' }) } });
  await screen.findByText('Recalled');
  expect(screen.queryByRole('button', { name: /Recall it|Release it|Put into quarantine/ })).toBeNull();
});
