// What can be done with a prescription in each of its statuses. The hub decides; this is what is offered.

import type { Prescription, PrescriptionStatus } from '@/api/queries';

export type Step = 'answer' | 'verify' | 'dispense' | 'refill' | 'hold' | 'resume' | 'stop' | 'cancel' | 'entered-in-error';

const PERMISSION: Record<Step, string> = {
  answer: 'prescriptions:write',
  verify: 'prescriptions:verify',
  dispense: 'prescriptions:dispense',
  refill: 'prescriptions:dispense',
  hold: 'prescriptions:write',
  resume: 'prescriptions:write',
  stop: 'prescriptions:write',
  cancel: 'prescriptions:write',
  'entered-in-error': 'prescriptions:write',
};

const STEPS: Partial<Record<PrescriptionStatus, Step[]>> = {
  draft: ['answer', 'cancel', 'entered-in-error'],
  pending: ['verify', 'cancel', 'entered-in-error'],
  active: ['dispense', 'hold', 'stop', 'cancel', 'entered-in-error'],
  'partially-dispensed': ['dispense', 'hold', 'stop', 'entered-in-error'],
  dispensed: ['refill', 'hold', 'stop', 'entered-in-error'],
  'on-hold': ['resume', 'stop', 'entered-in-error'],
};

const OVER: PrescriptionStatus[] = ['completed', 'stopped', 'cancelled', 'expired', 'entered-in-error'];

export const isOver = (status: PrescriptionStatus): boolean => OVER.includes(status);

export function stepsOf(prescription: Pick<Prescription, 'status' | 'refills_left'>, may: (permission: string) => boolean): Step[] {
  const steps = STEPS[prescription.status] ?? [];
  return steps.filter((step) => may(PERMISSION[step]) && (step !== 'refill' || prescription.refills_left > 0));
}

/** How many units the running fill still has: a fill begins when the one before was handed out whole. */
export function leftOf({ quantity, dispenses, status }: Pick<Prescription, 'quantity' | 'dispenses' | 'status'>): number {
  const out = dispenses.reduce((sum, dispense) => sum + dispense.quantity, 0) % quantity;
  return status === 'dispensed' ? 0 : quantity - out;
}
