// The questions of an invoice: an adjustment, a claim on a policy, and why it does not count any more.

import { Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { BILLING, billing, type Invoice } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { moneyOf, moneyText, percent, type Money } from '@/money';
import { Choice, NumberField, Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { ADJUSTMENT } from './words';

interface Props {
  invoice: Invoice;
  onClose: () => void;
}

export function AdjustDialog({ invoice, onClose }: Props) {
  const header = useKey();
  const [form, setForm] = useState({ kind: 'discount', amount: '', reason_code: '', reason: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const amount = moneyOf(form.amount, invoice.currency);
  const adjust = useChange(
    () => take(api.POST('/api/v1/billing/invoices/{id}/adjustments', { params: { path: { id: invoice.id }, header }, body: { kind: form.kind as Schemas['AdjustmentKind'], amount: amount as Money, reason_code: form.reason_code.trim(), reason: form.reason.trim() || undefined } })),
    { quiet: true, renews: BILLING, done: ({ status }) => (status === 'pending' ? t('The adjustment waits for a second person.') : t('The adjustment is applied.')) },
  );
  return (
    <FormDialog title={t('Adjust the invoice')} verb={t('Adjust')} isReady={amount !== null && form.reason_code.trim() !== ''} isBusy={adjust.isPending} error={adjust.error} onSubmit={() => adjust.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>{t('Open: {amount}', { amount: moneyText(invoice.balance) })}</Typography>
      <Choice label={t('Kind')} value={form.kind} onChange={set('kind')} options={wordsOf(ADJUSTMENT)} />
      <NumberField label={t('Amount in {currency}', { currency: invoice.currency })} value={form.amount} onChange={set('amount')} required autoFocus isWrong={form.amount !== '' && amount === null} help={t('Above the limit of the facility it waits for a second person.')} />
      <Text label={t('Code of the reason')} value={form.reason_code} onChange={set('reason_code')} required most={40} isCode />
      <Text label={t('Reason')} value={form.reason} onChange={set('reason')} />
    </FormDialog>
  );
}

export function ClaimDialog({ invoice, onClose }: Props) {
  const policies = useQuery(billing.policies(invoice.patient_id));
  const [chosen, setChosen] = useState('');
  const [codes, setCodes] = useState('');
  const policy = chosen || (policies.data?.items[0]?.id ?? '');
  const make = useChange(() => take(api.POST('/api/v1/billing/claims', { body: { invoice_id: invoice.id, policy_id: policy, diagnosis_codes: codes.split(/[\s,]+/).filter(Boolean) } })), { quiet: true, renews: BILLING, done: t('The claim is a draft: submit it when it is right.') });
  return (
    <FormDialog title={t('Claim it from an insurer')} verb={t('Make the claim')} isReady={policy !== ''} isBusy={make.isPending} error={make.error} onSubmit={() => make.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      {!policies.data ? (
        <Pending query={policies} rows={1} />
      ) : policies.data.items.length === 0 ? (
        <Typography>
          {t('No insurance of this patient is on record.')} <Link to={`/patients/${invoice.patient_id}/billing`}>{t('Record it there')}</Link>
        </Typography>
      ) : (
        <Choice label={t('Insurance')} value={policy} onChange={setChosen} options={policies.data.items.map(({ id, insurer, policy_number, coverage }) => [id, <bdi key={id}>{`${insurer} · ${policy_number} · ${percent(coverage)}`}</bdi>])} />
      )}
      <Text label={t('Codes of the diagnoses')} value={codes} onChange={setCodes} isCode help={t('With commas between them')} />
    </FormDialog>
  );
}

/** A draft is cancelled, an issued invoice is void; both keep their record. */
export function EndDialog({ invoice, how, onClose }: Props & { how: 'cancel' | 'void' }) {
  const [reason, setReason] = useState('');
  const body = { reason: reason.trim() };
  const end = useChange(() => (how === 'cancel' ? take(api.POST('/api/v1/billing/invoices/{id}/cancel', { ...ofVersion(invoice), body })) : take(api.POST('/api/v1/billing/invoices/{id}/void', { ...ofVersion(invoice), body }))), { quiet: true, renews: BILLING, done: t('It does not count any more; its charges can be invoiced again.') });
  return (
    <FormDialog title={how === 'cancel' ? t('Cancel this draft?') : t('Void this invoice?')} verb={how === 'cancel' ? t('Cancel the draft') : t('Void it')} isDangerous isReady={reason.trim() !== ''} isBusy={end.isPending} error={end.error} onSubmit={() => end.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
    </FormDialog>
  );
}
