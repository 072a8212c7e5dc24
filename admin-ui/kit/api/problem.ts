// What the hub answers when something is not possible (RFC 9457), and what a page shows of it.

import { t } from '../i18n';

/** Problem details of the hub. */
export interface Problem {
  type: string;
  title: string;
  status: number;
  detail?: string;
  problems?: string[];
}

/** A call that the hub did not do. `problem.status` is 0 when the hub could not be reached. */
export class ApiError extends Error {
  readonly problem: Problem;
  /** The whole answer, for those with more than a problem has. */
  readonly body: unknown;

  constructor(problem: Problem, body: unknown = problem) {
    super(problem.title);
    this.name = 'ApiError';
    this.problem = problem;
    this.body = body;
  }
}

/** The hub does not answer: it is restarting, or the network is down. */
export function isUnreachable(error: unknown): boolean {
  return error instanceof ApiError && (error.problem.status === 0 || error.problem.status === 502 || error.problem.status === 503);
}

/** The hub's word for what is not possible, such as `code-invalid`. */
export function typeOf(error: unknown): string {
  return error instanceof ApiError ? error.problem.type : '';
}

/** Says in one or two sentences what went wrong. */
export function explain(error: unknown): string {
  if (error instanceof ApiError) {
    const { title, detail, problems } = error.problem;
    return [detail ? `${title}. ${detail}` : title, ...(problems ?? [])].join('\n');
  }
  return t('Something went wrong in this page. Reload it.');
}

/** Reads an answer's body as a problem; whatever is missing is filled in from the status. */
export function problemOf(status: number, body: unknown): Problem {
  const known = typeof body === 'object' && body !== null ? (body as Partial<Problem>) : {};
  const title = typeof known.title === 'string' ? known.title : t('The hub answered with status {status}', { status });
  return { type: known.type ?? 'unknown', title, status, detail: known.detail, problems: known.problems };
}
