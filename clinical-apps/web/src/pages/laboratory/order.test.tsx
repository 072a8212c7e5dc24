import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { me, patient, result } from '@/testing/made-up';
import { CriticalResultPage } from './critical';
import { critical, labOrder, POTASSIUM, SODIUM, specimen } from './made-up';
import { LabOrderPage } from './order';
import { LaboratoryPage } from './page';

const LAB = ['patients:read', 'lab-orders:*', 'lab-results:*', 'lab-catalogue:*', 'lab-specimens:*', 'lab-critical-results:*'];

function open(page: 'order' | 'lists' | 'critical', answers: Answers = {}, permissions = LAB, at = '/laboratory/x/order') {
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('lab-technician', permissions, 'lab.omar') },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/lab/orders/{id}': { get: labOrder() },
    '/api/v1/lab/orders/{id}/results': { get: [] },
    '/api/v1/lab/results': { get: { items: [] } },
    '/api/v1/lab/specimens': { get: { items: [specimen()] } },
    '/api/v1/lab/tests': { get: { items: [POTASSIUM, SODIUM] } },
    ...answers,
  });
  const Page = { order: LabOrderPage, lists: LaboratoryPage, critical: CriticalResultPage }[page];
  draw(<Page />, { at, path: page === 'lists' ? '/laboratory' : '/laboratory/x/:id' });
  return calls;
}

const entered = (value: string, flag: string, by = 'lab.omar') => result(value, flag, '2026-01-05T09:00:00Z', { status: 'preliminary', entered_by: by, version: 2 });

test('results are entered with the keyboard alone, and saved with their specimen', async () => {
  const user = userEvent.setup();
  const calls = open('order', { '/api/v1/lab/orders/{id}/results': { get: [], post: [] } });
  await user.click(await screen.findByRole('textbox', { name: 'Value of Potassium' }));
  await user.keyboard('4.40{Enter}140{Enter}');
  expect(document.activeElement?.textContent).toBe('Save the results');
  await user.keyboard('{Enter}');
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ specimen_id: 'specimen', results: [{ test: POTASSIUM.id, value: { type: 'numeric', value: '4.40' } }, { test: SODIUM.id, value: { type: 'numeric', value: '140' } }] }));
});

test('who entered a critical result is told why somebody else verifies it; what is typed and not saved is not verified', async () => {
  const user = userEvent.setup();
  open('order', { '/api/v1/lab/orders/{id}/results': { get: [entered('7.1', 'HH')] } });
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Verify Potassium' });
  await screen.findByText(/It is critical, so somebody else than who entered it verifies it/);
  expect(button.disabled).toBe(true);
  await user.type(screen.getByRole('textbox', { name: 'Value of Sodium' }), '14x');
  screen.getByText('Save what you typed before you verify.');
  screen.getByText('A number such as 5.4, <0.1 or 1:128');
});

test('a result is verified with the version that was seen, and a conflict is told', async () => {
  const user = userEvent.setup();
  const calls = open('order', { '/api/v1/lab/orders/{id}/results': { get: [entered('7.1', 'HH', 'lab.mona')] }, '/api/v1/lab/result-verifications': { post: new Refused(409, 'version-changed', 'Somebody changed it') } });
  await user.click(await screen.findByRole('button', { name: 'Verify Potassium' }));
  await screen.findByText(/Somebody else changed this after you opened it, so nothing was done/);
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ results: [{ id: expect.any(String) as string, version: 2 }] });
});

test('a wrong wristband is refused loudly, and nothing of it stays in the field', async () => {
  const user = userEvent.setup();
  open('order', { '/api/v1/lab/specimens': { get: { items: [] }, post: new Refused(409, 'other-patient', 'The number is not this patient’s') } });
  const band = await screen.findByRole<HTMLInputElement>('textbox', { name: /Scan the wristband/ });
  await user.type(band, '999{Enter}');
  await within(await screen.findByRole('alert')).findByText(/Wrong patient/);
  expect(band.value).toBe('');
});

test('worklists put what is wanted at once first, by word too, and a label that is not known is told', async () => {
  const user = userEvent.setup();
  open('lists', { '/api/v1/lab/worklists/collection': { get: { items: [labOrder({ priority: 'stat' })] } }, '/api/v1/lab/specimens': { get: { items: [] } } }, LAB, '/laboratory?list=collect');
  const row = await within(await screen.findByRole('list', { name: 'To collect' })).findByRole('listitem');
  within(row).getByText('STAT');
  await user.type(await screen.findByRole('textbox', { name: 'Scan a label' }), 'NOPE{Enter}');
  await screen.findByText(/No specimen has the label NOPE/);
});

test('a list that cannot be had is no empty one, and a role without the pages is told', async () => {
  open('lists', { '/api/v1/lab/worklists/verification': { get: new Refused(503, 'clinical-unavailable', 'Not now') } }, LAB, '/laboratory?list=verify');
  await screen.findByText('Not now');
  expect(screen.queryByText('Nothing is to be verified')).toBeNull();
  open('lists', {}, ['patients:read'], '/laboratory');
  await screen.findByText('Your role does not have this page');
});

test('the read-back is never filled in, and a wrong one is taken out again', async () => {
  const user = userEvent.setup();
  const calls = open('critical', { '/api/v1/lab/critical-results/{id}': { get: critical() }, '/api/v1/lab/results/{id}': { get: result('7.1', 'HH', '2026-01-05T09:00:00Z') }, '/api/v1/lab/critical-results/{id}/acknowledge': { post: new Refused(422, 'read-back-differs', 'The value that was read back is another') } }, ['patients:read', 'lab-results:read', 'lab-orders:read', 'lab-critical-results:*']);
  const field = await screen.findByRole<HTMLInputElement>('textbox', { name: /The value as you read it/ });
  await screen.findByText('7.1 mmol/L ↑↑');
  expect([field.value, field.placeholder]).toEqual(['', '']);
  await user.type(field, '1.7{Enter}');
  await screen.findByText('This is not the value of the result');
  expect(field.value).toBe('');
  expect(calls.find(({ method }) => method === 'POST')?.headers.get('if-match')).toBe('"3"');
});
