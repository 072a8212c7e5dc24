import { fireEvent, screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { expect, test, vi } from 'vitest';
import type { Schemas } from '@/api/client';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { ID, me, patient } from '@/testing/made-up';
import { ChartPage } from './page';
import { ImmunizationsTab, ProblemsTab, ProceduresTab } from './records-tab';

const AT = '2026-01-05T09:00:00Z';
const by = { patient_id: ID, recorded_by: 'dr.osman', changed_by: 'dr.osman', created_at: AT, updated_at: AT };
const condition = (more: Partial<Schemas['Condition']> = {}): Schemas['Condition'] => ({ ...by, id: 'condition', version: 4, code: { code: 'I10', system: 'I10', text: 'Hypertension' }, clinical_status: 'active', verification_status: 'confirmed', severity: 'moderate', rank: 1, role: 'admitting', onset: '2024-05', ...more });
const procedure = (more: Partial<Schemas['Procedure']> = {}): Schemas['Procedure'] => ({ ...by, id: 'procedure', version: 2, code: { code: 'Dressing', text: 'Dressing' }, status: 'completed', performed_at: AT, ...more });
const immunization = (more: Partial<Schemas['Immunization']> = {}): Schemas['Immunization'] => ({ ...by, id: 'immunization', version: 3, vaccine: { code: '08', text: 'Hepatitis B' }, status: 'completed', occurred_at: AT, lot_number: 'HB-1', ...more });
const WRITES = ['patients:read', 'conditions:*', 'procedures:*', 'immunizations:*'];

function open(tab: string, Component: ComponentType, answers: Answers, permissions = WRITES) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', permissions, 'dr.osman') }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<ChartPage />, { at: `/patients/${ID}/${tab}`, path: '/patients/:id', children: [{ path: tab, Component }] });
  return calls;
}

const change = (calls: ReturnType<typeof open>) => calls.find(({ method }) => method === 'POST' || method === 'PUT');

test('a problem is recorded with its code and how certain it is, with a key', async () => {
  const user = userEvent.setup();
  const calls = open('problems', ProblemsTab, { '/api/v1/patients/{id}/conditions': { get: { items: [] }, post: condition() } });
  await screen.findByText('No problems on record');
  await user.click(screen.getByRole('button', { name: 'Record a problem' }));
  const dialog = within(screen.getByRole('dialog'));
  const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  expect(save.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Problem/ }), 'Hypertension');
  await user.type(dialog.getByRole('textbox', { name: /Code/ }), 'I10');
  await user.click(dialog.getByRole('combobox', { name: 'How certain' }));
  await user.click(screen.getByRole('option', { name: 'Provisional' }));
  await user.click(save);
  await screen.findByText('The problem is on record.');
  expect(change(calls)).toMatchObject({ method: 'POST', path: `/api/v1/patients/${ID}/conditions`, body: { code: { code: 'I10', text: 'Hypertension' }, clinical_status: 'active', verification_status: 'provisional' } });
  expect(change(calls)?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
});

test('how a problem stands is changed in its version, and the rest of the entry stays as it is', async () => {
  const user = userEvent.setup();
  const calls = open('problems', ProblemsTab, { '/api/v1/patients/{id}/conditions': { get: { items: [condition()] } }, '/api/v1/conditions/{id}': { put: condition({ version: 5, clinical_status: 'resolved' }) } });
  await user.click(await screen.findByRole('button', { name: 'Change' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.click(dialog.getByRole('combobox', { name: 'State' }));
  await user.click(screen.getByRole('option', { name: 'Resolved' }));
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('The problem is on record.');
  expect(change(calls)?.headers.get('if-match')).toBe('"4"');
  expect(change(calls)?.body).toEqual({ code: { code: 'I10', system: 'I10', text: 'Hypertension' }, clinical_status: 'resolved', verification_status: 'confirmed', severity: 'moderate', rank: 1, role: 'admitting', onset: '2024-05' });
});

test('a problem that somebody changed meanwhile is not taken back', async () => {
  const user = userEvent.setup();
  const calls = open('problems', ProblemsTab, { '/api/v1/patients/{id}/conditions': { get: { items: [condition()] } }, '/api/v1/conditions/{id}/entered-in-error': { post: new Refused(409, 'version-changed', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Entered in error' }));
  const dialog = within(screen.getByRole('dialog'));
  const end = dialog.getByRole<HTMLButtonElement>('button', { name: 'It never counted' });
  expect(end.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Why it is an error/ }), 'other patient');
  await user.click(end);
  await dialog.findByText(/Somebody else changed this after you opened it/);
  expect(change(calls)).toMatchObject({ path: '/api/v1/conditions/condition/entered-in-error', body: { reason: 'other patient' } });
  expect(change(calls)?.headers.get('if-match')).toBe('"4"');
});

test('what was entered in error stands last with its reason, and nothing can be done with it', async () => {
  const wrong = condition({ id: 'wrong', code: { code: 'E11', text: 'Diabetes' }, entered_in_error: { at: AT, by: 'dr.osman', reason: 'other patient' } });
  open('problems', ProblemsTab, { '/api/v1/patients/{id}/conditions': { get: { items: [wrong, condition()] } } });
  const rows = within(await screen.findByRole('list', { name: 'Problems' })).getAllByRole('listitem');
  expect(rows.map((row) => /Hypertension|Diabetes/.exec(row.textContent ?? '')?.[0])).toEqual(['Hypertension', 'Diabetes']);
  const last = within(rows[1] as HTMLElement);
  last.getByText('Entered in error');
  last.getByText('other patient');
  expect(last.queryByRole('button')).toBeNull();
});

test('a procedure that was not done needs a reason', async () => {
  const user = userEvent.setup();
  const calls = open('procedures', ProceduresTab, { '/api/v1/patients/{id}/procedures': { get: { items: [] }, post: procedure() } });
  await user.click(await screen.findByRole('button', { name: 'Record a procedure' }));
  const dialog = within(screen.getByRole('dialog'));
  const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await user.type(dialog.getByRole('textbox', { name: /Procedure/ }), 'Dressing');
  expect(save.disabled).toBe(false);
  await user.click(dialog.getByRole('combobox', { name: 'State' }));
  await user.click(screen.getByRole('option', { name: 'Not done' }));
  expect(save.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'refused');
  await user.click(save);
  await screen.findByText('The procedure is on record.');
  expect(change(calls)?.body).toMatchObject({ code: { code: 'Dressing', text: 'Dressing' }, status: 'not-done', status_reason: 'refused', performed_at: expect.stringMatching(/Z$/) as unknown });
});

test('a procedure is taken back by its own route', async () => {
  const user = userEvent.setup();
  const calls = open('procedures', ProceduresTab, { '/api/v1/patients/{id}/procedures': { get: { items: [procedure()] } }, '/api/v1/procedures/{id}/entered-in-error': { post: procedure({ entered_in_error: { at: AT, by: 'dr.osman', reason: 'twice' } }) } });
  await user.click(await screen.findByRole('button', { name: 'Entered in error' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Why it is an error/ }), 'twice');
  await user.click(dialog.getByRole('button', { name: 'It never counted' }));
  await screen.findByText('It does not count any more.');
  expect(change(calls)).toMatchObject({ path: '/api/v1/procedures/procedure/entered-in-error', body: { reason: 'twice' } });
  expect(change(calls)?.headers.get('if-match')).toBe('"2"');
});

test('an immunisation is recorded with dose and lot; a dose that is no number is not taken', async () => {
  const user = userEvent.setup();
  const calls = open('immunizations', ImmunizationsTab, { '/api/v1/patients/{id}/immunizations': { get: { items: [] }, post: immunization() } });
  await user.click(await screen.findByRole('button', { name: 'Record an immunisation' }));
  const dialog = within(screen.getByRole('dialog'));
  const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  await user.type(dialog.getByRole('textbox', { name: /Vaccine/ }), 'Hepatitis B');
  await user.type(dialog.getByRole('textbox', { name: 'Code' }), '08');
  await user.type(dialog.getByRole('textbox', { name: 'Number of the dose' }), '2x');
  expect(save.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: 'Number of the dose' }), '{Backspace}');
  await user.type(dialog.getByRole('textbox', { name: 'Lot' }), 'HB-1');
  fireEvent.change(dialog.getByLabelText('Lot expires on'), { target: { value: '2027-06-30' } });
  await user.click(save);
  await screen.findByText('The immunisation is on record.');
  expect(change(calls)?.body).toMatchObject({ vaccine: { code: '08', text: 'Hepatitis B' }, status: 'completed', dose_number: 2, lot_number: 'HB-1', lot_expires_on: '2027-06-30' });
});

test('an immunisation is taken back by its own route', async () => {
  const user = userEvent.setup();
  const answers: Answers = { '/api/v1/patients/{id}/immunizations': { get: { items: [immunization()] } }, '/api/v1/immunizations/{id}/entered-in-error': { post: immunization() } };
  const calls = open('immunizations', ImmunizationsTab, answers);
  await user.click(await screen.findByRole('button', { name: 'Entered in error' }));
  const dialog = within(screen.getByRole('dialog'));
  await user.type(dialog.getByRole('textbox', { name: /Why it is an error/ }), 'not given');
  await user.click(dialog.getByRole('button', { name: 'It never counted' }));
  await vi.waitFor(() => expect(change(calls)).toMatchObject({ path: '/api/v1/immunizations/immunization/entered-in-error', body: { reason: 'not given' } }));
  expect(change(calls)?.headers.get('if-match')).toBe('"3"');
});

test('who only reads the chart has nothing to record or take back', async () => {
  open('immunizations', ImmunizationsTab, { '/api/v1/patients/{id}/immunizations': { get: { items: [immunization()] } } }, ['patients:read', 'immunizations:read']);
  await screen.findByText('Hepatitis B');
  expect(screen.queryByRole('button', { name: /Record|Entered in error/ })).toBeNull();
});
