// Calls to the hub with the session's token: what every app's client is made of. Which addresses there are, the app knows.

import { t } from '../i18n';
import { ApiError, problemOf } from './problem';
import { accessToken, distrust, type Tokens } from './session';

/** Trades a refresh token for new tokens; `null` when the hub refuses it. */
export type Renew = (refreshToken: string) => Promise<Tokens | null>;
export type Send = (request: Request) => Promise<Response>;

/** Refusals of what a request says, not of its token: sent once more, it would count as a second failure. */
const OTHERWISE_REFUSED = ['credentials-invalid', 'code-invalid'];
const OPEN = /\/api\/v1\/auth\/(login(\/.*)?|refresh)$/;

/** Calls with the session's token, once more with a new one when it was refused. */
export function authorizedBy(renew: Renew): Send {
  return async (request) => {
    if (OPEN.test(new URL(request.url).pathname)) return reach(request);
    const again = request.clone();
    const token = await accessToken(renew);
    const answer = await reach(withToken(request, token));
    if (answer.status !== 401 || !token || (await isOtherwiseRefused(answer))) return answer;
    distrust(token);
    return reach(withToken(again, await accessToken(renew)));
  };
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

export function unreachable(): ApiError {
  return new ApiError({ type: 'unreachable', title: t('The hub does not answer'), status: 0, detail: t('It may be restarting. This page goes on by itself.') });
}

/** Outside a browser, in tests of other parts, there is none. */
export function origin(): string {
  return typeof window === 'undefined' ? 'http://localhost' : window.location.origin;
}

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

/** Reads a grant of the hub; `expires_in` is in seconds. */
export function tokensOf({ access_token, refresh_token, expires_in }: { access_token: string; refresh_token: string; expires_in: number }): Tokens {
  return { access_token, refresh_token, expires_at: Date.now() + expires_in * 1000 };
}

/** Reads the answer to a refresh: the new tokens, or that it is refused. Throws when the hub is out of reach. */
export async function renewed(call: Promise<Answer<Parameters<typeof tokensOf>[0]>>): Promise<Tokens | null> {
  const { data, response } = await call;
  if (data) return tokensOf(data);
  if (response.status === 401 || response.status === 400 || response.status === 422) return null;
  throw unreachable();
}

/** Hands a content to the browser to keep as a file. */
export function save(content: Blob, name: string): void {
  const link = document.createElement('a');
  link.href = URL.createObjectURL(content);
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(link.href), 60_000);
}
