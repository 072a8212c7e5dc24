import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { beforeEach, expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { appointment, facility, freeSlot, me, member, patient, PROVIDER, settings } from '@/testing/made-up';
import { AppointmentsPage } from './page';

const DESK = ['patients:read', 'facilities:read', 'staff:read', 'appointments:read', 'appointments:write'];

beforeEach(() => {
  // jsdom has no media queries: a wide window with a mouse.
  vi.stubGlobal('matchMedia', (query: string) => ({ matches: query.includes('fine'), media: query, addEventListener: () => undefined, removeEventListener: () => undefined }));
});

function open(answers: Answers = {}, at = '/appointments?date=2026-11-30', permissions = DESK) {
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('receptionist', permissions, 'desk.lina') },
    '/api/v1/facilities': { get: { items: [facility()] } },
    '/api/v1/facilities/{id}/settings': { get: settings() },
    '/api/v1/staff': { get: { items: [member()] } },
    '/api/v1/patients': { get: { items: [patient()] } },
    '/api/v1/patients/{id}': { get: patient() },
    '/api/v1/appointments': { get: { items: [appointment({ provider_id: PROVIDER, provider: 'EVERYDOC, EVE' })] }, post: appointment() },
    '/api/v1/free-slots': { get: [freeSlot('2026-11-30T07:30:00Z'), freeSlot('2026-11-30T08:00:00Z')] },
    ...answers,
  });
  draw(<AppointmentsPage />, { at });
  return calls;
}

async function fillBooking() {
  const user = userEvent.setup();
  await user.click(await screen.findByRole('button', { name: 'Book 09:30 with EVERYDOC, EVE' }));
  const dialog = await screen.findByRole('dialog', { name: 'Book an appointment' });
  await user.type(within(dialog).getByRole('combobox', { name: /Patient/ }), 'every');
  await user.click(await screen.findByRole('option', { name: /EVERYMAN/ }));
  return { user, dialog };
}

test('times are those of the facility, and a free one is booked in it', async () => {
  const calls = open();
  await screen.findByRole('link', { name: /^ADAM EVERYMAN.*09:00–09:30.*Consultation.*Booked/ });
  const { user, dialog } = await fillBooking();
  await user.click(within(dialog).getByRole('button', { name: 'Book' }));
  await screen.findByText(/^Booked for .*09:00/);
  const booking = calls.find(({ method }) => method === 'POST');
  expect(booking?.body).toMatchObject({ provider_id: PROVIDER, starts_at: '2026-11-30T07:30:00Z', outside_schedule: false });
  expect(booking?.headers.get('idempotency-key')).toMatch(/^[a-p]{32}$/);
  // The day of the facility begins at 22:00 UTC of the day before.
  expect(calls.some(({ path }) => path === '/api/v1/appointments')).toBe(true);
});

test('a time that is taken is told with what is free instead, and the same booking keeps its key', async () => {
  const answers = { '/api/v1/appointments': { get: { items: [] }, post: new Refused(409, 'appointment-conflict', 'The time is taken') } };
  answers['/api/v1/appointments'].post.problem.detail = 'at 2026-11-30T07:30:00Z something is taken: provider, room; take another time';
  const calls = open(answers);
  const { user, dialog } = await fillBooking();
  await user.click(within(dialog).getByRole('button', { name: 'Book' }));
  const alert = await within(dialog).findByText(/Nothing was booked: the provider has another appointment then, the room is taken then/);
  await user.click(within(dialog).getByRole('button', { name: 'Book' }));
  await user.click(await within(alert.closest('[role=alert]') as HTMLElement).findByRole('button', { name: '10:00' }));
  await user.click(within(dialog).getByRole('button', { name: 'Book' }));
  const keys = calls.filter(({ method }) => method === 'POST').map(({ headers }) => headers.get('idempotency-key'));
  expect(keys).toHaveLength(3);
  expect(keys[0]).toBe(keys[1]);
  expect(keys[2]).not.toBe(keys[0]);
});

test('a week has all of its days, and a list shows what was cancelled too', async () => {
  open({}, '/appointments?date=2026-11-30&view=week');
  await screen.findByRole('group', { name: 'EVERYDOC, EVE, Mon 30 Nov' });
  expect(screen.getAllByRole('group').filter((group) => /EVERYDOC/.test(group.getAttribute('aria-label') ?? ''))).toHaveLength(7);
});

test('who may only read is offered no booking', async () => {
  open({}, '/appointments?date=2026-11-30', DESK.filter((permission) => permission !== 'appointments:write'));
  await screen.findByText('ADAM EVERYMAN');
  expect(screen.queryByRole('button', { name: /^Book/ })).toBeNull();
});

test('without the permission, without a facility, and when the hub fails, the page says so', async () => {
  open({}, '/appointments', ['patients:read']);
  await screen.findByText('Your role does not have this page');
});

test('a hub without facilities is told', async () => {
  open({ '/api/v1/facilities': { get: { items: [] } } });
  await screen.findByText('There is no facility yet');
});

test('a failure is told, and is no empty day', async () => {
  open({ '/api/v1/appointments': { get: new Refused(503, 'unavailable', 'Not now') }, '/api/v1/free-slots': { get: [] } });
  await screen.findByText('Not now');
  expect(screen.queryByText('Nothing on this day')).toBeNull();
});
