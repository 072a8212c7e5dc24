// What of the access log is looked at, as it stands in the address.

import type { Schemas } from '@/api/client';
import { AUDIT_OUTCOME } from '@/words';

export interface Filter {
  patient?: string;
  actor?: string;
  outcome?: Schemas['Outcome'];
}

export function filterOf(search: URLSearchParams): Filter {
  const outcome = search.get('outcome') ?? '';
  return {
    patient: search.get('patient') || undefined,
    actor: search.get('actor') || undefined,
    outcome: Object.hasOwn(AUDIT_OUTCOME, outcome) ? (outcome as Schemas['Outcome']) : undefined,
  };
}

/** The beginning of this day in this browser's zone. */
export function startOfToday(now = new Date()): string {
  return new Date(now.getFullYear(), now.getMonth(), now.getDate()).toISOString();
}
