import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { LiveConnection, type LiveState } from './connection';
import type { LiveEvent } from './frames';
import { staleKeys } from './topics';

class Socket {
  static all: Socket[] = [];
  static readonly OPEN = 1;
  readyState = 1;
  sent: unknown[] = [];
  onopen: (() => void) | null = null;
  onmessage: ((event: { data: string }) => void) | null = null;
  onclose: ((event: { code: number }) => void) | null = null;
  isClosed = false;
  constructor(readonly url: string) {
    Socket.all.push(this);
  }
  send(text: string) {
    this.sent.push(JSON.parse(text));
  }
  close() {
    this.isClosed = true;
  }
  hear(frame: object) {
    this.onmessage?.({ data: JSON.stringify(frame) });
  }
}

let states: LiveState[] = [];
let events: LiveEvent[] = [];
let rooms: string[] = [];
let n_reloads = 0;
let refused: string[] = [];

function connect(token: string | null = 'T') {
  const connection = new LiveConnection({
    url: 'ws://hub/api/v1/live',
    token: () => Promise.resolve(token),
    refused: (one) => refused.push(one),
    random: () => 1,
    open: (url) => new Socket(url) as unknown as WebSocket,
    onState: (state) => states.push(state),
    onEvent: (event) => events.push(event),
    onRoom: (room, isJoined) => rooms.push(`${room} ${isJoined}`),
    onReload: () => (n_reloads += 1),
  });
  return connection;
}

const flush = () => vi.advanceTimersByTimeAsync(0);
const last = () => Socket.all.at(-1) as Socket;
const ready = { type: 'ready', rooms: [{ room: 'facility:NILE', joined: true }], resumed: false, last_event_id: 'E1', heartbeat_seconds: 20 };

async function live(connection: LiveConnection): Promise<Socket> {
  connection.start();
  await flush();
  last().onopen?.();
  last().hear(ready);
  return last();
}

beforeEach(() => {
  vi.useFakeTimers();
  vi.stubGlobal('WebSocket', Socket);
  Socket.all = [];
  states = [];
  events = [];
  rooms = [];
  refused = [];
  n_reloads = 0;
});

afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

test('the token is in the first message and never in the address', async () => {
  const connection = connect();
  connection.join('facility:NILE');
  const socket = await live(connection);
  expect(socket.url).toBe('ws://hub/api/v1/live');
  expect(socket.sent).toEqual([{ type: 'hello', token: 'T', rooms: ['facility:NILE'] }]);
  expect(states).toEqual(['connecting', 'live']);
  expect(rooms).toEqual(['facility:NILE true']);
});

test('it comes back with the last event that it was told, and is not live meanwhile', async () => {
  const connection = connect();
  const socket = await live(connection);
  socket.hear({ type: 'event', event_id: 'E2', topic: 'vitals.recorded', at: '', room: 'patient:P', whole: true, data: {} });
  socket.hear({ type: 'heartbeat', last_event_id: 'E5' });
  expect(events.map(({ event_id }) => event_id)).toEqual(['E2']);
  socket.onclose?.({ code: 1001 });
  expect(states.at(-1)).toBe('reconnecting');
  await vi.advanceTimersByTimeAsync(1_000);
  last().onopen?.();
  expect(last().sent).toEqual([{ type: 'hello', token: 'T', rooms: [], last_event_id: 'E5' }]);
  last().hear({ ...ready, resumed: true });
  expect(states.at(-1)).toBe('live');
});

test('waiting times double up to a minute, and after three attempts pages ask by themselves', async () => {
  const connection = connect();
  await live(connection);
  const waits: number[] = [];
  for (let n = 0; n < 8; n += 1) {
    const before = Socket.all.length;
    last().onclose?.({ code: 1006 });
    const from = Date.now();
    while (Socket.all.length === before) await vi.advanceTimersByTimeAsync(500);
    waits.push(Date.now() - from);
  }
  expect(waits).toEqual([1_000, 2_000, 4_000, 8_000, 16_000, 32_000, 60_000, 60_000]);
  expect(states).toEqual(['connecting', 'live', 'reconnecting', 'polling']);
  // The network is back: no waiting.
  const before = Socket.all.length;
  last().onclose?.({ code: 1006 });
  connection.hurry();
  await flush();
  expect(Socket.all.length).toBe(before + 1);
});

test('a connection that falls silent is taken for dead', async () => {
  const socket = await live(connect());
  await vi.advanceTimersByTimeAsync(49_000);
  expect(socket.isClosed).toBe(false);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(socket.isClosed).toBe(true);
  expect(states.at(-1)).toBe('reconnecting');
});

test('a refused token is not sent a second time, and a new one is shown before the old one ends', async () => {
  const connection = connect();
  const socket = await live(connection);
  connection.renew('T');
  connection.renew('T2');
  expect(socket.sent.slice(1)).toEqual([{ type: 'token', token: 'T2' }]);
  socket.onclose?.({ code: 4401 });
  expect(refused).toEqual(['T2']);
});

test('too many connections are no reason to hurry', async () => {
  await live(connect());
  const before = Socket.all.length;
  last().onclose?.({ code: 4429 });
  await vi.advanceTimersByTimeAsync(29_000);
  expect(Socket.all.length).toBe(before);
  await vi.advanceTimersByTimeAsync(2_000);
  expect(Socket.all.length).toBe(before + 1);
});

test('two pages in one room are one joining, and what was missed for good is asked for anew', async () => {
  const connection = connect();
  const socket = await live(connection);
  connection.join('patient:P');
  connection.join('patient:P');
  connection.leave('patient:P');
  connection.leave('patient:P');
  expect(socket.sent.slice(1)).toEqual([{ type: 'join', room: 'patient:P' }, { type: 'leave', room: 'patient:P' }]);
  socket.hear({ type: 'reload' });
  expect(n_reloads).toBe(1);
});

test('after the end nothing comes back, and the next one begins from nothing', async () => {
  const connection = connect();
  await live(connection);
  connection.stop();
  await vi.advanceTimersByTimeAsync(120_000);
  expect(Socket.all).toHaveLength(1);
  connection.start();
  await flush();
  last().onopen?.();
  expect(last().sent).toEqual([{ type: 'hello', token: 'T', rooms: [] }]);
});

test('an event makes the lists of its patient old, a notice those of all', () => {
  const event = (topic: string, room: string): LiveEvent => ({ type: 'event', event_id: 'E', topic, at: '', room, whole: true, data: {} });
  expect(staleKeys(event('vitals.recorded', 'patient:P'))).toEqual([['vitals', 'P'], ['alarms']]);
  expect(staleKeys(event('device.alarm.raised', 'facility:NILE'))).toEqual([['alarms']]);
  expect(staleKeys(event('lab.resulted', 'patient:P'))).toContainEqual(['patient', 'P', 'results']);
  expect(staleKeys(event('appointment.booked', 'facility:NILE'))).toContainEqual(['appointments']);
  expect(staleKeys(event('bed.status.changed', 'facility:1'))).toEqual([['beds']]);
  expect(staleKeys(event('heard.of.never', 'role:nurse'))).toEqual([]);
});
