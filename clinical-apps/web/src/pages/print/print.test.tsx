import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { me, patient, prescription, result } from '@/testing/made-up';
import { PrintPatientPage } from './patient';
import { PrintPrescriptionPage } from './prescription';

function open(what: string, permissions: string[], answers: Answers = {}) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', permissions, 'dr.osman') }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<PrintPatientPage />, { at: `/patients/x/print?what=${what}`, path: '/patients/:id/print' });
  return calls;
}

test('the wristband has name, birth date, number and the code that giving a dose asks for', async () => {
  const print = vi.fn();
  vi.stubGlobal('print', print);
  open('wristband', ['patients:read']);
  const band = (await screen.findAllByRole('group', { name: 'Wristband' })).at(-1) as HTMLElement;
  within(band).getByText('ADAM EVERYMAN');
  within(band).getByText(/05 Mar 1970/);
  within(band).getByText('100234');
  within(band).getByRole('img', { name: 'QR code with the patient’s id' });
  await userEvent.setup().click(screen.getByRole('button', { name: 'Print' }));
  expect(print).toHaveBeenCalledOnce();
});

test('a summary has the parts only that the role may see, and a part that failed says so', async () => {
  const calls = open('summary', ['patients:read', 'lab-results:read', 'prescriptions:read'], { '/api/v1/lab/results': { get: { items: [result('6.9', 'HH', '2026-01-05T09:00:00Z')] } }, '/api/v1/prescriptions': { get: new Refused(503, 'unavailable', 'Not now') } });
  await within(await screen.findByRole('region', { name: 'Latest results' })).findByText('6.9 mmol/L ↑↑');
  await within(screen.getByRole('region', { name: 'Current prescriptions' })).findByText('This part could not be asked for: Not now');
  expect(screen.queryByRole('region', { name: 'Encounters' })).toBeNull();
  expect(calls.some(({ path }) => path.includes('encounters') || path.includes('alerts'))).toBe(false);
});

test('a prescription that nobody has verified says that it is not to be filled', async () => {
  mockHub({ '/api/v1/auth/me': { get: me('doctor', ['prescriptions:read', 'patients:read']) }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/prescriptions/{id}': { get: prescription({ status: 'pending' }) } });
  draw(<PrintPrescriptionPage />, { at: '/prescriptions/x/print', path: '/prescriptions/:id/print' });
  await screen.findByText('Not valid for handing out: To be verified');
  await screen.findByText('ADAM EVERYMAN');
});

test('a verified one has no such line', async () => {
  mockHub({ '/api/v1/auth/me': { get: me('doctor', ['prescriptions:read', 'patients:read']) }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/prescriptions/{id}': { get: prescription({ status: 'active' }) } });
  draw(<PrintPrescriptionPage />, { at: '/prescriptions/x/print', path: '/prescriptions/:id/print' });
  await screen.findByText('warfarin');
  expect(screen.queryByText(/Not valid for handing out/)).toBeNull();
});
