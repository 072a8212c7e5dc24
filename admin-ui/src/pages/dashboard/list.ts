// Which channels are shown, in which order and groups.

import type { Channel, Queue, Statistics } from '@/api/queries';
import { recent, type Rates } from './rates';

/** A channel with what is known of its messages. */
export interface Line {
  channel: Channel;
  statistics?: Statistics;
  queues?: Queue[];
  rates?: Rates;
}

export interface Group {
  name: string;
  lines: Line[];
}

export type SortKey = 'name' | 'state' | 'received' | 'filtered' | 'queued' | 'sent' | 'error' | 'rate' | 'deployed';

export interface View {
  text: string;
  state: string;
  sort: SortKey;
  isDescending: boolean;
}

const VALUES: Record<SortKey, (line: Line) => string | number> = {
  name: ({ channel }) => channel.name.toLowerCase(),
  state: ({ channel }) => channel.state,
  received: ({ statistics }) => statistics?.received ?? 0,
  filtered: ({ statistics }) => statistics?.filtered ?? 0,
  queued: ({ statistics }) => statistics?.queued ?? 0,
  sent: ({ statistics }) => statistics?.sent ?? 0,
  error: ({ statistics }) => statistics?.error ?? 0,
  rate: ({ rates }) => (rates ? recent(rates) : 0),
  deployed: ({ channel }) => channel.deployed_at ?? '',
};

export function isSortKey(text: string): text is SortKey {
  return text in VALUES;
}

/** All words must be in a channel's name, id, group, tags or kinds of connectors; `tag:x` and `group:x` look there only. */
export function shown(lines: Line[], view: View): Line[] {
  const words = view.text.toLowerCase().split(/\s+/).filter(Boolean);
  const found = lines.filter((line) => isInState(line, view.state) && words.every((word) => matches(line.channel, word)));
  const value = VALUES[view.sort];
  const sign = view.isDescending ? -1 : 1;
  return found.sort((one, other) => sign * compare(value(one), value(other)) || compare(one.channel.id, other.channel.id));
}

function isInState({ channel, statistics }: Line, state: string): boolean {
  switch (state) {
    case '':
      return true;
    case 'error':
      return (statistics?.error ?? 0) > 0 || channel.problems.length > 0;
    case 'queued':
      return (statistics?.queued ?? 0) > 0;
    case 'changed':
      return channel.is_changed;
    case 'disconnected':
      return channel.connectors.some((connector) => connector.connection.state === 'disconnected');
    default:
      return channel.state === state;
  }
}

function matches(channel: Channel, word: string): boolean {
  const [place, value] = word.includes(':') ? (word.split(':', 2) as [string, string]) : ['', word];
  if (place === 'tag') return channel.tags.some((tag) => tag.toLowerCase() === value);
  if (place === 'group') return channel.group.toLowerCase() === value;
  const texts = [channel.id, channel.name, channel.group, ...channel.tags, ...channel.connectors.map(({ kind }) => kind)];
  return texts.some((text) => text.toLowerCase().includes(word));
}

function compare(one: string | number, other: string | number): number {
  return one < other ? -1 : one > other ? 1 : 0;
}

/** Groups by name; those without a group last. Order within a group stays. */
export function grouped(lines: Line[]): Group[] {
  const groups = new Map<string, Line[]>();
  for (const line of lines) groups.set(line.channel.group, [...(groups.get(line.channel.group) ?? []), line]);
  return [...groups].map(([name, lines]) => ({ name, lines })).sort((one, other) => Number(one.name === '') - Number(other.name === '') || compare(one.name, other.name));
}

/** The longest wait at any destination, in seconds. */
export function oldestAge(queues: Queue[] | undefined): number | null {
  const ages = (queues ?? []).flatMap(({ oldest_age_seconds }) => oldest_age_seconds ?? []);
  return ages.length > 0 ? Math.max(...ages) : null;
}
