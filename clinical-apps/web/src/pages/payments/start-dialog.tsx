// Begins a payment of an invoice or account, or pays the next instalment of a plan. One key for the whole dialog: pressed twice, or sent
// again after a lost answer, it is one payment. Afterwards the dialog says what became of it and what comes next.

import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Link as Anchor, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { useKey } from '@/api/once';
import { payments, PAYMENTS, type Initiation } from '@/api/payments';
import { useChange } from '@/api/queries';
import { moneyOf, moneyText, plainAmount, type Money } from '@/money';
import { NumberField, Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { isWithin, ProviderFields } from './pay-fields';
import { changeOf, detailsOf, EMPTY, isComplete } from './pay';
import { TransactionTag } from './rows';
import { RISK } from './words';

/** What is paid. */
export type Paid = { invoice: string } | { account: string } | { plan: string };

interface Props {
  of: Paid;
  facility: string;
  /** What is open; of a plan, what its next instalment is with its late fee. */
  open: Money;
  onClose: () => void;
}

export function StartPaymentDialog({ of, facility, open, onClose }: Props) {
  const header = useKey();
  const { currency } = open;
  const isPlan = 'plan' in of;
  const providers = useQuery(payments.providers());
  const [form, setForm] = useState(EMPTY);
  const [typed, setTyped] = useState(open.amount > 0 ? plainAmount(open) : '');
  const [payer, setPayer] = useState('');
  const [done, setDone] = useState<Initiation | null>(null);
  const provider = providers.data?.find(({ code }) => code === form.provider);
  const amount = isPlan ? open : moneyOf(typed, currency);
  const isTooMuch = 'invoice' in of && amount !== null && amount.amount > open.amount;
  const isReady = amount !== null && !isTooMuch && provider !== undefined && isWithin(provider, amount) && isComplete(form, provider, currency) && (provider.kind !== 'cash' || form.handed === '' || changeOf(form.handed, amount) !== null);
  const pay = useChange(
    async (): Promise<Initiation> => {
      if (!provider || !amount) throw new Error('the form is not complete');
      const details = detailsOf(form, provider);
      if ('plan' in of) return take(api.POST('/api/v1/payments/instalments/{id}/pay', { params: { path: { id: of.plan }, header }, body: details }));
      const what = 'invoice' in of ? { invoice_id: of.invoice } : { account_id: of.account };
      return take(api.POST('/api/v1/payments/initiate', { params: { header }, body: { ...what, ...details, amount, payer: payer.trim() || undefined } }));
    },
    { quiet: true, renews: PAYMENTS },
  );
  const title = isPlan ? t('Pay the next instalment') : t('Start a payment');
  if (done) return <Outcome payment={done} change={provider?.kind === 'cash' && amount ? changeOf(form.handed, amount) : null} onClose={onClose} />;
  return (
    <FormDialog title={title} verb={amount ? t('Take {amount}', { amount: moneyText(amount) }) : t('Take the payment')} isReady={isReady} isBusy={pay.isPending} error={pay.error} onSubmit={() => pay.mutate(undefined, { onSuccess: setDone })} onClose={onClose}>
      {!providers.data ? <Pending query={providers} rows={3} /> : (
        <>
          <Typography>{isPlan ? t('This instalment: {amount}', { amount: moneyText(open) }) : t('Open: {amount}', { amount: moneyText(open) })}</Typography>
          {!isPlan && <NumberField label={t('Amount in {currency}', { currency })} value={typed} onChange={setTyped} required autoFocus isWrong={typed !== '' && (amount === null || isTooMuch)} help={isTooMuch ? t('More than is open of this invoice.') : undefined} />}
          <ProviderFields facility={facility} form={form} provider={provider} providers={providers.data} amount={amount} currency={currency} onChange={setForm} />
          {!isPlan && <Text label={t('Who pays, when it is not the patient')} value={payer} onChange={setPayer} />}
        </>
      )}
    </FormDialog>
  );
}

function Outcome({ payment, change, onClose }: { payment: Initiation; change: Money | null; onClose: () => void }) {
  const id = useId();
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>{t('The payment')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Ltr>{payment.transaction_number}</Ltr>
            <TransactionTag of={payment.status} />
            <strong>{moneyText(payment.amount)}</strong>
          </Stack>
          <WhatNext payment={payment} />
          {change && change.amount > 0 && <Alert severity="success" icon={false}><Typography sx={{ fontSize: 18, fontWeight: 650 }}>{t('Change to give back: {amount}', { amount: moneyText(change) })}</Typography></Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button component={Link} to={`/payments/${payment.id}`}>{t('To the payment')}</Button>
        <Button variant="contained" onClick={onClose} autoFocus>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}

function WhatNext({ payment }: { payment: Initiation }): ReactNode {
  const { status, next_step, risk } = payment;
  const why = (risk?.reasons ?? []).map((reason) => t(RISK[reason])).join(', ');
  const secret = next_step?.client_secret;
  const address = next_step?.redirect_url;
  return (
    <>
      {status === 'confirmed' && <Alert severity="success">{t('The money is there, and billing is told.')}</Alert>}
      {status === 'awaiting-verification' && <Alert severity="info">{t('It counts when a second person has compared the proof with the bank.')}</Alert>}
      {status === 'pending' && <Alert severity="warning">{t('It is unusual, so another person releases it first: {why}', { why })}</Alert>}
      {status === 'rejected' && <Alert severity="error">{t('It was not taken: {why}', { why: why || (payment.end_reason ?? '') })}</Alert>}
      {status === 'failed' && <Alert severity="error">{t('The provider did not take it: {why}', { why: payment.end_reason ?? '' })}</Alert>}
      {status === 'processing' && !secret && !address && <Alert severity="info">{t('The provider has not said what became of it; it is asked again by itself.')}</Alert>}
      {address && /^https:\/\//.test(address) && <Anchor href={address} target="_blank" rel="noopener noreferrer">{t('Where the payer goes on')}</Anchor>}
      {secret && (
        <Alert severity="info">
          {t('The payer goes on in the payment form of Stripe, with this secret. It is told once and kept nowhere:')}
          <Typography component="div" sx={{ mt: 0.5 }}><Ltr sx={{ overflowWrap: 'anywhere' }}>{secret}</Ltr></Typography>
        </Alert>
      )}
    </>
  );
}
