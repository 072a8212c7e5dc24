// A hub that is made up, for tests of pages: what it answers is typed by the OpenAPI document, and what it was asked is kept.
// What no test gave an answer for is a failure.

import { vi } from 'vitest';
import type { components, paths } from '@kit/api/schema';

type Method = 'get' | 'post' | 'put' | 'delete';
type MethodsOf<P extends keyof paths> = { [M in Method]: paths[P][M] extends { responses: unknown } ? M : never }[Method];
type Responses<P extends keyof paths, M extends MethodsOf<P>> = paths[P][M] extends { responses: infer R } ? R : never;
type Statuses<P extends keyof paths, M extends MethodsOf<P>> = keyof Responses<P, M> & number;
/** With these the hub refuses; the body is a problem wherever it does. */
type Refusal = 400 | 401 | 403 | 404 | 409 | 422 | 429 | 500 | 503;
type Answer<P extends keyof paths, M extends MethodsOf<P>, S> = S extends Statuses<P, M> ? Json<Responses<P, M>[S]> : components['schemas']['Problem'];
type Json<R> = R extends { content: { 'application/json': infer B } } ? B : null;
type BodyOf<O> = O extends { requestBody: { content: { 'application/json': infer B } } } ? B : undefined;

export interface Asked<B = unknown> {
  method: string;
  path: string;
  query: Record<string, string>;
  body: B;
}

interface Route {
  method: Method;
  pattern: RegExp;
  answer: (asked: Asked) => { status: number; body: unknown };
}

export function makeHub() {
  const routes: Route[] = [];
  const asked: Asked[] = [];
  const fetched = async (input: RequestInfo | URL, init?: RequestInit): Promise<Response> => {
    const request = new Request(input instanceof Request ? input : new URL(String(input), window.location.origin), init);
    const url = new URL(request.url);
    const text = await request.text();
    const one: Asked = { method: request.method.toLowerCase(), path: url.pathname, query: Object.fromEntries(url.searchParams), body: text === '' ? undefined : (JSON.parse(text) as unknown) };
    asked.push(one);
    // What was said last counts, so that a test can change an answer.
    const route = routes.findLast(({ method, pattern }) => method === one.method && pattern.test(one.path));
    if (!route) throw new TypeError(`no answer is made up for ${one.method} ${one.path}`);
    const { status, body } = route.answer(one);
    return new Response(body === null ? null : JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
  };
  vi.stubGlobal('fetch', fetched);
  return {
    asked,
    /** Of one method and path, in the order they came. */
    askedOf: (method: Method, path: string) => asked.filter((one) => one.method === method && one.path === path),
    /** The answer from now on. */
    on<P extends keyof paths, M extends MethodsOf<P>, S extends Statuses<P, M> | Refusal>(method: M, path: P, status: S, body: Answer<P, M, S> | ((asked: Asked<BodyOf<paths[P][M]>>) => Answer<P, M, S>)) {
      const pattern = new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`);
      const answer = (one: Asked) => ({ status, body: typeof body === 'function' ? (body as (asked: Asked) => unknown)(one) : body });
      routes.push({ method, pattern, answer });
    },
  };
}
