// What can be done with an appointment in each of its states. The hub decides; this is so that nothing is offered that it refuses.

import type { Appointment, AppointmentStatus } from '@/api/appointments';

export type Step = 'check-in' | 'start' | 'complete' | 'confirm' | 'move' | 'no-show' | 'cancel';

const STEPS: Record<AppointmentStatus, Step[]> = {
  scheduled: ['check-in', 'confirm', 'move', 'no-show', 'cancel'],
  confirmed: ['check-in', 'move', 'no-show', 'cancel'],
  'checked-in': ['start', 'no-show', 'cancel'],
  'in-progress': ['complete'],
  completed: [],
  cancelled: [],
  'no-show': [],
};

/** Who has checked in is taken back by those with `appointments:override` only. */
export function stepsOf({ status }: Pick<Appointment, 'status'>, may: (permission: string) => boolean): Step[] {
  if (!may('appointments:write')) return [];
  const isPrivileged = (step: Step) => status === 'checked-in' && (step === 'no-show' || step === 'cancel');
  return STEPS[status].filter((step) => !isPrivileged(step) || may('appointments:override'));
}

/** When it may be noted that the patient did not come; in milliseconds since 1970. */
export function noShowFrom({ starts_at }: Pick<Appointment, 'starts_at'>, minutes: number): number {
  return Date.parse(starts_at) + minutes * 60_000;
}

/** When the patient came, for how long they have waited. */
export function arrivedAt({ history }: Pick<Appointment, 'history'>): string | null {
  return history.filter(({ status }) => status === 'checked-in').at(-1)?.at ?? null;
}

/** What the hub said is taken, in its words: `provider`, `patient`, `room`, `equipment`, `resource`. */
export function takenOf(detail: string | undefined): string[] {
  return detail?.match(/taken: ([^;]+)/)?.[1]?.split(',').map((word) => word.trim()) ?? [];
}
