import { screen, waitFor } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test, vi } from 'vitest';
import { draw } from '@/testing/draw';
import { mockHub, Refused } from '@/testing/hub';
import { alert, me, prescription } from '@/testing/made-up';
import { AnswerDialog } from './answer-dialog';

const blocking = alert();
const draft = prescription({ status: 'draft', check: { check_id: 'c', conclusion: 'alerts', level: 'contraindicated', open_alerts: [blocking.id ?? ''], overridden_alerts: [] } });

test('a contraindication is overridden with a coded reason, words and a second step', async () => {
  const user = userEvent.setup();
  const calls = mockHub({
    '/api/v1/auth/me': { get: me('doctor', ['*']) },
    '/api/v1/cds/alerts/{id}': { get: blocking },
    '/api/v1/prescriptions/{id}/submit': { post: prescription() },
  });
  const done = vi.fn();
  draw(<AnswerDialog prescription={draft} onClose={() => undefined} onDone={done} />);
  const goOn = screen.getByRole<HTMLButtonElement>('button', { name: 'Order all the same' });
  await screen.findByText('never together');
  screen.getByText('Unreviewed seed data');
  expect(goOn.disabled).toBe(true);
  await user.click(screen.getByRole('combobox', { name: /Reason to order/ }));
  await user.click(screen.getByRole('option', { name: 'There is no alternative' }));
  await user.type(screen.getByRole('textbox', { name: /Why, in words/ }), 'clinic plan');
  expect(goOn.disabled).toBe(true);
  await user.click(screen.getByRole('checkbox'));
  await user.click(goOn);
  await waitFor(() => expect(done).toHaveBeenCalledOnce());
  const sent = calls.find(({ path }) => path.endsWith('/submit'));
  expect(sent?.headers.get('if-match')).toBe('"3"');
  expect(sent?.body).toEqual({ overrides: [{ alert_id: blocking.id, reason: 'no-alternative', comment: 'clinic plan' }] });
});

test('an order whose check could not run is shown as not checked, and can be checked again only', async () => {
  const user = userEvent.setup();
  mockHub({ '/api/v1/auth/me': { get: me('doctor', ['*']) }, '/api/v1/prescriptions/{id}/submit': { post: new Refused(503, 'cds-unavailable', 'Decision support does not answer') } });
  draw(<AnswerDialog prescription={prescription({ status: 'draft', check: undefined })} onClose={() => undefined} />);
  screen.getByText(/The check could not run/);
  expect(screen.queryByRole('button', { name: 'Order all the same' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Check again' }));
  await screen.findByText('Decision support does not answer');
});
