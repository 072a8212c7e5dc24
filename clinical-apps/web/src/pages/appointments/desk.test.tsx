import { screen, waitFor, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { appointment, facility, FACILITY, ID, me, member, patient, PROVIDER, settings } from '@/testing/made-up';
import { AppointmentPage } from './detail';
import { TodayPage } from './today';
import { WaitingPage } from './waiting';

const DESK = ['patients:read', 'facilities:read', 'staff:read', 'appointments:read', 'appointments:write'];
const soon = (minutes: number) => new Date(Date.now() + minutes * 60_000).toISOString();

function hub(answers: Answers) {
  return mockHub({ '/api/v1/auth/me': { get: me('receptionist', DESK, 'desk.lina') }, '/api/v1/facilities': { get: { items: [facility()] } }, '/api/v1/facilities/{id}/settings': { get: settings() }, '/api/v1/staff': { get: { items: [member()] } }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
}

test('one key checks in who is to come; who waits is listed with how long', async () => {
  const user = userEvent.setup();
  // jsdom does not scroll.
  Element.prototype.scrollIntoView = () => undefined;
  const waiting = appointment({ id: 'a', status: 'checked-in', history: [{ status: 'checked-in', by: 'desk.lina', at: soon(-12) }] });
  const calls = hub({ '/api/v1/appointments': { get: { items: [appointment({ id: 'b', starts_at: soon(-5), version: 7 }), waiting] } }, '/api/v1/appointments/{id}/check-in': { post: appointment({ status: 'checked-in' }) } });
  draw(<TodayPage />);
  await within(await screen.findByRole('list', { name: 'Waiting here' })).findByText('waits for 12 min');
  await within(screen.getByRole('list', { name: 'To come' })).findByText('Late by 5 min');
  // Down to the second row, which is the one to come.
  await user.keyboard('jjx');
  await waitFor(() => expect(calls.filter(({ method }) => method === 'POST').map(({ path }) => path)).toEqual(['/api/v1/appointments/b/check-in']));
  expect(calls.find(({ method }) => method === 'POST')?.headers.get('if-match')).toBe('"7"');
});

test('that a patient did not come is noted only when the time for it has come, and the reason is told', async () => {
  hub({ '/api/v1/appointments/{id}': { get: appointment({ starts_at: soon(-5), ends_at: soon(25) }) } });
  draw(<AppointmentPage />, { at: '/appointments/x', path: '/appointments/:id' });
  const button = await screen.findByRole<HTMLButtonElement>('button', { name: 'Did not come' });
  await waitFor(() => expect(button.disabled).toBe(true));
  await screen.findByLabelText(/The patient may still come until/);
});

test('a change that somebody else made meanwhile is told with what to do', async () => {
  const user = userEvent.setup();
  hub({ '/api/v1/appointments/{id}': { get: appointment() }, '/api/v1/appointments/{id}/confirm': { post: new Refused(409, 'version-changed', 'Somebody changed it') } });
  draw(<AppointmentPage />, { at: '/appointments/x', path: '/appointments/:id' });
  await user.click(await screen.findByRole('button', { name: 'Confirm' }));
  await screen.findByText(/Somebody else changed this after you opened it/);
});

test('an offer is taken; when somebody else was first that is told, and the patient waits on', async () => {
  const user = userEvent.setup();
  const offer = { provider_id: PROVIDER, starts_at: '2026-11-30T07:00:00Z', free_until: '2026-11-30T08:00:00Z', expires_at: '2026-11-29T10:00:00Z', from_appointment_id: 'a' };
  const calls = hub({
    '/api/v1/waitlist': { get: { items: [{ id: 'w', version: 2, patient_id: ID, facility_id: FACILITY, kind: 'consultation', priority: 'urgent', minutes: 30, earliest: '2026-11-29', latest: '2026-12-05', day_part: 'any', status: 'offered', offer, created_at: soon(-60), updated_at: soon(-60) }] } },
    '/api/v1/waitlist/{id}/accept': { post: new Refused(409, 'appointment-conflict', 'The time is taken') },
  });
  draw(<WaitingPage />);
  await screen.findByText(/Offered: Mon, 30 Nov 2026 09:00 with EVERYDOC, EVE, to be answered by 12:00/);
  await user.click(screen.getByRole('button', { name: 'Take the time' }));
  await screen.findByText(/Somebody else was first; the time is taken/);
  expect(calls.find(({ method }) => method === 'POST')?.headers.get('if-match')).toBe('"2"');
});

test('an empty day and an empty list say what to do', async () => {
  hub({ '/api/v1/appointments': { get: { items: [] } }, '/api/v1/waitlist': { get: { items: [] } } });
  draw(<TodayPage />);
  await screen.findByText('No appointments today');
  draw(<WaitingPage />);
  await screen.findByText('Nobody is on the list');
});
