// What is said over the live connection (docs/adr/0021; platform/live/README.md).

/** What happened. `data` is all of it, or what may leave of it when `whole` is false. */
export interface LiveEvent {
  type: 'event';
  event_id: string;
  topic: string;
  at: string;
  room: string;
  whole: boolean;
  data: unknown;
}

export type ServerFrame =
  | { type: 'ready'; rooms: JoinAnswer[]; resumed: boolean; last_event_id?: string; heartbeat_seconds: number }
  | ({ type: 'joined' } & JoinAnswer)
  | { type: 'left'; room: string }
  | { type: 'reload' }
  | { type: 'renewed' }
  | { type: 'heartbeat'; last_event_id?: string }
  | LiveEvent;

export interface JoinAnswer {
  room: string;
  joined: boolean;
  code?: string;
}

export type ClientFrame = { type: 'hello'; token: string; rooms: string[]; last_event_id?: string } | { type: 'join' | 'leave'; room: string } | { type: 'token'; token: string };

/** Close codes of the hub. */
export const CLOSE = { protocol: 4400, signIn: 4401, tooMany: 4429 } as const;

/** Reads a frame; `null` for what this version does not know. */
export function frameOf(text: unknown): ServerFrame | null {
  try {
    const frame = JSON.parse(String(text)) as Partial<ServerFrame> | null;
    return typeof frame?.type === 'string' ? (frame as ServerFrame) : null;
  } catch {
    return null;
  }
}
