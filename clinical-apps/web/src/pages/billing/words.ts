// What the states and kinds of billing are called, and how they look.

import type { Schemas } from '@/api/client';
import type { Tone } from '@/parts/tag';

export const INVOICE_STATUS: Record<Schemas['InvoiceStatus'], string> = { draft: 'Draft', issued: 'Issued', 'partly-paid': 'Partly paid', paid: 'Paid', 'written-off': 'Written off', void: 'Void', cancelled: 'Cancelled' };
export const INVOICE_TONE: Record<Schemas['InvoiceStatus'], Tone> = { draft: 'warning', issued: 'info', 'partly-paid': 'info', paid: 'success', 'written-off': 'neutral', void: 'neutral', cancelled: 'neutral' };
export const CHARGE_STATUS: Record<Schemas['ChargeStatus'], string> = { pending: 'To be invoiced', unpriced: 'Without a price', invoiced: 'On an invoice', void: 'Void' };
export const CHARGE_TONE: Record<Schemas['ChargeStatus'], Tone> = { pending: 'info', unpriced: 'warning', invoiced: 'success', void: 'neutral' };
export const CATEGORY: Record<Schemas['ChargeCategory'], string> = { encounter: 'Encounter', laboratory: 'Laboratory', medication: 'Medication', bed: 'Day in a bed', procedure: 'Procedure', radiology: 'Radiology', supply: 'Supplies', other: 'Other' };
export const METHOD: Record<Schemas['PaymentMethod'], string> = { cash: 'Cash', 'bank-transfer': 'Bank transfer', card: 'Card', 'mobile-money': 'Mobile money', cheque: 'Cheque', insurance: 'Insurance' };
export const ADJUSTMENT: Record<Schemas['AdjustmentKind'], string> = { discount: 'Discount', contractual: 'Agreed with the insurer', 'charity-care': 'Charity care', 'write-off': 'Write-off', correction: 'Correction', 'debit-correction': 'Correction upwards' };
export const DECISION: Record<Schemas['AdjustmentStatus'] | Schemas['RefundStatus'], string> = { pending: 'Waits for a second person', applied: 'Applied', paid: 'Paid', rejected: 'Rejected', reversed: 'Reversed' };
export const DECISION_TONE: Record<Schemas['AdjustmentStatus'] | Schemas['RefundStatus'], Tone> = { pending: 'warning', applied: 'success', paid: 'success', rejected: 'neutral', reversed: 'neutral' };
export const PAYMENT_STATUS: Record<Schemas['PaymentStatus'], string> = { posted: 'Posted', reversed: 'Reversed' };
export const CLAIM_STATUS: Record<Schemas['ClaimStatus'], string> = { draft: 'Draft', submitted: 'Submitted', accepted: 'Accepted', rejected: 'Rejected', 'partly-paid': 'Partly paid', paid: 'Paid', denied: 'Denied', appealed: 'Appealed', closed: 'Closed' };
export const CLAIM_TONE: Record<Schemas['ClaimStatus'], Tone> = { draft: 'warning', submitted: 'info', accepted: 'info', rejected: 'error', 'partly-paid': 'info', paid: 'success', denied: 'error', appealed: 'info', closed: 'neutral' };
export const ACCOUNT_KIND: Record<Schemas['AccountKind'], string> = { 'self-pay': 'Pays themselves', insurance: 'Insurance', 'charity-care': 'Charity care', 'workers-compensation': 'Workers’ compensation', government: 'Government' };
export const BUCKET: Record<Schemas['AgingBucket'], string> = { current: 'Not due yet', 'days-1-30': '1 to 30 days', 'days-31-60': '31 to 60 days', 'days-61-90': '61 to 90 days', older: 'More than 90 days' };
export const UNPRICED: Record<Schemas['UnpricedReason'], string> = { 'facility-unknown': 'Nobody knows in which facility it was', 'no-price': 'No price list has it on that day' };
/** What a line of a statement tells of; the hub may know more kinds than these. */
export const STATEMENT_LINE: Record<string, string> = { 'invoice-issued': 'Invoice issued', 'invoice-voided': 'Invoice voided', adjustment: 'Adjustment', payment: 'Payment', 'payment-reversed': 'Payment reversed', refund: 'Refund', 'refund-reversed': 'Refund reversed', allocation: 'Allocated', release: 'Released' };

/** For the test that each is translated. */
export const BILLING_WORDS = [STATEMENT_LINE, INVOICE_STATUS, CHARGE_STATUS, CATEGORY, METHOD, ADJUSTMENT, DECISION, PAYMENT_STATUS, CLAIM_STATUS, ACCOUNT_KIND, BUCKET, UNPRICED];
