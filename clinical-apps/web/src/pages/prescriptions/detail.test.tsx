import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { allergies, me, patient, prescription } from '@/testing/made-up';
import { PrescriptionPage } from './detail';

const PHARMACIST = ['patients:read', 'prescriptions:read', 'prescriptions:verify', 'prescriptions:dispense'];

function open(answers: Answers) {
  const calls = mockHub({ '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<PrescriptionPage />, { at: '/prescriptions/x', path: '/prescriptions/:id' });
  return calls;
}

test('who wrote a prescription cannot verify it, and is told why', async () => {
  open({ '/api/v1/auth/me': { get: me('pharmacist', PHARMACIST, 'dr.osman') }, '/api/v1/prescriptions/{id}': { get: prescription() } });
  const verify = await screen.findByRole<HTMLButtonElement>('button', { name: 'Verify' });
  expect(verify.disabled).toBe(true);
  await screen.findByLabelText('Another person than who wrote it must verify it.');
});

test('a change by somebody else is told with what to do, and the prescription is read anew', async () => {
  const user = userEvent.setup();
  const answers: Answers = {
    '/api/v1/auth/me': { get: me('pharmacist', PHARMACIST, 'ph.rania') },
    '/api/v1/prescriptions/{id}': { get: prescription() },
    '/api/v1/prescriptions/{id}/verify': { post: new Refused(409, 'prescription-version', 'Somebody changed the prescription') },
  };
  const calls = open(answers);
  await user.click(await screen.findByRole('button', { name: 'Verify' }));
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Verify' }));
  await screen.findByText(/Somebody else changed this prescription after you opened it/);
  expect(calls.find(({ path }) => path.endsWith('/verify'))?.headers.get('if-match')).toBe('"3"');
  expect(calls.filter(({ path, method }) => method === 'GET' && path === '/api/v1/prescriptions/x').length).toBeGreaterThan(1);
});

test('a prescription without a check is never shown as safe', async () => {
  open({ '/api/v1/auth/me': { get: me('doctor', ['*'], 'dr.osman') }, '/api/v1/prescriptions/{id}': { get: prescription({ status: 'draft', check: undefined }) }, '/api/v1/patients/{id}/encounters': { get: { items: [] } }, '/api/v1/cds/alerts': { get: { items: [] } }, '/api/v1/patients/{id}/allergies/summary': { get: allergies('unknown') } });
  await screen.findByText(/The check could not run/);
  expect(screen.queryByText('Every check was done, and nothing was found.')).toBeNull();
  await screen.findByText('Nobody has asked about allergies');
});
