// A made-up hub for tests of pages: answers are typed by the OpenAPI document, so a test that no longer fits the interface does not
// compile. What is not answered is a 404, as at the hub; every call is kept.

import { vi } from 'vitest';
import type { Schemas } from '@/api/client';
import type { paths } from '@kit/api/schema';

type Method = 'get' | 'post' | 'put' | 'delete';
type Json<Responses, Status> = Status extends keyof Responses ? (Responses[Status] extends { content: { 'application/json': infer Body } } ? Body : undefined) : never;
type Body<Path extends keyof paths, M extends Method> = paths[Path][M] extends { responses: infer Responses } ? Json<Responses, 200> | Json<Responses, 201> | Json<Responses, 202> : never;

export class Refused {
  readonly problem: Schemas['Problem'];
  constructor(status: number, type: string, title: string) {
    this.problem = { type, title, status };
  }
}

export type Answers = { [Path in keyof paths]?: { [M in Method]?: Body<Path, M> | Refused } };

export interface Call {
  method: string;
  path: string;
  query: URLSearchParams;
  headers: Headers;
  body: unknown;
}

/** Answers calls until the test ends. Returns the calls so far; `answers` may be changed meanwhile. */
export function mockHub(answers: Answers): Call[] {
  const calls: Call[] = [];
  vi.stubGlobal('fetch', async (input: Request | string) => {
    const request = typeof input === 'string' ? new Request(new URL(input, window.location.origin)) : input;
    const { pathname, searchParams } = new URL(request.url);
    const text = await request.text();
    const isJson = (request.headers.get('content-type') ?? 'application/json').includes('json');
    calls.push({ method: request.method, path: pathname, query: searchParams, headers: request.headers, body: text ? (isJson ? (JSON.parse(text) as unknown) : text) : null });
    const answer = find(answers, pathname)?.[request.method.toLowerCase() as Method];
    if (answer === undefined) return reply(404, new Refused(404, 'not-found', `no answer to ${request.method} ${pathname}`).problem);
    return answer instanceof Refused ? reply(answer.problem.status, answer.problem) : reply(200, answer);
  });
  return calls;
}

function find(answers: Answers, pathname: string): { [M in Method]?: unknown } | undefined {
  const exact = answers[pathname as keyof paths];
  if (exact) return exact;
  const found = Object.entries(answers).find(([path]) => new RegExp(`^${path.replace(/\{\w+\}/g, '[^/]+')}$`).test(pathname));
  return found?.[1];
}

function reply(status: number, body: unknown): Response {
  return new Response(JSON.stringify(body), { status, headers: { 'content-type': 'application/json' } });
}
