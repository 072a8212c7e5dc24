// Searches for messages and what is done with them.

import { keepPreviousData, queryOptions } from '@tanstack/react-query';
import { take, api, type Schemas } from './client';

export type Message = Schemas['MessageView'];
export type MessageDetail = Schemas['MessageDetailView'];
export type MessageConnector = Schemas['MessageConnectorView'];
export type Bulk = Schemas['BulkView'];
export type BulkVerb = 'reprocess' | 'resend' | 'remove';

/** Metadata conditions are parameters of their own name, `metadata.ward`, which the typed client cannot know. */
export function messagesQuery(parameters: URLSearchParams, isFollowed: boolean) {
  return queryOptions({
    queryKey: ['messages', parameters.toString().replace(/since=[^&]*/, (since) => (isFollowed ? 'since' : since))],
    queryFn: ({ signal }) => take(api.GET('/api/v1/messages', { params: { query: Object.fromEntries(parameters) }, signal })),
    refetchInterval: isFollowed ? 4_000 : false,
    refetchOnWindowFocus: false,
    placeholderData: keepPreviousData,
    retry: false,
  });
}

interface BulkInput {
  verb: BulkVerb;
  ids?: string[];
  filter?: Schemas['MessageFilter'];
  destinations?: string[];
}

/** Tells how many messages it would be. */
export async function countBulk({ verb, ...rest }: BulkInput): Promise<number> {
  const { n_chosen, n_left } = await take(api.POST(`/api/v1/messages/${verb}`, { body: { ...rest, dry_run: true } }));
  return n_chosen + n_left;
}

/** Does it, call after call, until none is left: page by page, and within a page as often as time ran out. */
export async function runBulk({ verb, ...rest }: BulkInput, onProgress: (n_done: number) => void): Promise<{ n_done: number; skipped: Schemas['SkippedView'][] }> {
  let n_done = 0;
  const skipped: Schemas['SkippedView'][] = [];
  const call = async (before: string | undefined, from: string | undefined): Promise<Bulk> => {
    const told: Bulk = await take(api.POST(`/api/v1/messages/${verb}`, { body: { ...startingAt(rest, from), before } }));
    n_done += told.n_done;
    skipped.push(...told.skipped);
    onProgress(n_done);
    return told;
  };
  let before: string | undefined;
  do {
    let told = await call(before, undefined);
    const next = told.next ?? undefined;
    while (told.resume_from) told = await call(before, told.resume_from);
    before = next;
  } while (before !== undefined);
  return { n_done, skipped };
}

/** The rest of a page, from a message on. */
export function startingAt<T extends { ids?: string[]; filter?: Schemas['MessageFilter'] }>(of: T, from: string | undefined): T {
  if (from === undefined) return of;
  if (of.ids) return { ...of, ids: of.ids.filter((id) => BigInt(id) >= BigInt(from)) };
  return { ...of, filter: { ...of.filter, from } };
}

/** The worst of a message's statuses. */
export function overall({ connectors }: Message): string {
  const statuses = connectors.map(({ status }) => status);
  for (const status of ['error', 'queued', 'pending', 'received']) if (statuses.includes(status)) return status;
  const source = connectors.find(({ direction }) => direction === 'source');
  if (source?.status === 'filtered') return 'filtered';
  const destinations = connectors.filter(({ direction }) => direction === 'destination');
  if (destinations.length > 0 && destinations.every(({ status }) => status === 'filtered')) return 'filtered';
  return destinations.some(({ status }) => status === 'sent') ? 'sent' : (source?.status ?? 'received');
}
