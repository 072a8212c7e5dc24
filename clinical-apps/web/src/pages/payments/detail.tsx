// One payment: how far it is, what shows it, who did what, and what went back.

import { Alert, Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { payments, PAYMENTS, type Transaction } from '@/api/payments';
import { LIST_INTERVAL, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { moneyOf, moneyText, plainAmount } from '@/money';
import { NumberField, Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { RefundRows } from './refunds';
import { attentionOf, ProviderName, TransactionTag } from './rows';
import { SecondPerson, SecondPersonDialog, type Asked } from './verification';
import { RISK } from './words';

export function PaymentPage() {
  const { id = '' } = useParams();
  return (
    <PaymentFrame title={t('Payment')}>
      <Loaded id={id} />
    </PaymentFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const transaction = useQuery({ ...payments.one(id), refetchInterval: LIST_INTERVAL });
  return transaction.data ? <OfPayment transaction={transaction.data} /> : <Paper><Pending query={transaction} /></Paper>;
}

/** Before the money moved it can be given up. */
const CAN_BE_CANCELLED: Transaction['status'][] = ['pending', 'awaiting-verification'];

function OfPayment({ transaction }: { transaction: Transaction }) {
  const may = usePermission();
  const [asked, setAsked] = useState<'refund' | 'cancel' | null>(null);
  const [second, setSecond] = useState<Asked | null>(null);
  const refunds = useQuery(payments.refunds({ payment: transaction.id }));
  const close = () => setAsked(null);
  const { risk, proof, attention } = transaction;
  return (
    <>
      <Stack direction="row" role="group" aria-label={t('What can be done')} sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <SecondPerson transaction={transaction} onAsk={setSecond} />
        {may('payments:write') && transaction.refundable.amount > 0 && <Button variant="outlined" onClick={() => setAsked('refund')}>{t('Ask for a refund')}</Button>}
        {may('payments:write') && CAN_BE_CANCELLED.includes(transaction.status) && <Button color="error" onClick={() => setAsked('cancel')}>{t('Give it up')}</Button>}
        {transaction.invoice_id && may('billing:read') && <Button component={Link} to={`/billing/invoices/${transaction.invoice_id}`}>{t('To the invoice')}</Button>}
        {may('billing:read') && <Button component={Link} to={`/billing/accounts/${transaction.account_id}`}>{t('To the account')}</Button>}
        {transaction.plan_id && <Button component={Link} to={`/payments/plans/${transaction.plan_id}`}>{t('To the plan')}</Button>}
      </Stack>
      {attention && <Alert severity="warning">{attentionOf(attention)}</Alert>}
      <Section title={transaction.transaction_number} actions={<TransactionTag of={transaction.status} />}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Patient')}><PatientLink id={transaction.patient_id} tab="/billing" /></Fact>
          <Fact name={t('Amount')}><strong>{moneyText(transaction.amount)}</strong></Fact>
          <Fact name={t('Provider|payment')}><ProviderName code={transaction.provider} /></Fact>
          <Fact name={t('Fee')}>{moneyText(transaction.fee)}</Fact>
          <Fact name={t('Left after the fee')}>{moneyText(transaction.net)}</Fact>
          <Fact name={t('Given back')}>{moneyText(transaction.refunded)}</Fact>
          {transaction.held.amount > 0 && <Fact name={t('Kept for refunds on their way')}>{moneyText(transaction.held)}</Fact>}
          <Fact name={t('Taken by')}><bdi>{transaction.by}</bdi>, {when(transaction.created_at)}</Fact>
          {transaction.payer && <Fact name={t('Who pays')}><bdi>{transaction.payer}</bdi></Fact>}
          {proof && <Fact name={t('Proof')}><Ltr>{proof.reference}</Ltr></Fact>}
          {transaction.msisdn_ending && <Fact name={t('Wallet ends in')}><Ltr>{transaction.msisdn_ending}</Ltr></Fact>}
          {transaction.external_reference && <Fact name={t('Number at the provider')}><Ltr>{transaction.external_reference}</Ltr></Fact>}
          {transaction.released_by && <Fact name={t('Released by')}><bdi>{transaction.released_by}</bdi></Fact>}
          {transaction.verified_by && <Fact name={t('Second person')}><bdi>{transaction.verified_by}</bdi></Fact>}
          {transaction.confirmed_at && <Fact name={t('Confirmed')}>{when(transaction.confirmed_at)}</Fact>}
          {transaction.end_reason && <Fact name={t('Why')}><bdi>{transaction.end_reason}</bdi></Fact>}
        </Box>
        {risk && risk.reasons.length > 0 && (
          <Stack direction="row" sx={{ mt: 1.5, flexWrap: 'wrap', gap: 0.5, alignItems: 'center' }}>
            <Typography sx={{ color: 'text.secondary' }}>{t('What is unusual')}:</Typography>
            {risk.reasons.map((reason) => <Tag key={reason} tone="warning">{t(RISK[reason])}</Tag>)}
          </Stack>
        )}
      </Section>
      <Section title={t('Refunds')}>
        <RefundRows query={refunds} empty={t('Nothing of it was given back')} />
      </Section>
      <SecondPersonDialog asked={second} onClose={() => setSecond(null)} />
      {asked === 'refund' && <AskDialog transaction={transaction} onClose={close} />}
      {asked === 'cancel' && <CancelDialog transaction={transaction} onClose={close} />}
    </>
  );
}

interface Props {
  transaction: Transaction;
  onClose: () => void;
}

function AskDialog({ transaction, onClose }: Props) {
  const header = useKey();
  const { refundable } = transaction;
  const { currency } = refundable;
  const [typed, setTyped] = useState(plainAmount(refundable));
  const [reason, setReason] = useState('');
  const amount = moneyOf(typed, currency);
  const isTooMuch = amount !== null && amount.amount > refundable.amount;
  const ask = useChange(
    () => {
      if (!amount) throw new Error('the form is not complete');
      return take(api.POST('/api/v1/payments/{id}/refunds', { params: { path: { id: transaction.id }, header }, body: { amount, reason: reason.trim() } }));
    },
    { quiet: true, renews: PAYMENTS, done: t('The refund waits for a second person.') },
  );
  return (
    <FormDialog title={t('Ask for a refund')} verb={t('Ask for the refund')} isReady={amount !== null && !isTooMuch && reason.trim() !== ''} isBusy={ask.isPending} error={ask.error} onSubmit={() => ask.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>{t('Up to {amount} can be given back. Another person agrees to it, then the money goes the way it came.', { amount: moneyText(refundable) })}</Typography>
      <NumberField label={t('Amount in {currency}', { currency })} value={typed} onChange={setTyped} required isWrong={typed !== '' && (amount === null || isTooMuch)} help={isTooMuch ? t('More than can be given back.') : undefined} />
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}

function CancelDialog({ transaction, onClose }: Props) {
  const [reason, setReason] = useState('');
  const cancel = useChange(() => take(api.POST('/api/v1/payments/{id}/cancel', { ...ofVersion(transaction), body: { reason: reason.trim() } })), { quiet: true, renews: PAYMENTS, done: t('The payment is given up.') });
  return (
    <FormDialog title={t('Give this payment up?')} verb={t('Give it up')} isDangerous isReady={reason.trim() !== ''} isBusy={cancel.isPending} error={cancel.error} onSubmit={() => cancel.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}
