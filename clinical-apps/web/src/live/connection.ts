// One connection to the hub that comes back by itself.
//
//   off ──► connecting ──► live ──► (lost) ──► reconnecting ──► live
//                                                   └──(several attempts)──► polling ──► live
//
// It keeps the id of the last event it was told, and is told what it missed when it comes back. Waiting times double up to a minute,
// each of a random part, so that not all browsers of a ward come back in the same moment. While it is not live, pages ask by themselves.

import { CLOSE, frameOf, type ClientFrame, type LiveEvent, type ServerFrame } from './frames';

export type LiveState = 'off' | 'connecting' | 'live' | 'reconnecting' | 'polling';

export interface Surroundings {
  url: string;
  /** A token that is good for a while; `null` when nobody is signed in. */
  token: () => Promise<string | null>;
  /** The hub refused this token. */
  refused: (token: string) => void;
  /** A number from 0 to 1. */
  random: () => number;
  open: (url: string) => WebSocket;
  onState: (state: LiveState) => void;
  onEvent: (event: LiveEvent) => void;
  /** Whether the hub tells of this room, and whether it just began to: what was asked for before may be old. */
  onRoom: (room: string, isJoined: boolean) => void;
  /** What came meanwhile is not known: what is shown is to be asked for anew. */
  onReload: () => void;
}

const FIRST_WAIT = 1_000;
const LONGEST_WAIT = 60_000;
/** One user has too many connections, or the hub has: there is no hurry. */
const WAIT_WHEN_MANY = 30_000;
/** The hub ends a connection that does not say who it is within ten seconds; an answer is awaited as long. */
const READY_WITHIN = 10_000;
/** So many failed attempts, and the state is called polling. */
const ATTEMPTS = 3;
/** A heartbeat may be so many times late before the connection is taken for dead. */
const LATE = 2.5;

export class LiveConnection {
  private readonly around: Surroundings;
  private readonly rooms = new Map<string, number>();
  private socket: WebSocket | null = null;
  private state: LiveState = 'off';
  private lastEventId: string | undefined;
  private sentToken = '';
  private n_failed = 0;
  private timer: ReturnType<typeof setTimeout> | undefined;
  private watchdog: ReturnType<typeof setTimeout> | undefined;
  private heartbeat = READY_WITHIN;
  /** Told apart from connections that were given up. */
  private attempt = 0;

  constructor(around: Surroundings) {
    this.around = around;
  }

  start(): void {
    if (this.state === 'off') void this.connect('connecting');
  }

  /** Ends it, and forgets how far it was: the next one who signs in is somebody else. */
  stop(): void {
    this.attempt += 1;
    this.lastEventId = undefined;
    this.n_failed = 0;
    this.drop();
    this.become('off');
  }

  /** Tries at once, such as when the network is back. */
  hurry(): void {
    if (this.state === 'reconnecting' || this.state === 'polling') void this.connect(this.state);
  }

  /** Joins a room; whoever asks for the same one has the same. */
  join(room: string): void {
    const n = this.rooms.get(room) ?? 0;
    this.rooms.set(room, n + 1);
    if (n === 0 && this.state === 'live') this.say({ type: 'join', room });
  }

  leave(room: string): void {
    const n = this.rooms.get(room) ?? 0;
    if (n > 1) this.rooms.set(room, n - 1);
    else {
      this.rooms.delete(room);
      this.around.onRoom(room, false);
      if (this.state === 'live') this.say({ type: 'leave', room });
    }
  }

  /** Shows the hub a new token before the old one ends. */
  renew(token: string): void {
    if (this.state !== 'live' || token === this.sentToken) return;
    this.sentToken = token;
    this.say({ type: 'token', token });
  }

  private async connect(as: LiveState): Promise<void> {
    this.drop();
    const attempt = (this.attempt += 1);
    this.become(as);
    const token = await this.around.token().catch(() => null);
    if (attempt !== this.attempt) return;
    if (token === null) {
      this.again(0);
      return;
    }
    const socket = this.around.open(this.around.url);
    this.socket = socket;
    const isMine = () => attempt === this.attempt && socket === this.socket;
    socket.onopen = () => {
      if (!isMine()) return;
      this.sentToken = token;
      this.say({ type: 'hello', token, rooms: [...this.rooms.keys()], last_event_id: this.lastEventId });
    };
    socket.onmessage = ({ data }: MessageEvent) => {
      const frame = isMine() ? frameOf(data) : null;
      if (frame) this.hear(frame);
    };
    socket.onclose = ({ code }: CloseEvent) => {
      if (!isMine()) return;
      this.socket = null;
      if (code === CLOSE.signIn) this.around.refused(this.sentToken);
      this.again(code === CLOSE.tooMany || code === CLOSE.protocol ? WAIT_WHEN_MANY : 0);
    };
    this.watch(READY_WITHIN);
  }

  private hear(frame: ServerFrame): void {
    if (frame.type === 'ready') {
      this.n_failed = 0;
      this.heartbeat = frame.heartbeat_seconds * 1_000 * LATE;
      this.lastEventId = frame.last_event_id ?? this.lastEventId;
      const told = new Set(frame.rooms.map(({ room }) => room));
      this.become('live');
      for (const { room, joined } of frame.rooms) if (this.rooms.has(room)) this.around.onRoom(room, joined);
      // Joined or left while the hub was not there yet.
      for (const room of this.rooms.keys()) if (!told.has(room)) this.say({ type: 'join', room });
    }
    if (frame.type === 'joined' && this.rooms.has(frame.room)) this.around.onRoom(frame.room, frame.joined);
    if (frame.type === 'heartbeat') this.lastEventId = frame.last_event_id ?? this.lastEventId;
    if (frame.type === 'reload') this.around.onReload();
    if (frame.type === 'event') {
      this.lastEventId = frame.event_id;
      this.around.onEvent(frame);
    }
    if (this.state === 'live') this.watch(this.heartbeat);
  }

  private again(least: number): void {
    this.drop();
    this.n_failed += 1;
    this.become(this.n_failed > ATTEMPTS ? 'polling' : 'reconnecting');
    const wait = Math.max(least, Math.min(LONGEST_WAIT, FIRST_WAIT * 2 ** (this.n_failed - 1)));
    this.timer = setTimeout(() => void this.connect(this.state), wait * (0.5 + this.around.random() / 2));
  }

  /** Takes the connection for dead when nothing is heard for so long. */
  private watch(milliseconds: number): void {
    clearTimeout(this.watchdog);
    this.watchdog = setTimeout(() => this.again(0), milliseconds);
  }

  private drop(): void {
    clearTimeout(this.timer);
    clearTimeout(this.watchdog);
    const { socket } = this;
    this.socket = null;
    if (!socket) return;
    socket.onopen = socket.onmessage = socket.onclose = null;
    socket.close();
  }

  private become(state: LiveState): void {
    if (state === this.state) return;
    const wasLive = this.state === 'live';
    this.state = state;
    if (wasLive) for (const room of this.rooms.keys()) this.around.onRoom(room, false);
    this.around.onState(state);
  }

  private say(frame: ClientFrame): void {
    if (this.socket?.readyState === WebSocket.OPEN) this.socket.send(JSON.stringify(frame));
  }
}
