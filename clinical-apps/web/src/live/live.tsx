// The app's one live connection: begun with the session, ended with it. Pages join rooms; what they show is asked for anew when the hub
// tells that it changed.

import { useQueryClient, type QueryClient } from '@tanstack/react-query';
import { useEffect } from 'react';
import { create } from 'zustand';
import { distrust, useSession } from '@kit/api/session';
import { origin } from '@kit/api/transport';
import { currentToken } from '@/api/client';
import { LiveConnection, type LiveState } from './connection';
import type { LiveEvent } from './frames';
import { staleKeys } from './topics';

/** Several events within this time make lists old once, in milliseconds. */
const TOGETHER = 250;
/** A token is renewed so long before it ends; `accessToken` makes a new one within its last 30 seconds. */
const BEFORE_END = 25_000;

/** The hub lets a connection into 64 rooms beside the user's own; a chart may be open beside a list. */
const MOST_ROOMS = 60;

interface Live {
  state: LiveState;
  rooms: ReadonlySet<string>;
}

export const useLive = create<Live>(() => ({ state: 'off', rooms: new Set() }));

let connection: LiveConnection | null = null;
/** Rooms of pages that were there before the connection. */
const wanted: string[] = [];

function begin(client: QueryClient): LiveConnection {
  const stale = gather(client);
  return new LiveConnection({
    url: `${origin().replace(/^http/, 'ws')}/api/v1/live`,
    token: currentToken,
    refused: distrust,
    random: Math.random,
    open: (url) => new WebSocket(url),
    onState: (state) => useLive.setState({ state }),
    onEvent: (event: LiveEvent) => stale(staleKeys(event)),
    onRoom: (room, isJoined) => {
      const { rooms } = useLive.getState();
      if (rooms.has(room) === isJoined) return;
      const next = new Set(rooms);
      if (isJoined) next.add(room);
      else next.delete(room);
      useLive.setState({ rooms: next });
      // What happened between asking and joining was not told.
      if (isJoined) stale(room.startsWith('patient:') ? [['vitals', room.slice('patient:'.length)], ['alarms']] : [['alarms']]);
    },
    onReload: () => void client.invalidateQueries({ type: 'active' }),
  });
}

/** Gathers what became old, so that ten events of a moment are one question. */
function gather(client: QueryClient): (keys: unknown[][]) => void {
  const waiting = new Map<string, unknown[]>();
  let timer: ReturnType<typeof setTimeout> | undefined;
  return (keys) => {
    for (const key of keys) waiting.set(JSON.stringify(key), key);
    timer ??= setTimeout(() => {
      timer = undefined;
      const all = [...waiting.values()];
      waiting.clear();
      for (const queryKey of all) void client.invalidateQueries({ queryKey });
    }, TOGETHER);
  };
}

/** Keeps the connection while somebody is signed in. Stands once in the frame. */
export function LiveLink() {
  const client = useQueryClient();
  const isSignedIn = useSession((session) => session.tokens !== null);
  const token = useSession((session) => session.tokens?.access_token ?? '');
  const endsAt = useSession((session) => session.tokens?.expires_at ?? 0);
  useEffect(() => {
    if (!isSignedIn || typeof WebSocket === 'undefined') return undefined;
    const mine = begin(client);
    connection = mine;
    for (const room of wanted) mine.join(room);
    mine.start();
    const hurry = () => document.visibilityState === 'visible' && mine.hurry();
    window.addEventListener('online', hurry);
    document.addEventListener('visibilitychange', hurry);
    return () => {
      window.removeEventListener('online', hurry);
      document.removeEventListener('visibilitychange', hurry);
      mine.stop();
      connection = null;
    };
  }, [isSignedIn, client]);
  useEffect(() => {
    if (token) connection?.renew(token);
    if (!endsAt) return undefined;
    const timer = setTimeout(() => void currentToken().catch(() => null), Math.max(0, endsAt - Date.now() - BEFORE_END));
    return () => clearTimeout(timer);
  }, [token, endsAt]);
  return null;
}

/** Is told of rooms while the page is there. Tells whether the hub tells of all of them; while it does not, the page asks by itself. */
export function useRooms(rooms: string[]): boolean {
  const names = rooms.slice(0, MOST_ROOMS).join('\n');
  useEffect(() => {
    const all = names === '' ? [] : names.split('\n');
    for (const room of all) {
      wanted.push(room);
      connection?.join(room);
    }
    return () => {
      for (const room of all) {
        wanted.splice(wanted.indexOf(room), 1);
        connection?.leave(room);
      }
    };
  }, [names]);
  return useLive((live) => rooms.length > 0 && rooms.length <= MOST_ROOMS && rooms.every((room) => live.rooms.has(room)));
}
