import { screen, within } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { Outlet } from 'react-router';
import { createMemoryRouter, RouterProvider } from 'react-router';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { render } from '@testing-library/react';
import { expect, test } from 'vitest';
import { useSession } from '@kit/api/session';
import '@/testing/draw';
import { mockHub, Refused, type Answers } from '@/testing/hub';
import { deviceAlarm, me, patient, reading } from '@/testing/made-up';
import { VitalsTab } from './vitals-tab';

const LIMITS = { scope: 'default', parameter: 'heart-rate', critical_low: 40, warning_low: 60, warning_high: 100, critical_high: 120, critical_needed: 1, warning_needed: 3, of: 5 } as const;

function open(answers: Answers) {
  useSession.setState({ tokens: { access_token: 'a', refresh_token: 'r', expires_at: Date.now() + 3_600_000 } });
  mockHub({ '/api/v1/auth/me': { get: me('nurse', ['vitals:read', 'vital-thresholds:read', 'vital-alarms:write']) }, '/api/v1/vitals/alarms': { get: { items: [] } }, '/api/v1/vitals/thresholds': { get: [LIMITS] }, '/api/v1/vitals/series': { get: [{ from: '2026-11-28T09:00:00Z', n: 4, min: 70, max: 130, mean: 82 }] }, ...answers });
  const router = createMemoryRouter([{ path: '/', element: <Outlet context={patient()} />, children: [{ index: true, Component: VitalsTab }] }]);
  render(
    <QueryClientProvider client={new QueryClient({ defaultOptions: { queries: { retry: false } } })}>
      <RouterProvider router={router} />
    </QueryClientProvider>,
  );
}

test('values have units and signs, old ones say so, and the trend is a table too', async () => {
  const user = userEvent.setup();
  open({ '/api/v1/vitals': { get: { items: [reading({ at: new Date().toISOString(), values: { heart_rate: 130 } }), reading({ at: new Date(Date.now() - 3_600_000).toISOString(), values: { temperature: 37.2 } })] } } });
  await screen.findByRole('button', { name: /Heart rate 130 \/min ↑↑ just now/ });
  screen.getByRole('button', { name: /Temperature 37.2 °C 1 h ago · old/ });
  screen.getByText('< 40, > 120 /min');
  await screen.findByRole('img', { name: 'Heart rate over time: 1 parts, the latest 82 /min' });
  await user.click(screen.getByRole('button', { name: 'Table' }));
  const table = screen.getByRole('table', { name: 'Heart rate over time' });
  within(table).getByText('130 /min ↑↑');
});

test('open alarms stand above the values, and that they cannot be asked for is told', async () => {
  open({ '/api/v1/vitals': { get: { items: [] } }, '/api/v1/vitals/alarms': { get: { items: [deviceAlarm()] } } });
  await screen.findByRole('article', { name: 'Critical: Heart rate' });
  await screen.findByText('Nothing was measured in the last week');
});

test('alarms that cannot be asked for are no silence', async () => {
  open({ '/api/v1/vitals': { get: { items: [] } }, '/api/v1/vitals/alarms': { get: new Refused(503, 'unavailable', 'Not now') } });
  await screen.findByText('Alarms could not be asked for: look at the monitor.');
  expect(screen.queryByRole('article')).toBeNull();
});
