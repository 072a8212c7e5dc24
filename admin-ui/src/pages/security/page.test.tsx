// @vitest-environment jsdom
import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { makeHub } from '@/test/hub';
import { show } from '@/test/page';
import { SecurityPage } from './page';
import { programOf } from './sign-ins';

const session = (id: string, current: boolean) => ({ id, current, started_at: '2026-03-01T08:00:00Z', last_used_at: '2026-03-01T09:00:00Z', expires_at: '2026-03-31T08:00:00Z', address: '192.0.2.7', user_agent: 'Mozilla/5.0 (X11; Linux x86_64) AppleWebKit/537.36 Chrome/150.0 Safari/537.36' });

function hubWith(enabled: boolean, required = false, recovery_codes_left = enabled ? 10 : 0) {
  const hub = makeHub();
  hub.on('get', '/api/v1/auth/second-factor', 200, { enabled, required, recovery_codes_left });
  hub.on('get', '/api/v1/auth/sessions', 200, [session('S1', true), session('S2', false)]);
  return hub;
}

async function give(user: ReturnType<typeof show>, password: string, verb: string) {
  const dialog = within(await screen.findByRole('dialog'));
  await user.type(dialog.getByLabelText('Password'), password);
  await user.click(dialog.getByRole('button', { name: verb }));
}

test('a second factor is set up: password, key, code, recovery codes', async () => {
  const hub = hubWith(false);
  hub.on('post', '/api/v1/auth/second-factor', 401, { type: 'credentials-invalid', status: 401, title: 'refused' });
  const user = show(<SecurityPage />);
  await user.click(await screen.findByRole('button', { name: 'Set up' }));
  await give(user, 'wrong', 'Go on');
  await screen.findByText('The password is wrong.');
  // Sent once: a second time would be a second failure.
  expect(hub.askedOf('post', '/api/v1/auth/second-factor').length).toBe(1);
  hub.on('post', '/api/v1/auth/second-factor', 200, { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/NileCare:adam?secret=JBSWY3DPEHPK3PXP' });
  await user.click(screen.getByRole('button', { name: 'Go on' }));
  await screen.findByRole('img', { name: 'QR code of the key' });
  screen.getByText('JBSW Y3DP EHPK 3PXP');
  hub.on('post', '/api/v1/auth/second-factor/confirm', 401, { type: 'code-invalid', status: 401, title: 'refused' });
  const code = screen.getByLabelText(/Code of the authenticator/);
  expect(screen.getByRole('button', { name: 'Confirm the code' })).toHaveProperty('disabled', true);
  await user.type(code, '123456');
  await user.click(screen.getByRole('button', { name: 'Confirm the code' }));
  await screen.findByText(/The code is wrong/);
  hub.on('post', '/api/v1/auth/second-factor/confirm', 200, { codes: ['one-1', 'two-2'] });
  hub.on('get', '/api/v1/auth/second-factor', 200, { enabled: true, required: false, recovery_codes_left: 10 });
  await user.click(screen.getByRole('button', { name: 'Confirm the code' }));
  await screen.findByText('two-2');
  await user.click(screen.getByRole('button', { name: 'I have kept them' }));
  await screen.findByText('10 recovery codes left');
});

test('what a role requires cannot be switched off, and few recovery codes are told', async () => {
  hubWith(true, true, 2);
  show(<SecurityPage />);
  expect(await screen.findByRole('button', { name: 'Switch off' })).toHaveProperty('disabled', true);
  screen.getByText(/Few recovery codes are left/);
});

test('it is switched off with the password', async () => {
  const hub = hubWith(true);
  hub.on('post', '/api/v1/auth/second-factor/remove', 204, null);
  const user = show(<SecurityPage />);
  await user.click(await screen.findByRole('button', { name: 'Switch off' }));
  await give(user, 'a long enough password', 'Switch off');
  await screen.findByText('The second factor is switched off.');
  expect(hub.askedOf('post', '/api/v1/auth/second-factor/remove')[0]?.body).toEqual({ password: 'a long enough password' });
});

test('the password is changed only when the new one was typed twice', async () => {
  const hub = hubWith(false);
  hub.on('put', '/api/v1/auth/password', 204, null);
  const user = show(<SecurityPage />);
  const button = screen.getByRole('button', { name: 'Change the password' });
  await user.type(screen.getByLabelText('Password so far'), 'the old password');
  await user.type(screen.getByLabelText('New password'), 'a new long password');
  await user.type(screen.getByLabelText('New password again'), 'a new lon');
  screen.getByText('It is not the same.');
  expect(button).toHaveProperty('disabled', true);
  await user.type(screen.getByLabelText('New password again'), 'g password');
  await user.click(button);
  await screen.findByText(/The password is changed/);
  expect(hub.askedOf('put', '/api/v1/auth/password')[0]?.body).toEqual({ current_password: 'the old password', new_password: 'a new long password' });
  expect(screen.getByLabelText('New password')).toHaveProperty('value', '');
});

test('one sign-in is ended, and all others; this one cannot be', async () => {
  const hub = hubWith(false);
  hub.on('delete', '/api/v1/auth/sessions/{id}', 204, null);
  hub.on('post', '/api/v1/auth/sessions/end-others', 204, null);
  const user = show(<SecurityPage />);
  const rows = await screen.findAllByRole('row', { name: /Chrome 150, Linux/ });
  expect(rows.length).toBe(2);
  expect(within(rows[0]!).queryByRole('button')).toBeNull();
  await user.click(within(rows[1]!).getByRole('button', { name: /^End the sign-in of Chrome 150, Linux/ }));
  await waitFor(() => expect(hub.askedOf('delete', '/api/v1/auth/sessions/S2').length).toBe(1));
  await user.click(screen.getByRole('button', { name: 'End all others' }));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'End all others' }));
  await waitFor(() => expect(hub.askedOf('post', '/api/v1/auth/sessions/end-others').length).toBe(1));
});

test('programs are called by their names', () => {
  expect(programOf('Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/150.0 Safari/537.36 Edg/150.0')).toBe('Edge 150, Windows');
  expect(programOf('curl/7.88.1')).toBe('curl/7.88.1');
  expect(programOf('')).toBe('');
});
