// What somebody was told in the application, what they want to be told, and, for who manages it, templates and what was sent.

import { infiniteQueryOptions, queryOptions, type InfiniteData } from '@tanstack/react-query';
import { api, take, type Schemas } from './client';
import { everything, listed, MOST, type Listed } from './lists';
import { LIST_INTERVAL, useChange } from './queries';

export type Notification = Schemas['Notification'];
export type NotificationChannel = Schemas['NotificationChannel'];
export type NotificationCategory = Schemas['NotificationCategory'];
export type NotificationStatus = Schemas['NotificationStatus'];
export type Subscription = Schemas['Subscription'];
export type Template = Schemas['NotificationTemplate'];

/** Reading one changes the count, the panel and the page. */
export const NOTIFICATIONS = [['notifications']];

/** So many of one's own are asked for at a time. */
const PART = 50;

type OwnPage = { items: Notification[]; next?: string | null };

export const notifications = {
  unread: () => queryOptions({ queryKey: ['notifications', 'unread'], queryFn: () => take(api.GET('/api/v1/notifications/unread-count')) }),
  /** The newest that are not read, for the panel of the bell. */
  newest: (limit: number) => queryOptions({ queryKey: ['notifications', 'newest', limit], queryFn: () => listed(take(api.GET('/api/v1/notifications', { params: { query: { unread: true, limit } } }))) }),
  own: (unread: boolean) =>
    infiniteQueryOptions({
      queryKey: ['notifications', 'own', { unread }],
      queryFn: ({ pageParam }): Promise<OwnPage> => take(api.GET('/api/v1/notifications', { params: { query: { unread, limit: PART, cursor: pageParam } } })),
      initialPageParam: undefined as string | undefined,
      getNextPageParam: ({ next }) => next ?? undefined,
    }),
  channels: () => queryOptions({ queryKey: ['notifications', 'channels'], queryFn: () => take(api.GET('/api/v1/notifications/channels')), staleTime: 60_000 }),
  subscriptions: () => queryOptions({ queryKey: ['notifications', 'subscriptions'], queryFn: () => take(api.GET('/api/v1/notifications/subscriptions')) }),
  templates: () => queryOptions({ queryKey: ['notifications', 'templates'], queryFn: () => everything((cursor) => take(api.GET('/api/v1/notifications/templates', { params: { query: { limit: MOST, cursor } } }))) }),
  template: (id: string) => queryOptions({ queryKey: ['notifications', 'templates', id], queryFn: () => take(api.GET('/api/v1/notifications/templates/{id}', { params: { path: { id } } })) }),
  templateVersions: (id: string) => queryOptions({ queryKey: ['notifications', 'templates', id, 'versions'], queryFn: () => listed(take(api.GET('/api/v1/notifications/templates/{id}/versions', { params: { path: { id }, query: { limit: MOST } } }))) }),
  preview: (id: string, variables: Record<string, string>) => queryOptions({ queryKey: ['notifications', 'templates', id, 'preview', variables], queryFn: () => take(api.POST('/api/v1/notifications/templates/{id}/preview', { params: { path: { id } }, body: { variables } })) }),
  sent: (of: { channel?: NotificationChannel; status?: NotificationStatus }) => queryOptions({ queryKey: ['notifications', 'sent', of], queryFn: () => listed(take(api.GET('/api/v1/notifications/outgoing', { params: { query: { ...of, limit: MOST } } }))), refetchInterval: LIST_INTERVAL }),
  deliveries: (id: string) => queryOptions({ queryKey: ['notifications', 'sent', id, 'deliveries'], queryFn: () => listed(take(api.GET('/api/v1/notifications/outgoing/{id}/deliveries', { params: { path: { id }, query: { limit: MOST } } }))) }),
  stats: (hours: number) => queryOptions({ queryKey: ['notifications', 'stats', hours], queryFn: () => take(api.GET('/api/v1/notifications/stats', { params: { query: { hours } } })), refetchInterval: LIST_INTERVAL }),
};

/** The parts that were asked for so far, as one list. */
export function joined(data: InfiniteData<OwnPage> | undefined): Listed<Notification> | undefined {
  return data && { items: data.pages.flatMap(({ items }) => items), hasMore: false };
}

/** Notes that one is read; of a critical one, that whoever is signed in sees to it. */
export function useRead() {
  return useChange((id: string) => take(api.POST('/api/v1/notifications/{id}/read', { params: { path: { id } } })), { renews: NOTIFICATIONS });
}

export function useReadAll() {
  return useChange(() => take(api.POST('/api/v1/notifications/read-all')), { renews: NOTIFICATIONS });
}
