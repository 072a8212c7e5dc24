// What noting a dose asks for. The hub decides; this says it before the button is pressed.

import type { Prescription, Slot } from '@/api/queries';
import type { Schemas } from '@/api/client';

export interface DoseForm {
  outcome: Schemas['AdministrationOutcome'];
  patientScan: string;
  drugScan: string;
  amount: string;
  witness: string;
  reason: string;
}

export type Need = 'not-given' | 'scan' | 'amount' | 'time' | 'reason' | 'witness' | 'witness-self';

/** Why a reason is needed: the first of what is unlike the plan. */
export function reasonFor(form: DoseForm, slot: Pick<Slot, 'state'>, prescription: Pick<Prescription, 'dose'>): Need | null {
  if (form.outcome !== 'given') return 'not-given';
  if (!form.patientScan.trim() || !form.drugScan.trim()) return 'scan';
  const amount = form.amount.trim();
  if (amount !== '' && Number(amount) !== prescription.dose.amount) return 'amount';
  return slot.state === 'due' ? null : 'time';
}

/** What is still missing before the dose can be noted. */
export function missing(form: DoseForm, slot: Pick<Slot, 'state'>, prescription: Pick<Prescription, 'dose' | 'high_alert'>, me: string): Need | null {
  const witness = form.witness.trim();
  if (form.outcome === 'given' && prescription.high_alert) {
    if (!witness) return 'witness';
    if (witness === me) return 'witness-self';
  }
  return form.reason.trim() === '' ? reasonFor(form, slot, prescription) : null;
}

export function requestOf(form: DoseForm, slot: Pick<Slot, 'due_at'>): Schemas['AdministrationRequest'] {
  const text = (value: string) => value.trim() || undefined;
  const isGiven = form.outcome === 'given';
  const amount = form.amount.trim();
  return {
    outcome: form.outcome,
    due_at: slot.due_at,
    patient_scan: isGiven ? text(form.patientScan) : undefined,
    drug_scan: isGiven ? text(form.drugScan) : undefined,
    amount: isGiven && amount !== '' ? Number(amount) : undefined,
    witness: isGiven ? text(form.witness) : undefined,
    reason: text(form.reason),
  };
}
