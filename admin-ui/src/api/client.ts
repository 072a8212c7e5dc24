// The hub's REST interface, typed by its OpenAPI document.

import createClient from 'openapi-fetch';
import { t } from '@kit/i18n';
import { ApiError, problemOf } from '@kit/api/problem';
import { accessToken, beginSession, distrust, endSession, useSession, type Tokens } from '@kit/api/session';
import type { components, paths } from './schema';

export type Schemas = components['schemas'];

const OPEN = /\/api\/v1\/auth\/(login(\/.*)?|refresh)$/;
/** Refusals of what a request says, not of its token: sent once more, it would count as a second failure. */
const OTHERWISE_REFUSED = ['credentials-invalid', 'code-invalid'];

/** Calls with the session's token, once more with a new one when it was refused. */
async function authorized(request: Request): Promise<Response> {
  if (OPEN.test(new URL(request.url).pathname)) return reach(request);
  const again = request.clone();
  const token = await accessToken(renew);
  const answer = await reach(withToken(request, token));
  if (answer.status !== 401 || !token || (await isOtherwiseRefused(answer))) return answer;
  distrust(token);
  return reach(withToken(again, await accessToken(renew)));
}

async function isOtherwiseRefused(answer: Response): Promise<boolean> {
  const body: unknown = await answer.clone().json().catch(() => null);
  return OTHERWISE_REFUSED.includes(problemOf(answer.status, body).type);
}

function withToken(request: Request, token: string | null): Request {
  if (token) request.headers.set('authorization', `Bearer ${token}`);
  return request;
}

async function reach(request: Request): Promise<Response> {
  try {
    return await fetch(request);
  } catch (error) {
    if (request.signal.aborted) throw error;
    throw unreachable();
  }
}

function unreachable(): ApiError {
  return new ApiError({ type: 'unreachable', title: t('The hub does not answer'), status: 0, detail: t('It may be restarting. This page goes on by itself.') });
}

/** Outside a browser, in tests of other parts, there is none. */
function origin(): string {
  return typeof window === 'undefined' ? 'http://localhost' : window.location.origin;
}

export const api = createClient<paths>({ baseUrl: origin(), fetch: authorized });

interface Answer<T> {
  data?: T;
  error?: unknown;
  response: Response;
}

/** Returns what was asked for. Throws an `ApiError` otherwise. */
export async function take<T>(call: Promise<Answer<T>>): Promise<T> {
  return (await answered(call)).data;
}

/** As `take`, with the answer's headers. */
export async function answered<T>(call: Promise<Answer<T>>): Promise<{ data: T; response: Response }> {
  const { data, error, response } = await call;
  if (response.ok) return { data: data as T, response };
  throw new ApiError(problemOf(response.status, error), error);
}

type Grant = Schemas['Tokens'];

function tokensOf(grant: Grant): Tokens {
  const { access_token, refresh_token, expires_in } = grant;
  return { access_token, refresh_token, expires_at: Date.now() + expires_in * 1000 };
}

/** `null` when the hub refuses the refresh token. */
async function renew(refresh_token: string): Promise<Tokens | null> {
  const { data, response } = await api.POST('/api/v1/auth/refresh', { body: { refresh_token } });
  if (data) return tokensOf(data);
  if (response.status === 401 || response.status === 400 || response.status === 422) return null;
  throw unreachable();
}

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

/** Hands a content to the browser to keep as a file. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
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
