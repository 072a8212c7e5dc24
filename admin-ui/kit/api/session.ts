// Who is signed in. The tokens are kept in this tab (sessionStorage, gone when it is closed); a new tab asks those that are
// open for theirs. A refresh token is good for one use, so only one tab at a time uses it and tells the others.

import { create } from 'zustand';

export interface Tokens {
  access_token: string;
  refresh_token: string;
  /** When the access token ends, in milliseconds since 1970. */
  expires_at: number;
}

interface SessionState {
  tokens: Tokens | null;
  /** The session ended by itself, and not because somebody signed out. */
  hasExpired: boolean;
}

const KEY = 'nilecare.session';
const CHANNEL = 'nilecare.session';
/** An open tab answers within this time, in milliseconds. */
const ANSWER_WITHIN = 150;
/** A token is renewed when it has less than this left, in milliseconds. */
const RENEW_BEFORE = 30_000;

export const useSession = create<SessionState>(() => ({ tokens: stored(), hasExpired: false }));

const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(CHANNEL);

type News = { kind: 'ask' } | { kind: 'tokens'; tokens: Tokens } | { kind: 'signed-out' };

channel?.addEventListener('message', (event: MessageEvent<News>) => {
  const news = event.data;
  const { tokens } = useSession.getState();
  if (news.kind === 'ask' && tokens) channel.postMessage({ kind: 'tokens', tokens } satisfies News);
  if (news.kind === 'tokens' && (!tokens || tokens.expires_at < news.tokens.expires_at)) keep(news.tokens);
  if (news.kind === 'signed-out') keep(null);
});

/** Takes over the session of another tab, if there is one. */
export async function joinSession(): Promise<void> {
  if (useSession.getState().tokens || !channel) return;
  channel.postMessage({ kind: 'ask' } satisfies News);
  await new Promise((resolve) => setTimeout(resolve, ANSWER_WITHIN));
}

export function beginSession(tokens: Tokens): void {
  keep(tokens);
  channel?.postMessage({ kind: 'tokens', tokens } satisfies News);
}

export function endSession(hasExpired = false): void {
  keep(null);
  useSession.setState({ hasExpired });
  if (!hasExpired) channel?.postMessage({ kind: 'signed-out' } satisfies News);
}

/** Returns a token that is still good for a while; `renew` is called when there is none. */
export async function accessToken(renew: (refreshToken: string) => Promise<Tokens | null>): Promise<string | null> {
  const isFresh = (tokens: Tokens | null) => tokens !== null && tokens.expires_at - Date.now() > RENEW_BEFORE;
  const { tokens } = useSession.getState();
  if (!tokens || isFresh(tokens)) return tokens?.access_token ?? null;
  await alone(async () => {
    const current = useSession.getState().tokens;
    if (!current || isFresh(current)) return;
    const renewed = await renew(current.refresh_token);
    if (renewed) beginSession(renewed);
    else if (useSession.getState().tokens?.refresh_token === current.refresh_token) endSession(true);
  });
  return useSession.getState().tokens?.access_token ?? null;
}

/** Makes the next call renew the token, since the hub refused it. */
export function distrust(token: string): void {
  const { tokens } = useSession.getState();
  if (tokens?.access_token === token) useSession.setState({ tokens: { ...tokens, expires_at: 0 } });
}

let queue: Promise<void> = Promise.resolve();

/** One at a time: among the tabs where the browser has locks (HTTPS, this machine), else in this tab. */
async function alone(work: () => Promise<void>): Promise<void> {
  const turn = queue.then(async () => {
    if (navigator.locks) await navigator.locks.request(KEY, work);
    else await work();
  });
  queue = turn.catch(() => undefined);
  await turn;
}

function keep(tokens: Tokens | null): void {
  useSession.setState({ tokens, ...(tokens ? { hasExpired: false } : {}) });
  try {
    if (tokens) sessionStorage.setItem(KEY, JSON.stringify(tokens));
    else sessionStorage.removeItem(KEY);
  } catch {
    // Without storage the session lasts until the page is reloaded.
  }
}

function stored(): Tokens | null {
  try {
    const tokens: unknown = JSON.parse(sessionStorage.getItem(KEY) ?? 'null');
    return isTokens(tokens) ? tokens : null;
  } catch {
    return null;
  }
}

function isTokens(value: unknown): value is Tokens {
  const tokens = value as Partial<Tokens> | null;
  return typeof tokens?.access_token === 'string' && typeof tokens.refresh_token === 'string' && typeof tokens.expires_at === 'number';
}
