import { fireEvent, screen, waitFor, within, type BoundFunctions, type queries } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ComponentType } from 'react';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { ID, me, patient } from '@/testing/made-up';
import { carePlan, clinicalDocument, consent, directive, facility, familyMember, listedProblem, progressNote, teamMember } from '@/testing/made-up-record';
import { ChartPage } from '../chart/page';
import { DocumentsTab, wrongFile } from './documents-tab';
import { CarePlansTab, CareTeamTab, HistoriesTab, ProblemListTab, WishesTab } from './entry-tabs';
import { RecordFrame } from './frame';
import { HandOverTab } from './hand-over';

const WRITES = ['patients:read', 'facilities:read', 'ehr:read', 'ehr:write'];
const of = (kind: string) => `/api/v1/ehr/patients/{id}/${kind}` as keyof Answers;

function open(Component: ComponentType, answers: Answers, { permissions = WRITES, username = 'dr.osman' } = {}) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', permissions, username) }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/ehr/patients/{id}/advance-directives': { get: { items: [] } }, '/api/v1/ehr/patients/{id}/consents': { get: { items: [] } }, '/api/v1/ehr/patients/{id}/social-history': { get: { items: [] } }, '/api/v1/facilities': { get: { items: [facility()] } }, ...answers });
  draw(<ChartPage />, { at: `/patients/${ID}/record/x`, path: '/patients/:id', children: [{ path: 'record', Component: RecordFrame, children: [{ path: 'x', Component }] }] });
  return () => calls.filter(({ method }) => method !== 'GET');
}

/** Opens the dialog of a button once it can be pressed. */
async function press(name: string) {
  const button = await screen.findByRole<HTMLButtonElement>('button', { name });
  await waitFor(() => expect(button.disabled).toBe(false));
  await userEvent.setup().click(button);
  return within(await screen.findByRole('dialog'));
}

const choose = async (dialog: BoundFunctions<typeof queries>, field: RegExp | string, option: string) => {
  const user = userEvent.setup();
  await user.click(dialog.getByRole('combobox', { name: field }));
  await user.click(screen.getByRole('option', { name: option }));
};
const type = (dialog: BoundFunctions<typeof queries>, field: RegExp | string, value: string) => fireEvent.change(dialog.getByRole('textbox', { name: field }), { target: { value } });

test('a problem is put on the list with key and facility', async () => {
  const changes = open(ProblemListTab, { [of('problems')]: { get: { items: [] }, post: listedProblem() } });
  const dialog = await press('Put a problem on the list');
  type(dialog, /^Problem/, 'Type 2 diabetes');
  type(dialog, 'Code', 'E11.9');
  type(dialog, 'Since', '2019-4');
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' }).disabled).toBe(true);
  type(dialog, 'Since', '2019-04');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('The problem is on the list.');
  expect(changes()[0]).toMatchObject({ method: 'POST', body: { facility_id: facility().id, code: { code: 'E11.9', text: 'Type 2 diabetes' }, status: 'active', priority: 'medium', onset: '2019-04' } });
  expect(changes()[0]?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
});

test('a change keeps what the form does not show, and names the version that was read', async () => {
  const changes = open(ProblemListTab, { [of('problems')]: { get: { items: [listedProblem()] } }, '/api/v1/ehr/problems/{id}': { put: listedProblem() } });
  const dialog = await press('Change');
  type(dialog, 'Outcome', 'better');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('The problem is on the list.');
  expect(changes()[0]).toMatchObject({ method: 'PUT', body: { condition_id: listedProblem().condition_id, monitoring: true, outcome: 'better' } });
  expect(changes()[0]?.headers.get('if-match')).toBe('"3"');
});

test('a problem that somebody changed meanwhile is not changed, and what to do is said', async () => {
  open(ProblemListTab, { [of('problems')]: { get: { items: [listedProblem({ status: 'resolved' })] } }, '/api/v1/ehr/problems/{id}/status': { post: new Refused(409, 'version-changed', 'changed') } });
  const dialog = await press('Change the state');
  const user = userEvent.setup();
  await user.click(dialog.getByRole('combobox', { name: /State/ }));
  // What is over comes back; it becomes nothing else.
  expect(screen.getAllByRole('option').map(({ textContent }) => textContent)).toEqual(['Came back', 'Active']);
  await user.click(screen.getByRole('option', { name: 'Came back' }));
  type(dialog, /Reason/, 'pain again');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await dialog.findByText(/Somebody else changed this after you opened it/);
});

test('progress of a plan is noted goal by goal, and the rest of it stays', async () => {
  const changes = open(CarePlansTab, { [of('care-plans')]: { get: { items: [carePlan()] } }, '/api/v1/ehr/care-plans/{id}': { put: carePlan() } });
  await screen.findByText('1 of 2 goals reached');
  const dialog = await press('Note progress');
  await choose(dialog, /Sugar under control/, 'Reached');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('The progress is noted.');
  expect(changes()[0]).toMatchObject({ method: 'PUT', body: { title: 'Diabetes', goals: [{ text: 'Sugar under control', state: 'completed' }, { text: 'Walks every day', state: 'completed' }], activities: [{ text: 'HbA1c', state: 'scheduled' }] } });
});

test('a plan is written with goals in rows; a row without a goal is not taken', async () => {
  const changes = open(CarePlansTab, { [of('care-plans')]: { get: { items: [] }, post: carePlan() } });
  const dialog = await press('Write a care plan');
  const user = userEvent.setup();
  type(dialog, /Title/, 'Diabetes');
  await user.click(dialog.getByRole('button', { name: 'Add a goal' }));
  const save = dialog.getByRole<HTMLButtonElement>('button', { name: 'Save' });
  expect(save.disabled).toBe(true);
  type(within(dialog.getByRole('group', { name: 'Goals 1' })), /^Goal/, 'Walks');
  await user.click(save);
  await screen.findByText('The care plan is saved.');
  expect(changes()[0]).toMatchObject({ body: { goals: [{ text: 'Walks', state: 'active' }], activities: [] } });
});

test('that a relative died of something needs that the relative has died', async () => {
  const changes = open(HistoriesTab, { [of('family-history')]: { get: { items: [] }, post: familyMember() } });
  const dialog = await press('Record a relative');
  const user = userEvent.setup();
  await user.click(dialog.getByRole('button', { name: 'Add an illness' }));
  type(dialog, /^Illness/, 'Stroke');
  await user.click(dialog.getByRole('switch', { name: 'Died of it' }));
  dialog.getByText('Say that the relative has died first.');
  await choose(dialog, 'Alive', 'Has died');
  await user.click(dialog.getByRole('button', { name: 'Save' }));
  await screen.findByText('It is on record.');
  expect(changes()[0]).toMatchObject({ body: { relation: 'mother', deceased: true, conditions: [{ code: { code: 'Stroke', text: 'Stroke' }, led_to_death: true }] } });
});

test('a directive that counts today is in the banner; one that is over, not confirmed or an error is not', async () => {
  open(WishesTab, { [of('advance-directives')]: { get: { items: [directive(), directive({ id: 'b', kind: 'organ-donation', valid_until: '2026-01-02' }), directive({ id: 'c', kind: 'do-not-intubate', status: 'draft' }), directive({ id: 'd', kind: 'living-will', entered_in_error: { at: directive().created_at, by: 'x', reason: 'wrong' } })] } } });
  const banner = within(await screen.findByRole('region', { name: 'Patient' }));
  await banner.findByText('Do not resuscitate');
  expect(banner.queryByText(/Do not intubate|Organ donation|Living will/)).toBeNull();
});

test('directives that could not be asked for are never shown as none', async () => {
  open(WishesTab, { [of('advance-directives')]: { get: new Refused(503, 'unavailable', 'Not now') } });
  await within(await screen.findByRole('region', { name: 'Patient' })).findByText('Directives could not be asked for');
});

test('a consent is withdrawn with a reason, and cannot be changed', async () => {
  const changes = open(WishesTab, { [of('consents')]: { get: { items: [consent()] } }, '/api/v1/ehr/consents/{id}/withdraw': { post: consent({ status: 'withdrawn' }) } });
  const dialog = await press('Withdraw');
  expect(screen.queryByRole('button', { name: 'Change', hidden: true })).toBeNull();
  type(dialog, /Reason/, 'changed their mind');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'Withdraw' }));
  await screen.findByText('It is withdrawn, and stays on record.');
  expect(changes()[0]?.body).toEqual({ reason: 'changed their mind' });
});

test('somebody’s part ends on a day with a reason; who only reads has nothing to do', async () => {
  const changes = open(CareTeamTab, { [of('care-team')]: { get: { items: [teamMember()] } }, '/api/v1/ehr/care-team/{id}/end': { post: teamMember({ status: 'ended' }) } });
  const dialog = await press('End the part');
  fireEvent.change(dialog.getByLabelText(/Last day/), { target: { value: '2026-02-01' } });
  type(dialog, /Reason/, 'moved');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'End it' }));
  await waitFor(() => expect(changes()[0]?.body).toEqual({ until: '2026-02-01', reason: 'moved' }));
});

test('who only reads the record has nothing to record, change or take back', async () => {
  open(ProblemListTab, { [of('problems')]: { get: { items: [listedProblem()] } } }, { permissions: ['patients:read', 'ehr:read'] });
  await screen.findByText('Type 2 diabetes');
  expect(screen.queryByRole('button', { name: /Put a problem|Change|Entered in error/ })).toBeNull();
});

test('where nothing can be recorded for want of a facility, that is said', async () => {
  open(ProblemListTab, { [of('problems')]: { get: { items: [] } }, '/api/v1/facilities': { get: { items: [] } } });
  await screen.findByText('There is no facility yet');
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Put a problem on the list' }).disabled).toBe(true);
});

test('files that the hub would refuse are not sent', () => {
  expect(wrongFile({ type: 'image/svg+xml', size: 10 })).toBe('Choose a PDF, a JPEG, a PNG or a plain text.');
  expect(wrongFile({ type: 'text/plain', size: 0 })).toBe('The file is empty.');
  expect(wrongFile({ type: 'application/pdf', size: 65 * 1024 * 1024 })).toContain('64 MiB');
  expect(wrongFile({ type: 'application/pdf', size: 10 })).toBeNull();
});

test('the content of a final document is replaced with a reason, as its own type', async () => {
  const content = { content_type: 'text/plain', size_bytes: 4, sha256: 'b'.repeat(64), by: 'dr.osman', at: directive().created_at };
  const changes = open(DocumentsTab, { [of('documents')]: { get: { items: [clinicalDocument({ status: 'finalized', content })] } }, '/api/v1/ehr/documents/{id}/content': { put: clinicalDocument({ status: 'amended', content }) } });
  const dialog = await press('Replace the content');
  const user = userEvent.setup();
  await user.upload(dialog.getByLabelText('File'), new File(['text'], 'a.txt', { type: 'text/plain' }));
  const bring = dialog.getByRole<HTMLButtonElement>('button', { name: 'Bring it' });
  expect(bring.disabled).toBe(true);
  type(dialog, /Why it is replaced/, 'page 2 was missing');
  await user.click(bring);
  await screen.findByText('The content is on record.');
  expect(changes()[0]?.query.get('reason')).toBe('page 2 was missing');
  expect(changes()[0]?.headers.get('content-type')).toBe('text/plain');
  expect(changes()[0]?.headers.get('if-match')).toBe('"3"');
});

test('a hand-over is received in one’s own words by somebody else than its author', async () => {
  const changes = open(HandOverTab, { [of('progress-notes')]: { get: { items: [progressNote()] } }, '/api/v1/ehr/progress-notes/{id}/receive': { post: progressNote() } }, { username: 'nurse.hala' });
  await screen.findByText('Nobody has received this hand-over.');
  const dialog = await press('Receive the hand-over');
  expect(screen.queryByRole('button', { name: 'Change', hidden: true })).toBeNull();
  type(dialog, /What you understood/, 'Septic, call below 90');
  await userEvent.setup().click(dialog.getByRole('button', { name: 'Receive it' }));
  await vi.waitFor(() => expect(changes()[0]?.body).toEqual({ synthesis: 'Septic, call below 90' }));
});

test('its author changes a hand-over until it is received, and does not receive it', async () => {
  open(HandOverTab, { [of('progress-notes')]: { get: { items: [progressNote()] } } });
  await screen.findByRole('button', { name: 'Change' });
  await screen.findByText('Somebody must see to it');
  expect(screen.queryByRole('button', { name: 'Receive the hand-over' })).toBeNull();
});
