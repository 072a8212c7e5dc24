// The questions of an account: a payment that comes in, money that is given back, a payment that is taken back, a statement.

import { Typography } from '@mui/material';
import { useState } from 'react';
import { useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { BILLING, type Account, type Payment } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { moneyOf, moneyText, plainAmount, type Money } from '@/money';
import { Choice, DayField, NumberField, Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { today } from '@/zone';
import { METHOD } from './words';

/** What an insurer pays comes with a remittance, on its claim. */
const BY_HAND: [string, string][] = Object.entries(METHOD).filter(([method]) => method !== 'insurance');

/** `invoice`: the payment is for this one; else for those that are due first. */
export function PayDialog({ account, currency, open, invoice, onClose }: { account: string; currency: string; open: Money; invoice?: string; onClose: () => void }) {
  const header = useKey();
  const [form, setForm] = useState({ amount: open.amount > 0 ? plainAmount(open) : '', method: 'cash', reference: '', payer: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const amount = moneyOf(form.amount, currency);
  const isCash = form.method === 'cash';
  const isReady = amount !== null && (isCash || form.reference.trim() !== '');
  const body = (): Schemas['PaymentRequest'] => ({
    account_id: account,
    amount: amount as Money,
    method: form.method as Schemas['PaymentMethod'],
    reference: form.reference.trim() || undefined,
    payer: form.payer.trim() || undefined,
    // More than is open of it stays the account's credit.
    allocations: invoice && open.amount > 0 ? [{ invoice_id: invoice, amount: { currency, amount: Math.min((amount as Money).amount, open.amount) } }] : undefined,
  });
  const pay = useChange(() => take(api.POST('/api/v1/billing/payments', { params: { header }, body: body() })), { quiet: true, renews: BILLING, done: ({ receipt_number }) => t('The payment is posted: {number}', { number: receipt_number }) });
  return (
    <FormDialog title={t('Take a payment')} verb={amount ? t('Take {amount}', { amount: moneyText(amount) }) : t('Take the payment')} isReady={isReady} isBusy={pay.isPending} error={pay.error} onSubmit={() => pay.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>{t('Open: {amount}', { amount: moneyText(open) })}</Typography>
      <NumberField label={t('Amount in {currency}', { currency })} value={form.amount} onChange={set('amount')} required autoFocus isWrong={form.amount !== '' && amount === null} help={amount && amount.amount > open.amount ? t('More than is open: the rest is credit of the account.') : undefined} />
      <Choice label={t('How it is paid')} value={form.method} onChange={set('method')} options={BY_HAND.map(([method, word]) => [method, t(word)])} />
      <Text label={t('Reference')} value={form.reference} onChange={set('reference')} required={!isCash} most={100} isCode help={isCash ? undefined : t('Number of the bank, terminal or operator; never the number of a card.')} />
      <Text label={t('Who pays, when it is not the patient')} value={form.payer} onChange={set('payer')} />
    </FormDialog>
  );
}

export function RefundDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const header = useKey();
  const { currency } = payment.amount;
  const [form, setForm] = useState({ amount: plainAmount(payment.unallocated), reason: '', method: payment.method, reference: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const amount = moneyOf(form.amount, currency);
  const ask = useChange(
    () => take(api.POST('/api/v1/billing/payments/{id}/refunds', { params: { path: { id: payment.id }, header }, body: { amount: amount as Money, reason: form.reason.trim(), method: form.method, reference: form.reference.trim() || undefined } })),
    { quiet: true, renews: BILLING, done: ({ status }) => (status === 'pending' ? t('The refund waits for a second person.') : t('The refund is paid.')) },
  );
  return (
    <FormDialog title={t('Give money back')} verb={t('Ask for the refund')} isReady={amount !== null && form.reason.trim() !== ''} isBusy={ask.isPending} error={ask.error} onSubmit={() => ask.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>
        <Ltr>{payment.receipt_number}</Ltr>: {t('{amount} of it is free', { amount: moneyText(payment.unallocated) })}
      </Typography>
      <NumberField label={t('Amount in {currency}', { currency })} value={form.amount} onChange={set('amount')} required isWrong={form.amount !== '' && amount === null} help={t('Above the limit of the facility it waits for a second person.')} />
      <Choice label={t('How it is paid')} value={form.method} onChange={set('method')} options={wordsOf(METHOD)} />
      <Text label={t('Reference')} value={form.reference} onChange={set('reference')} most={100} isCode />
      <Text label={t('Reason')} value={form.reason} onChange={set('reason')} required autoFocus />
    </FormDialog>
  );
}

export function ReverseDialog({ payment, onClose }: { payment: Payment; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const reverse = useChange(() => take(api.POST('/api/v1/billing/payments/{id}/reverse', { ...ofVersion(payment), body: { reason: reason.trim() } })), { quiet: true, renews: BILLING, done: t('The payment is reversed; its invoices are open again.') });
  return (
    <FormDialog title={t('Reverse this payment?')} verb={t('Reverse')} isDangerous isReady={reason.trim() !== ''} isBusy={reverse.isPending} error={reverse.error} onSubmit={() => reverse.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><Ltr>{payment.receipt_number}</Ltr> · {moneyText(payment.amount)}</Typography>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
    </FormDialog>
  );
}

export function StatementDialog({ account, zone, onClose }: { account: Account; zone: string; onClose: () => void }) {
  const navigate = useNavigate();
  const [from, setFrom] = useState(`${today(zone).slice(0, 8)}01`);
  const [to, setTo] = useState(today(zone));
  const make = useChange(() => take(api.POST('/api/v1/billing/accounts/{id}/statements', { params: { path: { id: account.id } }, body: { from, to } })), { quiet: true, renews: BILLING });
  return (
    <FormDialog title={t('Make a statement')} verb={t('Make the statement')} isReady={from !== '' && from <= to} isBusy={make.isPending} error={make.error} onSubmit={() => make.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/billing/statements/${id}`) })} onClose={onClose}>
      <DayField label={t('From day')} value={from} onChange={setFrom} required />
      <DayField label={t('Until day')} value={to} onChange={setTo} required />
    </FormDialog>
  );
}
