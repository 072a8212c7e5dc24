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
