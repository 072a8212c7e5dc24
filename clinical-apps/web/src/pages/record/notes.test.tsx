import { fireEvent, screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test } from 'vitest';
import { copyOf, forgetCopies, keepCopy } from '@/api/draft-copy';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { ID, me, patient } from '@/testing/made-up';
import { facility, signature, soapNote } from '@/testing/made-up-record';
import { ChartPage } from '../chart/page';
import { RecordFrame } from './frame';
import { WriteNotePage } from './note-editor';
import { SoapNotePage } from './note-page';
import { NoteVersionsPage } from './note-versions';
import { SoapNotesTab } from './notes-tab';
import { contentOfNote } from './use-draft';

const DOCTOR = ['patients:read', 'facilities:read', 'ehr:read', 'ehr:write', 'ehr:sign', 'ehr:cosign'];
const NOTE = '/api/v1/ehr/soap-notes/{id}';

beforeEach(() => sessionStorage.clear());

function open(at: string, answers: Answers, { permissions = DOCTOR, username = 'dr.osman' } = {}) {
  const all: Answers = { '/api/v1/auth/me': { get: me('doctor', permissions, username) }, '/api/v1/patients/{id}': { get: patient() }, '/api/v1/ehr/patients/{id}/advance-directives': { get: { items: [] } }, '/api/v1/facilities': { get: { items: [facility()] } }, ...answers };
  const calls = mockHub(all);
  const children = [{ path: 'record', Component: RecordFrame, children: [{ index: true, Component: SoapNotesTab }, { path: 'notes/:note', Component: SoapNotePage }, { path: 'notes/:note/write', Component: WriteNotePage }, { path: 'notes/:note/versions', Component: NoteVersionsPage }] }];
  draw(<ChartPage />, { at: `/patients/${ID}/record${at}`, path: '/patients/:id', children });
  return { calls, all, changes: () => calls.filter(({ method }) => method !== 'GET') };
}

test('notes that wait for one’s own co-signature come first, and the words of a search are not in the address', async () => {
  const asked = soapNote({ id: 'asked', status: 'finalized', author: 'dr.amin', chief_complaint: 'Cough', signature, cosignature: { cosigner: 'dr.osman', required: false, state: 'asked', asked_at: signature.at } });
  const { calls } = open('', { '/api/v1/ehr/soap-notes': { get: { items: [soapNote(), asked] } } });
  const rows = within(await screen.findByRole('list', { name: 'Structured notes' })).getAllByRole('link');
  expect(rows.map((row) => /Chest pain|Cough/.exec(row.textContent ?? '')?.[0])).toEqual(['Cough', 'Chest pain']);
  within(rows[0] as HTMLElement).getByText('Waits for your co-signature');
  await userEvent.setup().type(screen.getByRole('searchbox', { name: 'Words in the notes' }), 'ecg');
  await waitFor(() => expect(calls.some(({ query }) => query.get('text') === 'ecg')).toBe(true));
  expect(window.location.search).toBe('');
});

test('a note begins as a draft at the hub, in the facility, with a key', async () => {
  const { changes } = open('', { '/api/v1/ehr/soap-notes': { get: { items: [] } }, '/api/v1/ehr/patients/{id}/soap-notes': { post: soapNote() }, '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote() } });
  const user = userEvent.setup();
  const write = await screen.findByRole<HTMLButtonElement>('button', { name: 'Write a structured note' });
  await waitFor(() => expect(write.disabled).toBe(false));
  await user.click(write);
  await user.type(within(screen.getByRole('dialog')).getByRole('textbox', { name: 'Why the patient comes' }), 'Chest pain');
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Begin' }));
  await screen.findByRole('region', { name: 'Write a structured note' });
  expect(changes()[0]).toMatchObject({ path: `/api/v1/ehr/patients/${ID}/soap-notes`, body: { facility_id: facility().id, chief_complaint: 'Chest pain', confidential: false } });
  expect(changes()[0]?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
});

const typePlan = async (text: string) => fireEvent.change(await screen.findByRole('textbox', { name: 'Plan' }), { target: { value: text } });

test('what is typed saves itself over the version that was read, and nothing of it stays in the browser', async () => {
  const { changes } = open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote() }, [NOTE]: { put: soapNote({ version: 5, plan: 'ECG' }) } });
  await typePlan('ECG');
  expect(copyOf('dr.osman', 'note')?.content.plan).toBe('ECG');
  await screen.findByText(/^Saved at the hub at/);
  const save = changes().at(-1);
  expect(save).toMatchObject({ method: 'PUT', body: { plan: 'ECG', subjective: 'Since the morning' } });
  expect(save?.headers.get('if-match')).toBe('"4"');
  expect(copyOf('dr.osman', 'note')).toBeNull();
});

test('what the hub does not take is kept in this tab, is said so, and is sent again', async () => {
  const { all } = open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote() }, [NOTE]: { put: new Refused(503, 'unavailable', 'Not now') } });
  await typePlan('ECG');
  await screen.findByText(/^Not at the hub yet\. What you typed is kept in this tab/);
  expect(copyOf('dr.osman', 'note')?.content.plan).toBe('ECG');
  all[NOTE] = { put: soapNote({ version: 5, plan: 'ECG' }) };
  fireEvent(window, new Event('online'));
  await screen.findByText(/^Saved at the hub at/);
});

test('after a reload the text is there again; signing out forgets it, and nobody else is given it', async () => {
  keepCopy('dr.osman', 'note', { version: 4, content: { ...contentOfNote(soapNote()), plan: 'ECG' } });
  const { changes } = open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote({ version: 4 }) }, [NOTE]: { put: soapNote({ version: 5, plan: 'ECG' }) } });
  await screen.findByText(/was found in this tab, and is here again/);
  expect((await screen.findByRole<HTMLTextAreaElement>('textbox', { name: 'Plan' })).value).toBe('ECG');
  await screen.findByText(/^Saved at the hub at/);
  expect(changes().at(-1)).toMatchObject({ method: 'PUT', body: { plan: 'ECG' } });
  keepCopy('dr.osman', 'note', { version: 4, content: contentOfNote(soapNote()) });
  expect(copyOf('dr.amin', 'note')).toBeNull();
  forgetCopies();
  expect(copyOf('dr.osman', 'note')).toBeNull();
});

test('a note that was changed elsewhere is not overwritten: both texts stand there, and one’s own goes over the newer version when that is wanted', async () => {
  const { all, changes } = open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote() }, [NOTE]: { put: new Refused(409, 'version-changed', 'Somebody changed it'), get: soapNote({ version: 9, plan: 'Theirs' }) } });
  await typePlan('Mine');
  within(await screen.findByRole('region', { name: 'What the hub has' })).getByText('Theirs');
  all[NOTE] = { put: soapNote({ version: 10, plan: 'Mine' }) };
  await userEvent.setup().click(screen.getByRole('button', { name: 'Go on with my text' }));
  await screen.findByText(/^Saved at the hub at/);
  expect(changes().at(-1)?.headers.get('if-match')).toBe('"9"');
  expect(changes().at(-1)).toMatchObject({ body: { plan: 'Mine' } });
});

test('who writes, and until when, is said before a draft is taken over', async () => {
  const { all, changes } = open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: new Refused(409, 'note-locked', 'Somebody else edits it') }, [NOTE]: { get: soapNote({ lock: { holder: 'dr.amin', since: signature.at, until: '2099-01-01T10:15:00Z' } }) } });
  await screen.findByText(/^dr\.amin writes in this draft, until 01 Jan 2099/);
  expect(changes()[0]?.body).toEqual({ take_over: false });
  all['/api/v1/ehr/soap-notes/{id}/lock'] = { post: soapNote({ lock: { holder: 'dr.osman', since: signature.at, until: signature.at, taken_from: 'dr.amin' } }) };
  await userEvent.setup().click(screen.getByRole('button', { name: 'Take over' }));
  await screen.findByText('You took this draft over from dr.amin.');
  expect(changes()[1]?.body).toEqual({ take_over: true });
});

test('a draft without a word in the four parts is not signed, and why is said', async () => {
  open('/notes/note/write', { '/api/v1/ehr/soap-notes/{id}/lock': { post: soapNote({ subjective: '' }) } });
  expect((await screen.findByRole<HTMLButtonElement>('button', { name: 'Sign' })).disabled).toBe(true);
  screen.getByText('Write at least one of the four parts before it is signed.');
});

test('signing names what is attested and who is to co-sign, of the version that was read', async () => {
  const { changes } = open('/notes/note', { [NOTE]: { get: soapNote() }, '/api/v1/ehr/soap-notes/{id}/sign': { post: soapNote({ status: 'finalized', signature }) } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Sign' }));
  const dialog = within(screen.getByRole('dialog', { name: 'Sign the note' }));
  await user.type(dialog.getByRole('textbox', { name: 'Who is to co-sign' }), 'dr.amin');
  await user.click(dialog.getByRole('button', { name: 'Sign' }));
  await screen.findByText('The note is signed; its text is locked.');
  expect(changes()[0]?.body).toEqual({ attestation: 'I wrote this note, and it is right as it stands.', cosigner: 'dr.amin' });
  expect(changes()[0]?.headers.get('if-match')).toBe('"4"');
});

const finalized = soapNote({ status: 'finalized', version: 5, signature, cosignature: { cosigner: 'dr.amin', required: false, state: 'asked', asked_at: signature.at } });

test('who was asked co-signs or declines; a nurse who was not may add, and no more', async () => {
  const { changes } = open('/notes/note', { [NOTE]: { get: finalized }, '/api/v1/ehr/soap-notes/{id}/cosign': { post: finalized } }, { username: 'dr.amin' });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Co-sign' }));
  screen.getByRole('button', { name: 'Decline', hidden: true });
  await user.click(within(screen.getByRole('dialog')).getByRole('button', { name: 'Co-sign' }));
  await screen.findByText('The note is co-signed.');
  expect(changes()[0]).toMatchObject({ path: '/api/v1/ehr/soap-notes/note/cosign', body: { attestation: 'I have read this note and agree with it.' } });
});

test('a nurse adds to a signed note, and is offered neither to amend, to co-sign nor to take it back', async () => {
  open('/notes/note', { [NOTE]: { get: finalized } }, { username: 'nurse.hala', permissions: ['patients:read', 'ehr:read', 'ehr:write', 'ehr:sign'] });
  await screen.findByRole('button', { name: 'Add to it' });
  expect(screen.queryByRole('button', { name: /Amend|Co-sign|Entered in error|Ask for/ })).toBeNull();
});

test('an amendment brings the whole content with a reason, and who co-signed is said to be asked anew', async () => {
  const { changes } = open('/notes/note', { [NOTE]: { get: { ...finalized, diagnoses: [{ code: 'R07' }] } }, '/api/v1/ehr/soap-notes/{id}/amend': { post: finalized } });
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Amend' }));
  const dialog = within(screen.getByRole('dialog'));
  dialog.getByText(/dr\.amin is asked to co-sign anew/);
  fireEvent.change(dialog.getByRole('textbox', { name: 'Plan' }), { target: { value: 'X-ray' } });
  fireEvent.change(dialog.getByRole('textbox', { name: /Reason/ }), { target: { value: 'left out' } });
  await user.click(dialog.getByRole('button', { name: 'Amend and sign' }));
  await screen.findByText('The note is amended and signed anew.');
  expect(changes()[0]?.body).toMatchObject({ reason: 'left out', note: { plan: 'X-ray', subjective: 'Since the morning', diagnoses: [{ code: 'R07' }], facility_id: facility().id } });
});

test('versions stand side by side, what took the place of what first', async () => {
  const amended = soapNote({ status: 'amended', version: 7, signature, amendments: [{ number: 1, of_version: 5, reason: 'left out', by: 'dr.osman', at: signature.at }] });
  const { calls } = open('/notes/note/versions', { '/api/v1/ehr/soap-notes/{id}/versions': { get: { items: [amended, { ...finalized, version: 6 }, finalized] } }, '/api/v1/ehr/soap-notes/{id}/diff': { get: { note_id: 'note', from: 5, to: 7, fields: [{ field: 'plan', changes: [{ kind: 'removed', text: 'ECG' }, { kind: 'added', text: 'X-ray' }] }] } } });
  const table = within(await screen.findByRole('table', { name: 'Plan' }));
  expect(table.getAllByRole('cell').map(({ textContent }) => textContent)).toEqual(['− ECG', '+ X-ray']);
  table.getByRole('img', { name: 'Removed' });
  const query = calls.find(({ path }) => path.endsWith('/diff'))?.query;
  expect([query?.get('from'), query?.get('to')]).toEqual(['5', '7']);
});

test('who may not read records is told so where a link leads there, and nothing is asked for', async () => {
  const { calls } = open('/notes/note', {}, { permissions: ['patients:read'] });
  await screen.findByText('Your role does not have this page');
  expect(calls.some(({ path }) => path.includes('/ehr/'))).toBe(false);
});
