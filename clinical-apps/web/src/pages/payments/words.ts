// What the states and kinds of payments through providers are called, and how they look.

import type { Schemas } from '@/api/client';
import type { Tone } from '@/parts/tag';

export const TRANSACTION_STATUS: Record<Schemas['TransactionStatus'], string> = {
  pending: 'Under review',
  processing: 'At the provider',
  'awaiting-verification': 'To be verified|payment',
  verified: 'The money is there',
  confirmed: 'Confirmed|payment',
  rejected: 'Rejected',
  failed: 'Failed',
  cancelled: 'Given up',
  'partially-refunded': 'Partly given back',
  refunded: 'Given back',
  disputed: 'Disputed',
};
export const TRANSACTION_TONE: Record<Schemas['TransactionStatus'], Tone> = { pending: 'warning', processing: 'info', 'awaiting-verification': 'warning', verified: 'success', confirmed: 'success', rejected: 'error', failed: 'error', cancelled: 'neutral', 'partially-refunded': 'info', refunded: 'neutral', disputed: 'error' };
export const PROVIDER_KIND: Record<Schemas['ProviderKind'], string> = { cash: 'Cash', cheque: 'Cheque', 'bank-transfer': 'Bank transfer', stripe: 'Card', 'mobile-money': 'Mobile money' };
export const REFUND_STATUS: Record<Schemas['TransactionRefundStatus'], string> = { pending: 'Waits for a second person', approved: 'Agreed to', processing: 'At the provider', completed: 'Given back', failed: 'Failed', rejected: 'Rejected' };
export const REFUND_TONE: Record<Schemas['TransactionRefundStatus'], Tone> = { pending: 'warning', approved: 'info', processing: 'info', completed: 'success', failed: 'error', rejected: 'neutral' };
export const RISK: Record<Schemas['RiskReason'], string> = { 'unusual-amount': 'More than is usual', velocity: 'Many payments in a short time', 'odd-hour': 'At night', 'first-large': 'The first payment, and large', 'bad-history': 'Payments failed or were disputed before' };
export const MATCH: Record<Schemas['ReconciliationStatus'], string> = { matched: 'The same', mismatch: 'To be looked at', investigating: 'Somebody looks', resolved: 'Explained or put right', 'written-off': 'Written off' };
export const MATCH_TONE: Record<Schemas['ReconciliationStatus'], Tone> = { matched: 'success', mismatch: 'error', investigating: 'warning', resolved: 'success', 'written-off': 'neutral' };
export const DIFFERENCE: Record<Schemas['Difference'], string> = { amount: 'Another amount', timing: 'Not confirmed, or days apart', missing: 'One side does not have it', duplicate: 'Twice in the statement' };
export const PLAN_STATUS: Record<Schemas['InstalmentPlanStatus'], string> = { active: 'Being paid', completed: 'Paid', defaulted: 'In default', cancelled: 'Given up' };
export const PLAN_TONE: Record<Schemas['InstalmentPlanStatus'], Tone> = { active: 'info', completed: 'success', defaulted: 'error', cancelled: 'neutral' };
export const PART_STATUS: Record<Schemas['InstalmentStatus'], string> = { pending: 'To be paid', paid: 'Paid', overdue: 'Overdue|instalment', waived: 'Given up' };
export const PART_TONE: Record<Schemas['InstalmentStatus'], Tone> = { pending: 'info', paid: 'success', overdue: 'error', waived: 'neutral' };
export const FREQUENCY: Record<Schemas['Frequency'], string> = { weekly: 'Every week', biweekly: 'Every two weeks', monthly: 'Every month', quarterly: 'Every three months' };
export const DISPUTE: Record<Schemas['DisputeStatus'], string> = { open: 'The bank has not decided', won: 'Won: the money stays', lost: 'Lost: the money is gone' };
export const DISPUTE_TONE: Record<Schemas['DisputeStatus'], Tone> = { open: 'warning', won: 'success', lost: 'error' };
/** What a person should look at; the hub may know more than these. */
export const ATTENTION: Record<string, string> = { 'amount-differs': 'Another amount came than was asked for', 'no-answer': 'The provider has not answered for a day', 'paid-unexpectedly': 'Money came that was not asked for, or not any more' };

/** For the test that each is translated. */
export const PAYMENT_WORDS = [TRANSACTION_STATUS, PROVIDER_KIND, REFUND_STATUS, RISK, MATCH, DIFFERENCE, PLAN_STATUS, PART_STATUS, FREQUENCY, DISPUTE, ATTENTION];
