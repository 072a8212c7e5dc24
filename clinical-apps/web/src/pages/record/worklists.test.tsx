import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { Bell } from '@/layout/bell';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { ID, me, patient } from '@/testing/made-up';
import { carePlan, directive, facility, progressNote, signature, soapNote } from '@/testing/made-up-record';
import userEvent from '@testing-library/user-event';
import { RecordSummaryPage } from './summary';
import { AttentionPage, PlansDuePage, ToCosignPage, WardHandOverPage } from './worklists';
import type { ReactNode } from 'react';
import type { Schemas } from '@/api/client';

const AT = signature.at;
const ALL = ['patients:read', 'facilities:read', 'beds:read', 'ehr:read', 'ehr:write', 'ehr:cosign', 'notifications:read'];

function open(page: ReactNode, answers: Answers, permissions = ALL, at = '/records') {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', permissions, 'dr.amin') }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/facilities': { get: { items: [facility()] } }, ...answers });
  draw(page, { at, path: at.includes('/summary') ? '/patients/:id/summary' : '*' });
  return calls;
}

test('a note that waits for one’s co-signature leads to the note', async () => {
  open(<ToCosignPage />, { '/api/v1/ehr/worklists/to-cosign': { get: { items: [soapNote({ status: 'finalized', signature, cosignature: { cosigner: 'dr.amin', required: true, state: 'asked', asked_at: AT } })] } } });
  const link = await within(await screen.findByRole('list', { name: 'To co-sign' })).findByRole('link', { name: /ADAM EVERYMAN.*Waits for your co-signature/ });
  expect(link.getAttribute('href')).toBe(`/patients/${ID}/record/notes/note`);
});

test('who may not co-sign has no such list, and is told so', async () => {
  const calls = open(<ToCosignPage />, {}, ['ehr:read']);
  await screen.findByText('Your role does not have this page');
  expect(screen.queryByRole('link', { name: 'To co-sign' })).toBeNull();
  expect(calls.some(({ path }) => path.includes('worklists'))).toBe(false);
});

test('who needs attention in the facility is asked for by its id', async () => {
  const calls = open(<AttentionPage />, { '/api/v1/ehr/worklists/attention-required': { get: { items: [progressNote()] } } });
  const row = within(await screen.findByRole('list', { name: 'Need attention' }));
  row.getByText('Getting worse');
  expect(calls.find(({ path }) => path.endsWith('attention-required'))?.query.get('facility')).toBe(facility().id);
});

const bed = (more: Partial<Schemas['Bed']>): Schemas['Bed'] => ({ id: 'bed', version: 1, facility_id: facility().id, ward_id: 'ward', number: '1', kind: 'standard', status: 'occupied', created_at: AT, updated_at: AT, ...more });

test('the ward’s hand-over has each patient who lies there, with the newest that has one', async () => {
  const ward: Schemas['Ward'] = { id: 'ward', version: 1, facility_id: facility().id, code: 'MED', name: 'Medical ward', kind: 'medical', gender: 'mixed', status: 'active', created_at: AT, updated_at: AT };
  open(<WardHandOverPage />, {
    '/api/v1/facilities/{id}/wards': { get: { items: [ward] } },
    '/api/v1/beds': { get: { items: [bed({ assignment: { id: 'a', bed_id: 'bed', patient_id: ID, encounter_id: 'e', from: AT, by: 'nurse.hala' } }), bed({ id: 'free', number: '2', status: 'available' })] } },
    '/api/v1/ehr/patients/{id}/progress-notes': { get: { items: [progressNote({ id: 'p1', kind: 'daily', handover: undefined }), progressNote()] } },
  });
  const list = within(await screen.findByRole('list', { name: 'Hand-over of a ward' }));
  await list.findByText('Septic, day 2');
  expect(list.getAllByRole('group', { name: 'Hand-over' })).toHaveLength(1);
  expect(list.queryByText('2')).toBeNull();
});

test('a plan whose day of review has gone by is marked', async () => {
  open(<PlansDuePage />, { '/api/v1/ehr/worklists/care-plans-due': { get: { items: [carePlan({ review_on: '2026-01-01' })] } } });
  await within(await screen.findByRole('list', { name: 'Care plans to review' })).findByText('The day has gone by');
});

const whole = { state: 'complete' as const, entries: [] };
const summary = (more: Partial<Schemas['PatientSummary']> = {}): Schemas['PatientSummary'] => ({ patient_id: ID, generated_at: AT, generated_by: 'dr.amin', patient: patient(), problems: whole, allergies: whole, medications: whole, diagnoses: whole, immunizations: whole, procedures: whole, care_plans: whole, family_history: whole, social_history: whole, advance_directives: whole, consents: whole, care_team: whole, documents: whole, notes: whole, ...more });

test('a summary says which sections are missing, and never shows them as none', async () => {
  const calls = open(<RecordSummaryPage />, { '/api/v1/ehr/patients/{id}/summary': { get: summary({ medications: { state: 'unavailable', entries: [] }, notes: { state: 'truncated', entries: [] }, advance_directives: { state: 'complete', entries: [directive()] } }) } }, ALL, `/patients/${ID}/summary`);
  const alert = await screen.findByRole('alert');
  expect(alert.textContent).toBe('This summary is not whole. Missing: Current prescriptions');
  const medication = within(screen.getByRole('region', { name: 'Current prescriptions' }));
  medication.getByText(/Missing: the service that knows did not answer/);
  expect(medication.queryByText('None on record.')).toBeNull();
  within(screen.getByRole('region', { name: 'Problem list' })).getByText('None on record.');
  within(screen.getByRole('region', { name: 'Allergies' })).getByText('Nobody has asked about allergies');
  within(screen.getByRole('region', { name: 'Advance directives' })).getByText('Do not resuscitate');
  expect(calls.find(({ path }) => path.endsWith('/summary'))?.headers.get('accept')).toBe('application/json');
});

const told = (more: Partial<Schemas['Notification']> = {}): Schemas['Notification'] => ({ id: 'n1', attempts: 0, cause: 'ehr.note.cosign-asked', channel: 'in-app', queued_again: 0, recipient: { kind: 'user', id: ID }, send_at: AT, status: 'delivered', template: 'cosignature-asked', template_version: 1, updated_at: AT, version: 1, category: 'cosignature-asked', critical: false, created_at: AT, language: 'en', subject: 'A note to be co-signed', body: 'dr.osman asks you', link: `/patients/${ID}`, ...more });

test('the bell counts what is not read; a co-signature leads to the notes of the chart, and is read by following', async () => {
  const calls = open(<Bell />, { '/api/v1/notifications/unread-count': { get: { unread: 1, critical: 0 } }, '/api/v1/notifications': { get: { items: [told()] } }, '/api/v1/notifications/{id}/read': { post: told({ read_at: AT }) } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Notifications: 1 not read' }));
  const link = await screen.findByRole('link', { name: 'Show it: A note to be co-signed' });
  expect(link.getAttribute('href')).toBe(`/patients/${ID}/record`);
  await user.click(link);
  expect(calls.some(({ method, path }) => method === 'POST' && path === '/api/v1/notifications/n1/read')).toBe(true);
});

test('a critical notice is not read by the way, and a link that leads elsewhere is none', async () => {
  const calls = open(<Bell />, { '/api/v1/notifications/unread-count': { get: { unread: 2, critical: 1 } }, '/api/v1/notifications': { get: { items: [told({ critical: true, category: 'critical-lab-result', subject: 'Potassium', link: `/patients/${ID}/results` }), told({ id: 'n2', subject: 'Elsewhere', link: '//elsewhere.example' })] } } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Notifications: 2 not read, 1 of them critical' }));
  await user.click(await screen.findByRole('link', { name: 'Show it: Potassium' }));
  expect(calls.some(({ method }) => method === 'POST')).toBe(false);
  expect(screen.queryByRole('link', { name: 'Show it: Elsewhere' })).toBeNull();
});

test('a count that cannot be had is not shown as none', async () => {
  open(<Bell />, { '/api/v1/notifications/unread-count': { get: new Refused(503, 'unavailable', 'Not now') } });
  await screen.findByRole('button', { name: 'Notifications: how many are not read is not known' });
});
