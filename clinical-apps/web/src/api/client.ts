// The hub's REST interface, typed by its OpenAPI document, and the session that it grants.

import createClient from 'openapi-fetch';
import { accessToken, beginSession, endSession, useSession } from '@kit/api/session';
import { authorizedBy, origin, renewed, take, tokensOf, type Renew } from '@kit/api/transport';
import type { components, paths } from '@kit/api/schema';
import { forgetCopies } from './draft-copy';

export { take } from '@kit/api/transport';

export type Schemas = components['schemas'];

const renew: Renew = (refresh_token) => renewed(api.POST('/api/v1/auth/refresh', { body: { refresh_token } }));
const authorized = authorizedBy(renew);

export const api = createClient<paths>({ baseUrl: origin(), fetch: authorized });

/** A token that is still good for a while, for what is no request; `null` when nobody is signed in. */
export function currentToken(): Promise<string | null> {
  return accessToken(renew);
}

/** Begins the session, or returns the challenge that a second step must answer. */
export async function signIn(username: string, password: string): Promise<Schemas['Challenge'] | null> {
  const grant = await take(api.POST('/api/v1/auth/login', { body: { username, password } }));
  if (!('access_token' in grant)) return grant;
  beginSession(tokensOf(grant));
  return null;
}

/** Answers a challenge with a code of the authenticator, or a recovery code. */
export async function answerChallenge(challenge: string, code: string): Promise<void> {
  beginSession(tokensOf(await take(api.POST('/api/v1/auth/login/second-factor', { body: { challenge, code } }))));
}

export async function signOut(): Promise<void> {
  const { tokens } = useSession.getState();
  endSession();
  forgetCopies();
  if (tokens) await api.POST('/api/v1/auth/logout', { body: { refresh_token: tokens.refresh_token } }).catch(() => undefined);
}

/** A key for a command that is sent once, however often it is tried. Of letters only: a run of digits may look like the number of a card, which the hub
 * refuses wherever it stands. */
export function newKey(): string {
  const letter = (half: number) => String.fromCharCode(97 + half);
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  return Array.from(bytes, (byte) => letter(byte >> 4) + letter(byte & 15)).join('');
}
