// @vitest-environment jsdom
import { screen, waitFor } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { useSession } from '@kit/api/session';
import { makeHub } from '@/test/hub';
import { show } from '@/test/page';
import { SignIn } from './sign-in';

const GRANT = { access_token: 'granted', refresh_token: 'next', expires_in: 900, token_type: 'Bearer' };
const problem = (type: string, status: number) => ({ type, status, title: type });

async function withPassword(must_enrol = false, expires_in = 300) {
  const hub = makeHub();
  hub.on('post', '/api/v1/auth/login', 202, { challenge: 'a challenge', expires_in, must_enrol });
  hub.on('post', '/api/v1/auth/login/enrol', 200, { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/NileCare:adam?secret=JBSWY3DPEHPK3PXP' });
  const user = show(<SignIn />, { isSignedIn: false });
  await user.type(screen.getByLabelText(/User name/), 'adam');
  await user.type(screen.getByLabelText(/Password/), 'a long enough password');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  return { hub, user };
}

test('a code of the authenticator is asked for, a wrong one is told, the next one signs in', async () => {
  const { hub, user } = await withPassword();
  hub.on('post', '/api/v1/auth/login/second-factor', 401, problem('code-invalid', 401));
  await user.type(await screen.findByLabelText(/Code of the authenticator/), '123 456');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText(/The code is wrong, or was used already/);
  expect(useSession.getState().tokens).toBeNull();
  hub.on('post', '/api/v1/auth/login/second-factor', 200, GRANT);
  await user.type(screen.getByLabelText(/Code of the authenticator/), '654321');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await waitFor(() => expect(useSession.getState().tokens?.access_token).toBe('granted'));
  expect(hub.askedOf('post', '/api/v1/auth/login/second-factor').map(({ body }) => body)).toEqual([
    { challenge: 'a challenge', code: '123456' },
    { challenge: 'a challenge', code: '654321' },
  ]);
});

test('a recovery code is sent as it was kept', async () => {
  const { hub, user } = await withPassword();
  hub.on('post', '/api/v1/auth/login/second-factor', 200, GRANT);
  await user.click(await screen.findByRole('button', { name: 'Use a recovery code' }));
  await user.type(screen.getByLabelText(/Recovery code/), ' abcd-efgh ');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await waitFor(() => expect(useSession.getState().tokens).not.toBeNull());
  expect(hub.asked.at(-1)?.body).toEqual({ challenge: 'a challenge', code: 'abcd-efgh' });
});

test('a challenge that the hub no longer knows leads back to the password, with the reason', async () => {
  const { hub, user } = await withPassword();
  hub.on('post', '/api/v1/auth/login/second-factor', 401, problem('challenge-invalid', 401));
  await user.type(await screen.findByLabelText(/Code of the authenticator/), '123456');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText(/Begin again with the password/);
  expect(screen.getByLabelText(/Password/)).toHaveProperty('value', '');
});

test('a challenge ends by itself, and that is told', async () => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout'], shouldAdvanceTime: true });
  try {
    await withPassword(false, 60);
    await screen.findByLabelText(/Code of the authenticator/);
    await vi.advanceTimersByTimeAsync(60_000);
    await screen.findByText(/The sign-in took too long/);
  } finally {
    vi.useRealTimers();
  }
});

test('who must have a second factor sets it up, keeps the codes, and is signed in only then', async () => {
  const { hub, user } = await withPassword(true);
  hub.on('post', '/api/v1/auth/login/enrol/confirm', 200, { recovery_codes: ['one-1', 'two-2'], tokens: GRANT });
  await screen.findByText('JBSW Y3DP EHPK 3PXP');
  await user.type(screen.getByLabelText(/Code of the authenticator/), '123456');
  await user.click(screen.getByRole('button', { name: 'Confirm the code' }));
  await screen.findByText('two-2');
  expect(useSession.getState().tokens).toBeNull();
  await user.click(screen.getByRole('button', { name: 'I have kept them' }));
  expect(useSession.getState().tokens?.access_token).toBe('granted');
});

test('a wrong password is told without a second try of it', async () => {
  const hub = makeHub();
  hub.on('post', '/api/v1/auth/login', 401, problem('credentials-invalid', 401));
  const user = show(<SignIn />, { isSignedIn: false });
  await user.type(screen.getByLabelText(/User name/), 'adam');
  await user.type(screen.getByLabelText(/Password/), 'wrong');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await screen.findByText('The user name or the password is wrong.');
  expect(hub.asked.length).toBe(1);
});
