// The hub's REST interface, typed by its OpenAPI document.

import createClient from 'openapi-fetch';
import { ApiError, problemOf } from '@kit/api/problem';
import { beginSession, endSession, useSession } from '@kit/api/session';
import { authorizedBy, origin, renewed, save, take, tokensOf } from '@kit/api/transport';
import type { components, paths } from '@kit/api/schema';

export { answered, save, take } from '@kit/api/transport';

export type Schemas = components['schemas'];

const authorized = authorizedBy((refresh_token) => renewed(api.POST('/api/v1/auth/refresh', { body: { refresh_token } })));

export const api = createClient<paths>({ baseUrl: origin(), fetch: authorized });

type Grant = Schemas['Tokens'];
export type Challenge = Schemas['Challenge'];

/** Returns `null` when that was all, or what a second step is taken with. */
export async function signIn(username: string, password: string): Promise<Challenge | null> {
  const answer = await take(api.POST('/api/v1/auth/login', { body: { username, password } }));
  if ('challenge' in answer) return answer;
  begin(answer);
  return null;
}

/** The second step: a code of the authenticator, or a recovery code. */
export async function answerChallenge(challenge: string, code: string): Promise<void> {
  begin(await take(api.POST('/api/v1/auth/login/second-factor', { body: { challenge, code } })));
}

/** Begins the session that the hub granted. */
export function begin(grant: Grant): void {
  beginSession(tokensOf(grant));
}

export async function signOut(): Promise<void> {
  const { tokens } = useSession.getState();
  endSession();
  if (tokens) await api.POST('/api/v1/auth/logout', { body: { refresh_token: tokens.refresh_token } }).catch(() => undefined);
}

/** Fetches a file with the session's token and hands it to the browser to keep. */
export async function download(path: string, name: string): Promise<void> {
  const response = await authorized(new Request(new URL(path, origin())));
  if (!response.ok) throw new ApiError(problemOf(response.status, await response.json().catch(() => null)));
  save(await response.blob(), name);
}

/** Sends a file as it is and returns the answer's text. */
export async function upload(path: string, type: string, content: Blob): Promise<string> {
  const request = new Request(new URL(path, origin()), { method: 'POST', body: content, headers: { 'content-type': type } });
  const response = await authorized(request);
  if (!response.ok) {
    const body: unknown = await response.json().catch(() => null);
    throw new ApiError(problemOf(response.status, body), body);
  }
  return response.text();
}
