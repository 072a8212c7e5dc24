import { screen } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import { expect, test } from 'vitest';
import { useSession } from '@kit/api/session';
import { draw } from '@/testing/draw';
import { mockHub, Refused } from '@/testing/hub';
import { SignInSteps } from './sign-in-steps';

const TOKENS = { access_token: 'access', refresh_token: 'refresh', expires_in: 900, token_type: 'Bearer' };

async function typeCredentials() {
  const user = userEvent.setup();
  draw(<SignInSteps />, { isSignedIn: false });
  await user.type(screen.getByRole('textbox', { name: /User name/ }), 'dr.amin');
  await user.type(screen.getByLabelText(/Password/), 'long enough');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  return user;
}

test('a wrong password is refused in words', async () => {
  mockHub({ '/api/v1/auth/login': { post: new Refused(401, 'unauthorized', 'Refused') } });
  await typeCredentials();
  await screen.findByText('The user name or the password is wrong.');
  expect(useSession.getState().tokens).toBeNull();
});

test('a challenge asks for a code, or for a recovery code', async () => {
  const calls = mockHub({ '/api/v1/auth/login': { post: { challenge: 'c', expires_in: 300, must_enrol: false } }, '/api/v1/auth/login/second-factor': { post: TOKENS } });
  const user = await typeCredentials();
  await user.click(await screen.findByRole('button', { name: 'Use a recovery code' }));
  await user.type(screen.getByRole('textbox', { name: /Recovery code/ }), 'abcd-efgh');
  await user.click(screen.getByRole('button', { name: 'Sign in' }));
  await expect.poll(() => useSession.getState().tokens?.access_token).toBe('access');
  expect(calls.at(-1)?.body).toEqual({ challenge: 'c', code: 'abcd-efgh' });
});

test('a role that needs a second factor sets one up before it is let in, and the codes are shown once', async () => {
  mockHub({
    '/api/v1/auth/login': { post: { challenge: 'c', expires_in: 300, must_enrol: true } },
    '/api/v1/auth/login/enrol': { post: { secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/NileCare:dr.amin?secret=JBSWY3DPEHPK3PXP' } },
    '/api/v1/auth/login/enrol/confirm': { post: { recovery_codes: ['one', 'two'], tokens: TOKENS } },
  });
  const user = await typeCredentials();
  await screen.findByRole('img', { name: /QR code/ });
  screen.getByText('JBSW Y3DP EHPK 3PXP');
  await user.type(screen.getByRole('textbox', { name: /Code/ }), '123456');
  await user.click(screen.getByRole('button', { name: 'Confirm and sign in' }));
  await screen.findByText('one');
  expect(useSession.getState().tokens).toBeNull();
  await user.click(screen.getByRole('button', { name: 'I have kept them' }));
  expect(useSession.getState().tokens?.access_token).toBe('access');
});
