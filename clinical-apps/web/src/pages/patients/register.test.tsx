import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { me, patient } from '@/testing/made-up';
import { RegisterPage } from './register';

test('those with a like name are shown before a patient is registered, and a number that is taken is told', async () => {
  const user = userEvent.setup();
  mockHub({ '/api/v1/auth/me': { get: me('receptionist', ['patients:*']) }, '/api/v1/patients': { get: { items: [patient()] }, post: new Refused(409, 'patient-identifier-conflict', 'Taken') } });
  draw(<RegisterPage />);
  await user.type(await screen.findByRole('textbox', { name: /^Number/ }), '100234');
  await user.type(screen.getByRole('textbox', { name: /Family name/ }), 'EVERY');
  await user.type(screen.getByRole('textbox', { name: /Given names/ }), 'A');
  await screen.findByText(/Is it one of these/);
  screen.getByRole('link', { name: 'ADAM EVERYMAN' });
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await screen.findByText(/A patient has this number already/);
});

test('somebody who probably has a record already is registered only when that is confirmed', async () => {
  const user = userEvent.setup();
  const answers: Answers = {
    '/api/v1/auth/me': { get: me('receptionist', ['patients:*']) },
    '/api/v1/patients/duplicates': { post: { items: [{ patient: patient(), score: 87, certainty: 'probable', reasons: [] }] } },
    '/api/v1/patients': { get: { items: [] }, post: new Refused(409, 'probable-duplicates', 'There are records') },
  };
  const calls = mockHub(answers);
  draw(<RegisterPage />);
  await user.type(await screen.findByRole('textbox', { name: /^Number/ }), '100235');
  await user.type(screen.getByRole('textbox', { name: /Family name/ }), 'EVERYMAN');
  await user.type(screen.getByRole('textbox', { name: /Given names/ }), 'ADAM');
  await user.click(screen.getByRole('button', { name: 'Register' }));
  await screen.findByText(/87 of 100 points/);
  answers['/api/v1/patients'] = { post: patient() };
  await user.click(screen.getByRole('button', { name: 'It is another person: register' }));
  const confirmed = () => calls.filter(({ method, path }) => method === 'POST' && path === '/api/v1/patients').map(({ query }) => query.get('confirm'));
  await vi.waitFor(() => expect(confirmed()).toEqual(['false', 'true']));
});

test('who may not register sees why', async () => {
  mockHub({ '/api/v1/auth/me': { get: me('nurse', ['patients:read']) } });
  draw(<RegisterPage />);
  await screen.findByText('Your role does not have this page');
  expect(screen.queryByRole('button', { name: 'Register' })).toBeNull();
});
