// What pages ask the hub for, and how often.

import { queryOptions, useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { explain } from '@kit/api/problem';
import { notify } from '@kit/notices';
import { useSession } from '@kit/api/session';
import { api, take, type Schemas } from './client';

/** States change by themselves; so often they are asked for, in milliseconds. */
export const STATE_INTERVAL = 4_000;
/** Calls at once, so that the browser has connections left for what the user does. */
const AT_ONCE = 4;
/** A round over all channels takes at least so long for each, in milliseconds. */
const PACE = 100;

export type Channel = Schemas['ChannelView'];
export type Statistics = Schemas['StatisticsView'];
export type Queue = Schemas['QueueView'];
export type ItemKind = 'channel' | 'library' | 'lookup' | 'script' | 'alert' | 'configuration';

export const queries = {
  me: () => queryOptions({ queryKey: ['me'], queryFn: () => take(api.GET('/api/v1/auth/me')), staleTime: Infinity }),
  channels: () =>
    queryOptions({
      queryKey: ['channels'],
      queryFn: async () => (await take(api.GET('/api/v1/channels'))).items,
      refetchInterval: STATE_INTERVAL,
    }),
  channel: (id: string) =>
    queryOptions({
      queryKey: ['channels', id],
      queryFn: () => take(api.GET('/api/v1/channels/{id}', { params: { path: { id } } })),
      refetchInterval: STATE_INTERVAL,
    }),
  /** Statistics of these channels by id; those that cannot be had are left out. */
  statistics: (ids: string[], sinceReset: boolean) =>
    queryOptions({
      queryKey: ['statistics', sinceReset, ids],
      queryFn: async () => ({ at: Date.now(), of: await gather(ids, (id) => statistics(id, sinceReset)) }),
      refetchInterval: Math.max(STATE_INTERVAL, ids.length * PACE),
      placeholderData: (previous) => previous,
    }),
  queues: (ids: string[]) =>
    queryOptions({
      queryKey: ['queues', ids],
      queryFn: () => gather(ids, queues),
      refetchInterval: Math.max(STATE_INTERVAL, ids.length * PACE),
      placeholderData: (previous) => previous,
    }),
  connectors: () =>
    queryOptions({
      queryKey: ['connectors'],
      queryFn: async () => (await take(api.GET('/api/v1/connectors'))).items,
      staleTime: Infinity,
    }),
  items: (kind: ItemKind) =>
    queryOptions({
      queryKey: ['items', kind],
      queryFn: async () => (await take(api.GET('/api/v1/items/{kind}', { params: { path: { kind } } }))).items,
    }),
  item: (kind: ItemKind, name: string, revision?: number) =>
    queryOptions({
      queryKey: ['items', kind, name, revision ?? 'current'],
      queryFn: () => take(api.GET('/api/v1/items/{kind}/{name}', { params: { path: { kind, name }, query: { revision } } })),
    }),
  message: (id: string) =>
    queryOptions({
      queryKey: ['message', id],
      queryFn: () => take(api.GET('/api/v1/messages/{id}', { params: { path: { id } } })),
      // Each look at a message is put on record, so it is not repeated without need.
      staleTime: Infinity,
      gcTime: 60_000,
      refetchOnWindowFocus: false,
    }),
  alerts: () =>
    queryOptions({
      queryKey: ['alerts'],
      queryFn: async () => (await take(api.GET('/api/v1/alerts'))).items,
      refetchInterval: 10_000,
    }),
  configuration: () =>
    queryOptions({ queryKey: ['configuration'], queryFn: async () => (await take(api.GET('/api/v1/configuration'))).items }),
};

async function statistics(id: string, since_reset: boolean): Promise<Statistics> {
  return take(api.GET('/api/v1/channels/{id}/statistics', { params: { path: { id }, query: { since_reset } } }));
}

async function queues(id: string): Promise<Queue[]> {
  return (await take(api.GET('/api/v1/channels/{id}/queues', { params: { path: { id } } }))).items;
}

/** Asks for each, a few at once. One that fails is left out, unless all do. */
async function gather<T>(ids: string[], ask: (id: string) => Promise<T>): Promise<Map<string, T>> {
  const found = new Map<string, T>();
  const waiting = [...ids];
  let failure: Error | undefined;
  const work = async () => {
    for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) {
      try {
        found.set(id, await ask(id));
      } catch (error) {
        failure = error as Error;
      }
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, work));
  if (found.size === 0 && failure) throw failure;
  return found;
}

/** Tells whether the roles of whoever is signed in permit something; `*` stands for anything. */
export function usePermission(): (permission: string) => boolean {
  const isSignedIn = useSession((session) => session.tokens !== null);
  const me = useQuery({ ...queries.me(), enabled: isSignedIn });
  const granted = me.data?.permissions ?? [];
  return (permission) => granted.some((pattern) => permits(pattern, permission));
}

export function permits(pattern: string, permission: string): boolean {
  return pattern === '*' || pattern === permission || (pattern.endsWith(':*') && permission.startsWith(pattern.slice(0, -1)));
}

/** A change: says what went wrong, and afterwards asks anew for what it may have changed. */
export function useChange<Input, Output>(
  change: (input: Input) => Promise<Output>,
  options: { renews?: string[][]; done?: string | ((output: Output) => string | null); quiet?: boolean } = {},
) {
  const client = useQueryClient();
  return useMutation({
    mutationFn: change,
    onSuccess: (output) => {
      const done = typeof options.done === 'function' ? options.done(output) : options.done;
      if (done) notify({ severity: 'success', text: done });
    },
    onError: (error) => {
      if (!options.quiet) notify({ severity: 'error', text: explain(error) });
    },
    onSettled: () => Promise.all((options.renews ?? []).map((queryKey) => client.invalidateQueries({ queryKey }))),
  });
}
