import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { deviceAlarm, facility, me, patient } from '@/testing/made-up';
import { worstFirst } from './order';
import { AlarmsPage } from './page';

function open(answers: Answers, permissions = ['patients:read', 'vitals:read', 'facilities:read', 'vital-alarms:write']) {
  const calls = mockHub({ '/api/v1/auth/me': { get: me('nurse', permissions) }, '/api/v1/facilities': { get: { items: [facility()] } }, '/api/v1/patients/{id}': { get: patient() }, ...answers });
  draw(<AlarmsPage />);
  return calls;
}

test('what nobody has seen to is on top, critical before others, the oldest first', () => {
  const alarms = [deviceAlarm({ id: 'seen', state: 'acknowledged' }), deviceAlarm({ id: 'warning', severity: 'warning' }), deviceAlarm({ id: 'new', raised_at: '2026-01-05T10:00:00Z' }), deviceAlarm({ id: 'old' })];
  expect(alarms.sort(worstFirst).map(({ id }) => id)).toEqual(['old', 'new', 'warning', 'seen']);
});

test('an alarm says whose it is and how far beyond, and is seen to with a note', async () => {
  const user = userEvent.setup();
  const calls = open({ '/api/v1/vitals/alarms': { get: { items: [deviceAlarm()] } }, '/api/v1/vitals/alarms/{id}/acknowledge': { post: deviceAlarm({ state: 'acknowledged' }) } });
  const card = await screen.findByRole('article', { name: 'Critical: Heart rate' });
  within(card).getByText(/150 \/min.*, limit .*120/);
  await within(card).findByRole('link', { name: 'ADAM EVERYMAN' });
  screen.getByText('1 alarm that nobody has seen to');
  await user.click(within(card).getByRole('button', { name: 'I see to it: Heart rate' }));
  const dialog = await screen.findByRole('dialog');
  await user.type(within(dialog).getByLabelText('Note'), 'coming');
  await user.click(within(dialog).getByRole('button', { name: 'I see to it' }));
  await screen.findByText('It is noted that you see to it.');
  expect(calls.find(({ method }) => method === 'POST')?.body).toEqual({ note: 'coming' });
});

test('a failure to ask is no quiet ward', async () => {
  open({ '/api/v1/vitals/alarms': { get: new Refused(503, 'unavailable', 'Not now') } });
  await screen.findByText('Not now');
  expect(screen.queryByText('No alarms')).toBeNull();
});

test('who may not see to alarms reads them only', async () => {
  open({ '/api/v1/vitals/alarms': { get: { items: [deviceAlarm()] } } }, ['vitals:read']);
  await screen.findByRole('article', { name: 'Critical: Heart rate' });
  expect(screen.queryByRole('button', { name: /I see to it/ })).toBeNull();
});
