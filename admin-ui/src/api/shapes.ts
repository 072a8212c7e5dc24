// Parts of answers that the OpenAPI document calls objects without saying more; read with care.

import type { Schemas } from './client';

/** What a connector is doing. */
export type ConnectionState = 'idle' | 'listening' | 'connected' | 'disconnected' | 'stopped';

export interface Connection {
  state: ConnectionState;
  /** An address when listening or connected, a reason when disconnected. */
  text: string;
}

export function connectionOf(connector: Schemas['ConnectorView']): Connection {
  const { state, address, reason } = connector.connection;
  const text = typeof address === 'string' ? address : typeof reason === 'string' ? reason : '';
  return { state: isConnectionState(state) ? state : 'idle', text };
}

function isConnectionState(state: unknown): state is ConnectionState {
  return ['idle', 'listening', 'connected', 'disconnected', 'stopped'].includes(state as string);
}

/** A content as the interface gives it: text, or base64 where it is no UTF-8. */
export type Content = Schemas['ContentView'];

/** What a channel makes of a message, as `POST …/trace` tells it. */
export interface Trace {
  status: string;
  stages: TraceStage[];
  destinations: { id: string; place: string; status: string; is_assumed: boolean; stages: TraceStage[] }[];
  end: TraceStage[];
  cuts: { n_events: number; n_emptied: number; n_texts: number };
}

export interface TraceStage {
  stage: string;
  place: string;
  elapsed_us: number;
  passed?: boolean;
  events?: TraceEvent[];
  description?: { control_id: string | null; patient_id: string | null; message_type: string | null };
  values?: [string, string][];
  text?: { text: string; n_bytes: number; is_cut: boolean };
  error?: string;
}

export interface TraceEvent {
  place: string;
  name: string;
  kind: string;
  items?: number[];
  started_us: number;
  elapsed_us: number;
  result?: boolean;
  changes?: { path: string; before: string | null; after: string | null }[];
  map_changes?: { map: string; key: string; before: string | null; after: string | null }[];
  log?: { level: string; text: string }[];
  error?: string;
}

export function traceOf(answer: unknown): Trace {
  const trace = answer as Trace;
  const isTrace = Array.isArray(trace?.stages) && Array.isArray(trace.destinations) && Array.isArray(trace.end);
  if (!isTrace) throw new TypeError('the answer is no trace');
  return trace;
}
