// What somebody wants to be told by which channel. What was said of a category counts before what was said of all, with its own quiet
// hours; so these are kept the same in all that is said of a channel.

import type { NotificationCategory, NotificationChannel, Subscription } from '@/api/notifications';
import type { Schemas } from '@/api/client';

export const CHANNELS: NotificationChannel[] = ['in-app', 'email', 'sms'];
/** Quiet hours hold back what goes to a telephone or a mailbox; the bell makes no noise. */
export const QUIETED: NotificationChannel[] = ['email', 'sms'];
/** What those who sign in are told of; the other categories are for patients. */
export const OF_STAFF: NotificationCategory[] = ['critical-vitals', 'critical-lab-result', 'account-security', 'announcement'];
/** Cannot be refused (`NotificationCategory::is_mandatory` of the hub). */
export const MANDATORY: NotificationCategory[] = ['critical-vitals', 'critical-lab-result', 'account-security'];

type Wish = Schemas['SubscriptionRequest'];

export interface Said {
  body: Wish;
  /** Of what was said before; absent when nothing was. */
  version?: number;
}

function find(said: Subscription[], channel: NotificationChannel, category?: NotificationCategory): Subscription | undefined {
  return said.find((one) => one.channel === channel && (one.category ?? undefined) === category);
}

/** Whether a category is wanted by a channel; who said nothing wants everything. */
export function isWanted(said: Subscription[], channel: NotificationChannel, category?: NotificationCategory): boolean {
  if (category && MANDATORY.includes(category)) return true;
  return (find(said, channel, category) ?? find(said, channel))?.enabled ?? true;
}

/** What is to be said so that a category is wanted, or not, and all else stays. */
export function wanting(said: Subscription[], channel: NotificationChannel, category: NotificationCategory | undefined, enabled: boolean): Said {
  const before = find(said, channel, category);
  const general = find(said, channel);
  return { body: { channel, category, enabled, quiet_hours: (before ?? general)?.quiet_hours ?? undefined, language: before?.language ?? undefined }, version: before?.version };
}

/** The quiet hours that are shown; those of mail and text messages are kept the same. */
export function quietOf(said: Subscription[]): Schemas['QuietHours'] | null {
  return QUIETED.map((channel) => find(said, channel)?.quiet_hours).find(Boolean) ?? null;
}

export function languageOf(said: Subscription[]): string {
  return CHANNELS.map((channel) => find(said, channel)?.language).find(Boolean) ?? '';
}

/** What is to be said so that these quiet hours and this language count for all. */
export function settling(said: Subscription[], quiet: Schemas['QuietHours'] | null, language: string): Said[] {
  const quietFor = (channel: NotificationChannel) => (QUIETED.includes(channel) && quiet ? quiet : undefined);
  const general = CHANNELS.map((channel): Said => {
    const before = find(said, channel);
    return { body: { channel, enabled: before?.enabled ?? true, quiet_hours: quietFor(channel), language: language || undefined }, version: before?.version };
  });
  const special = said.filter(({ category }) => category).map(({ channel, category, enabled, version }): Said => ({ body: { channel, category, enabled, quiet_hours: quietFor(channel), language: language || undefined }, version }));
  return [...general, ...special];
}
