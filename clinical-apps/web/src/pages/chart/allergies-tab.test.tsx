import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, type Answers } from '@/testing/hub';
import { allergies, allergy, me, patient, statement } from '@/testing/made-up';
import { AllergiesTab } from './allergies-tab';
import { ChartPage } from './page';

function open(permissions: string[], answers: Answers) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('doctor', ['patients:read', ...permissions], 'dr.osman') }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<ChartPage />, { at: '/patients/x/allergies', path: '/patients/:id', children: [{ path: 'allergies', Component: AllergiesTab }] });
  return calls;
}

test('that nobody has asked is never shown as no allergies, and an allergy is recorded with its reaction', async () => {
  const user = userEvent.setup();
  const calls = open(['allergies:*'], { '/api/v1/patients/{id}/allergies/summary': { get: allergies('unknown') }, '/api/v1/patients/{id}/allergies': { post: allergy('penicillin') } });
  await screen.findByText('Nobody has asked about allergies');
  expect(screen.queryByText('No known allergies')).toBeNull();
  await user.type(screen.getByRole('textbox', { name: /Substance/ }), 'penicillin');
  await user.type(screen.getByRole('textbox', { name: 'Reaction' }), 'Hives');
  await user.click(screen.getByRole('button', { name: 'Record' }));
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.body).toMatchObject({ substance: { text: 'penicillin' }, category: 'medication', reactions: [{ manifestation: 'Hives', severity: 'moderate' }] }));
});

test('known allergies are in the banner, the worst first, and an error is taken back with a reason and its version', async () => {
  const user = userEvent.setup();
  const known = allergies('known', allergy('dust', { criticality: 'low' }), allergy('penicillin', { criticality: 'high', version: 4 }));
  const calls = open(['allergies:*'], { '/api/v1/patients/{id}/allergies/summary': { get: known }, '/api/v1/allergies/{id}/entered-in-error': { post: allergy('penicillin') } });
  const banner = within(await screen.findByRole('region', { name: 'Patient' }));
  await banner.findByText('penicillin, dust');
  const card = within((await screen.findAllByRole('article'))[1] as HTMLElement);
  await user.click(card.getByRole('button', { name: 'Entered in error' }));
  await user.type(card.getByRole('textbox', { name: /Why it is an error/ }), 'other patient');
  await user.click(card.getByRole('button', { name: 'It never counted' }));
  await vi.waitFor(() => expect(calls.find(({ method }) => method === 'POST')?.headers.get('if-match')).toBe('"4"'));
});

test('who may only read sees no form', async () => {
  open(['allergies:read'], { '/api/v1/patients/{id}/allergies/summary': { get: { ...allergies('none-known'), statements: [statement('any')] } } });
  await screen.findAllByText(/No known allergies/);
  expect(screen.queryByRole('textbox', { name: /Substance/ })).toBeNull();
});

test('that no allergies to drugs are known is not shown as no allergies at all', async () => {
  open(['allergies:read'], { '/api/v1/patients/{id}/allergies/summary': { get: { ...allergies('none-known'), statements: [statement('medication')] } } });
  await screen.findAllByText(/No known drug allergies/);
  expect(screen.queryByText(/No known allergies/)).toBeNull();
});
