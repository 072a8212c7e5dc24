// What pages ask the hub for, and how often.

import { queryOptions, useQuery } from '@tanstack/react-query';
import { permits } from '@kit/permission';
import { useSession } from '@kit/api/session';
import { api, take, type Schemas } from './client';

export { useChange } from '@kit/change';

/** States change by themselves; so often they are asked for, in milliseconds. */
export const STATE_INTERVAL = 4_000;

export type Channel = Schemas['ChannelView'];
export type Statistics = Schemas['StatisticsView'];
export type Queue = Schemas['QueueView'];
export type ItemKind = 'channel' | 'library' | 'lookup' | 'script' | 'alert' | 'connection' | 'configuration';

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
  /** Statistics of all deployed channels by id. */
  statistics: (since_reset: boolean) =>
    queryOptions({
      queryKey: ['statistics', since_reset],
      queryFn: async () => {
        const { items } = await take(api.GET('/api/v1/statistics', { params: { query: { since_reset } } }));
        return { at: Date.now(), of: new Map(items.map((one) => [one.channel, one])) };
      },
      refetchInterval: STATE_INTERVAL,
      placeholderData: (previous) => previous,
    }),
  statisticsOf: (id: string, since_reset: boolean) =>
    queryOptions({
      queryKey: ['statistics', since_reset, id],
      queryFn: () => take(api.GET('/api/v1/channels/{id}/statistics', { params: { path: { id }, query: { since_reset } } })),
      refetchInterval: STATE_INTERVAL,
      placeholderData: (previous) => previous,
    }),
  queuesOf: (id: string) =>
    queryOptions({
      queryKey: ['queues', id],
      queryFn: async () => (await take(api.GET('/api/v1/channels/{id}/queues', { params: { path: { id } } }))).items,
      refetchInterval: STATE_INTERVAL,
    }),
  /** The queues of all deployed channels by id. */
  queues: () =>
    queryOptions({
      queryKey: ['queues'],
      queryFn: async () => {
        const { items } = await take(api.GET('/api/v1/queues'));
        return new Map(items.map(({ channel, queues }) => [channel, queues]));
      },
      refetchInterval: STATE_INTERVAL,
      placeholderData: (previous) => previous,
    }),
  /** What scripts can use, as the hub tells it. */
  scriptReference: () =>
    queryOptions({
      queryKey: ['scripts', 'reference'],
      queryFn: () => take(api.GET('/api/v1/scripts/reference')),
      staleTime: Infinity,
    }),
  connectors: () =>
    queryOptions({
      queryKey: ['connectors'],
      queryFn: async () => (await take(api.GET('/api/v1/connectors'))).items,
      staleTime: Infinity,
    }),
  connections: () =>
    queryOptions({
      queryKey: ['connections'],
      queryFn: async () => (await take(api.GET('/api/v1/connections'))).items,
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

/** Tells whether the roles of whoever is signed in permit something; `*` stands for anything. */
export function usePermission(): (permission: string) => boolean {
  const isSignedIn = useSession((session) => session.tokens !== null);
  const me = useQuery({ ...queries.me(), enabled: isSignedIn });
  const granted = me.data?.permissions ?? [];
  return (permission) => granted.some((pattern) => permits(pattern, permission));
}
