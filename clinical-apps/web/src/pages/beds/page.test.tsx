import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { bed, encounter, facility, ID, me, patient, ward } from '@/testing/made-up';
import { BedsPage } from './page';

const NURSE = ['patients:read', 'encounters:read', 'facilities:read', 'beds:read', 'beds:write'];
const stay = { id: 's', bed_id: 'o', encounter_id: 'e', patient_id: ID, from: '2026-11-20T08:00:00Z', expected_discharge_at: '2026-11-22T10:00:00Z', by: 'nurse.hala' };

function open(answers: Answers = {}, permissions = NURSE, at = '/beds') {
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('nurse', permissions) },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/facilities/{id}/wards': { get: { items: [ward({ gender: 'female' })] } },
    '/api/v1/beds': { get: { items: [bed(), bed({ id: 'o', number: '2', status: 'occupied', assignment: stay }), bed({ id: 'c', number: '3', status: 'cleaning' })] } },
    '/api/v1/patients': { get: { items: [patient()] } },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/patients/{id}/encounters': { get: { items: [encounter()] } },
    ...answers,
  });
  draw(<BedsPage />, { at });
  return calls;
}

test('beds are shown with who lies in them, and who should have left is marked', async () => {
  open();
  const occupied = await screen.findByRole('listitem', { name: 'Bed 2' });
  await within(occupied).findByRole('link', { name: 'ADAM EVERYMAN' });
  within(occupied).getByText('Should have left');
  expect(screen.getByText('Occupancy').nextSibling?.textContent).toBe('33 %');
});

test('a patient is put in with the version that is on the screen, and a ward of the other sex is warned of', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/beds/{id}/assign': { post: bed({ status: 'occupied' }) } });
  await user.click(await screen.findByRole('button', { name: 'Put a patient in: bed 1' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByRole('combobox', { name: /Patient/ }), 'every');
  await user.click(await screen.findByRole('option', { name: /EVERYMAN/ }));
  await within(dialog).findByText(/This ward is for patients of the other sex/);
  await within(dialog).findByRole('radio', { checked: true });
  await user.click(within(dialog).getByRole('button', { name: 'Put a patient in' }));
  await screen.findByText('The patient is in the bed.');
  const call = calls.find(({ method }) => method === 'POST');
  expect(call?.body).toEqual({ encounter_id: encounter().id });
  expect(call?.headers.get('if-match')).toBe('"4"');
});

test('a patient without a stay in progress cannot be put in, and it is said what to do', async () => {
  const user = userEvent.setup();
  open({ '/api/v1/patients/{id}/encounters': { get: { items: [encounter({ status: 'finished' })] } } });
  await user.click(await screen.findByRole('button', { name: 'Put a patient in: bed 1' }));
  await user.type(screen.getByRole('combobox', { name: /Patient/ }), 'every');
  await user.click(await screen.findByRole('option', { name: /EVERYMAN/ }));
  await screen.findByText('This patient has no stay in progress: admit them first.');
  expect(within(screen.getByRole('dialog')).getByRole<HTMLButtonElement>('button', { name: 'Put a patient in' }).disabled).toBe(true);
});

test('what the hub refuses is told at the bed', async () => {
  const user = userEvent.setup();
  open({ '/api/v1/beds/{id}/status': { post: new Refused(409, 'bed-state', 'The bed does not allow this') } });
  await user.click(await screen.findByRole('button', { name: 'It is clean: bed 3' }));
  await within(screen.getByRole('listitem', { name: 'Bed 3' })).findByText('The bed does not allow this');
});

test('who may not see patients sees beds without names, and no buttons without the permission', async () => {
  const calls = open({}, ['facilities:read', 'beds:read']);
  await within(await screen.findByRole('listitem', { name: 'Bed 2' })).findByText('Name not shown');
  expect(screen.queryByRole('button', { name: /Put a patient in/ })).toBeNull();
  expect(calls.some(({ path }) => path.startsWith('/api/v1/patients'))).toBe(false);
});

test('filters that fit nothing, and roles without the page, say so', async () => {
  open({}, NURSE, '/beds?status=blocked');
  await screen.findByText('No such beds');
  open({}, ['patients:read']);
  await screen.findByText('Your role does not have this page');
});
