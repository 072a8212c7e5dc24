import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused } from '@/testing/hub';
import { me, patient, prescription } from '@/testing/made-up';
import { cardsOf } from './cards';
import { HomePage } from './page';

test('a pharmacist sees the numbers of the queue, each the way to its list', async () => {
  mockHub({
    '/api/v1/auth/me': { get: me('pharmacist', ['prescriptions:read', 'prescriptions:verify', 'prescriptions:dispense', 'cds-alerts:*']) },
    '/api/v1/prescriptions': { get: { items: [prescription(), prescription({ id: 'x' })], next: 'more' } },
    '/api/v1/cds/alerts': { get: new Refused(503, 'unavailable', 'Not now') },
    '/api/v1/high-alert-drugs': { get: [] },
  });
  draw(<HomePage />);
  const list = await screen.findByRole('list', { name: 'At a glance' });
  const verify = await within(list).findByRole('link', { name: /^To verify 2\+/ });
  expect(verify.getAttribute('href')).toBe('/pharmacy');
  // A number that cannot be had is a dash, and not a nought.
  await within(list).findByRole('link', { name: /^Open safety alerts –/ });
  expect(screen.queryByText('Users')).toBeNull();
});

test('a receptionist is asked for nothing that the role may not see', async () => {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('receptionist', ['patients:read', 'patients:write', 'encounters:read']) }, '/api/v1/patients': { get: { items: [patient()] } } });
  draw(<HomePage />);
  await screen.findByRole('link', { name: /^Patients 1/ });
  expect(new Set(calls.map(({ path }) => path))).toEqual(new Set(['/api/v1/auth/me', '/api/v1/patients']));
});

test('the permission list decides, whatever the role is called', () => {
  expect(cardsOf(['doctor'], (permission) => permission === 'patients:read').map(({ id }) => id)).toEqual(['patients']);
  expect(cardsOf(['unheard-of'], () => true).length).toBeGreaterThan(10);
});
