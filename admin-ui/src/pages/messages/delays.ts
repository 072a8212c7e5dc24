// How long after a message was received each of its connectors came to where it stands.

import type { MessageDetail } from '@/api/messages';

export interface Delay {
  ms: number;
  /** Of the longest of the message, 0 to 1. */
  share: number;
}

/** Returns the delays by connector; a clock that was set back is no delay. */
export function delaysOf({ received_at, connectors }: Pick<MessageDetail, 'received_at' | 'connectors'>): Map<string, Delay> {
  const begin = Date.parse(received_at ?? '');
  const known = connectors.flatMap(({ id, updated_at }) => {
    const ms = Date.parse(updated_at ?? '') - begin;
    return Number.isFinite(ms) ? [[id, Math.max(0, ms)] as const] : [];
  });
  const longest = Math.max(1, ...known.map(([, ms]) => ms));
  return new Map(known.map(([id, ms]) => [id, { ms, share: ms / longest }]));
}
