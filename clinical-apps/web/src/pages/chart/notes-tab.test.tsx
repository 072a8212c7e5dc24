import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { me, note, patient } from '@/testing/made-up';
import { MergePage } from './merge';
import { NotesTab } from './notes-tab';
import { missingOf } from './observations-tab';
import { ChartPage } from './page';

function open(answers: Answers) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', ['patients:read', 'notes:*'], 'dr.osman') }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<ChartPage />, { at: '/patients/x/notes', path: '/patients/:id', children: [{ path: 'notes', Component: NotesTab }] });
  return calls;
}

test('what is typed becomes a draft of the hub by itself, and is signed by the version that was saved', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/patients/{id}/notes': { get: { items: [] }, post: note({ version: 5 }) }, '/api/v1/notes/{id}/sign': { post: note({ status: 'final' }) } });
  await user.click(await screen.findByRole('button', { name: 'Write a note' }));
  await user.type(screen.getByRole('textbox', { name: /Text/ }), 'Better today');
  await screen.findByText('The draft is saved.');
  const post = calls.find(({ method }) => method === 'POST');
  expect(post?.body).toMatchObject({ kind: 'progress', text: 'Better today' });
  await user.click(screen.getByRole('button', { name: 'Sign' }));
  await vi.waitFor(() => expect(calls.find(({ path }) => path.endsWith('/sign'))?.headers.get('if-match')).toBe('"5"'));
});

test('a draft that was changed elsewhere is not written over, and is not signed', async () => {
  const user = userEvent.setup();
  open({ '/api/v1/patients/{id}/notes': { get: { items: [note()] } }, '/api/v1/notes/{id}': { put: new Refused(409, 'note-version', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Go on writing' }));
  await user.type(screen.getByRole('textbox', { name: /Text/ }), ' more');
  await screen.findByText(/Somebody else changed this after you opened it/);
  expect(screen.getByRole<HTMLButtonElement>('button', { name: 'Sign' }).disabled).toBe(true);
});

test('records are merged only when the number of the one that ends is typed', async () => {
  const user = userEvent.setup();
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('administrator', ['patients:*', 'encounters:read'], 'admin') },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/patients/{id}/encounters': { get: { items: [] } },
    '/api/v1/patients/{id}/duplicates': { get: { items: [{ certainty: 'probable', score: 80, reasons: [], patient: patient({ id: 'other', identifiers: [{ value: '77', system: 'NILE' }] }) }] } },
    '/api/v1/patients/{id}/merge': { post: patient() },
  });
  draw(<MergePage />, { at: '/patients/x/merge', path: '/patients/:id/merge' });
  await user.click(await screen.findByRole('button', { name: /Probably the same person/ }));
  await user.click(await screen.findByRole('button', { name: 'Merge records' }));
  const dialog = within(screen.getByRole('dialog'));
  const merge = dialog.getByRole<HTMLButtonElement>('button', { name: 'Merge records' });
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'registered twice');
  await user.type(dialog.getByRole('textbox', { name: /Number/ }), '7');
  expect(merge.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Number/ }), '7');
  await user.click(merge);
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ prior_id: 'other', reason: 'registered twice' }));
});

test('what NEWS2 still needs is named', () => {
  const form = { respiratory_rate: '16', spo2: '97', air: '', systolic: '120', diastolic: '', heart_rate: '70', consciousness: 'alert', temperature: '37', scale: 'scale-1' };
  expect(missingOf(form)).toEqual(['oxygen']);
  expect(missingOf({ ...form, air: 'air' })).toEqual([]);
});

const signed = note({ status: 'final', version: 3, signed_at: '2026-01-05T09:00:00Z' });

test('whoever may write notes adds to one of somebody else, but only its author amends it', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/patients/{id}/notes': { get: { items: [{ ...signed, author: 'dr.amin' }] } }, '/api/v1/notes/{id}/addenda': { post: signed } });
  await user.click(await screen.findByRole('button', { name: 'Add to it' }));
  expect(screen.queryByRole('button', { name: 'Amend' })).toBeNull();
  const dialog = within(screen.getByRole('dialog'));
  expect(dialog.getByRole<HTMLButtonElement>('button', { name: 'Add' }).disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Text/ }), 'Called the family');
  await user.click(dialog.getByRole('button', { name: 'Add' }));
  await vi.waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  const post = calls.find(({ method }) => method === 'POST');
  expect(post).toMatchObject({ path: '/api/v1/notes/note/addenda', body: { text: 'Called the family' } });
  expect(post?.headers.get('if-match')).toBe('"3"');
});

test('an amendment needs another text and a reason, and is refused when somebody was first', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/patients/{id}/notes': { get: { items: [signed] } }, '/api/v1/notes/{id}/amend': { post: new Refused(409, 'version-changed', 'changed') } });
  await user.click(await screen.findByRole('button', { name: 'Amend' }));
  const dialog = within(screen.getByRole('dialog'));
  const amend = dialog.getByRole<HTMLButtonElement>('button', { name: 'Amend' });
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'wrong side');
  expect(amend.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Text/ }), ', left');
  await user.click(amend);
  await dialog.findByText(/Somebody else changed this after you opened it/);
  const post = calls.find(({ method }) => method === 'POST');
  expect(post).toMatchObject({ path: '/api/v1/notes/note/amend', body: { text: 'Some text, left', reason: 'wrong side' } });
  expect(post?.headers.get('if-match')).toBe('"3"');
});

test('what was added and what was changed can be read', async () => {
  const user = userEvent.setup();
  const amended = note({ status: 'amended', version: 4, text: 'Pain on the left', amendment_reason: 'wrong side', addenda: [{ at: '2026-01-06T09:00:00Z', by: 'nurse.hala', text: 'Slept well' }] });
  open({ '/api/v1/patients/{id}/notes': { get: { items: [amended] } }, '/api/v1/notes/{id}/versions': { get: { items: [amended, note({ status: 'final', version: 3, text: 'Pain on the right' })] } } });
  await screen.findByText('Slept well');
  await user.click(screen.getByRole('button', { name: 'What changed' }));
  await within(screen.getByRole('dialog')).findByText('Pain on the right');
});

test('a merge is taken back by the id of the record that ended, with a reason', async () => {
  const user = userEvent.setup();
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('administrator', ['patients:*', 'encounters:read'], 'admin') },
    '/api/v1/patients/kept': { get: patient({ id: 'kept', former_ids: ['ended'] }) },
    '/api/v1/patients/ended': { get: patient({ id: 'ended', replaced_by: 'kept' }) },
    '/api/v1/patients/{id}/duplicates': { get: { items: [] } },
    '/api/v1/patients/{id}/unmerge': { post: patient({ id: 'ended' }) },
  } as Answers);
  draw(<MergePage />, { at: '/patients/kept/merge', path: '/patients/:id/merge' });
  await user.click(await screen.findByRole('button', { name: 'Take the merge back' }));
  const dialog = within(screen.getByRole('dialog'));
  const back = dialog.getByRole<HTMLButtonElement>('button', { name: 'Take the merge back' });
  expect(back.disabled).toBe(true);
  await user.type(dialog.getByRole('textbox', { name: /Reason/ }), 'two persons');
  await user.click(back);
  await screen.findByText('The merge is taken back.');
  expect(calls.filter(({ method }) => method === 'POST')).toMatchObject([{ path: '/api/v1/patients/ended/unmerge', body: { reason: 'two persons' } }]);
});

test('what could not be saved stays on the screen', async () => {
  const user = userEvent.setup();
  open({ '/api/v1/patients/{id}/notes': { get: { items: [] }, post: new Refused(503, 'unavailable', 'not now') } });
  await user.click(await screen.findByRole('button', { name: 'Write a note' }));
  await user.type(screen.getByRole('textbox', { name: /Text/ }), 'Better today');
  await user.click(screen.getByRole('button', { name: 'Go on later' }));
  await screen.findByText(/not now/);
  expect(screen.getByRole<HTMLTextAreaElement>('textbox', { name: /Text/ }).value).toBe('Better today');
});
