import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused } from '@/testing/hub';
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

test('who may not register sees why', async () => {
  mockHub({ '/api/v1/auth/me': { get: me('nurse', ['patients:read']) } });
  draw(<RegisterPage />);
  await screen.findByText('Your role does not have this page');
  expect(screen.queryByRole('button', { name: 'Register' })).toBeNull();
});
