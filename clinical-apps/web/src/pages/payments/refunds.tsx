// Money that goes back by the way it came: asked for by one, agreed to by another, tried again when the provider refused.

import { Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { payments, PAYMENTS, type TransactionRefund } from '@/api/payments';
import { queries, useChange, usePermission, type Listed } from '@/api/queries';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Choice, Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { PatientName } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { ProviderName } from './rows';
import { REFUND_STATUS, REFUND_TONE } from './words';

export function PaymentRefundsPage() {
  return (
    <PaymentFrame title={t('Refunds')}>
      <Refunds />
    </PaymentFrame>
  );
}

function Refunds() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? 'pending';
  const status = asked in REFUND_STATUS ? (asked as Schemas['TransactionRefundStatus']) : undefined;
  const refunds = useQuery(payments.refunds({ status }));
  return (
    <>
      <div>
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={(value) => setSearch({ status: value || 'all' }, { replace: true })} options={wordsOf(REFUND_STATUS)} />
      </div>
      <RefundRows query={refunds} empty={t('No such refunds')} hasPayment />
    </>
  );
}

export function RefundRows({ query, empty, hasPayment = false }: { query: { data?: Listed<TransactionRefund>; error: unknown; refetch: () => unknown }; empty: string; hasPayment?: boolean }) {
  // Beside the list and not in a row, which is gone when somebody else decided first.
  const [asked, setAsked] = useState<{ what: 'approve' | 'reject'; refund: TransactionRefund } | null>(null);
  const close = () => setAsked(null);
  return (
    <>
      <Rows label={t('Refunds')} query={query} empty={empty} keyOf={({ id }) => id}>
        {(refund) => (
          <>
            <Main title={<PatientName id={refund.patient_id} />}>
              <ProviderName code={refund.provider} /> · <bdi>{refund.reason}</bdi> · {when(refund.created_at)} · <bdi>{refund.by}</bdi>
              {refund.decided_by && <> · {t('decided by {name}', { name: refund.decided_by })}</>}
              {refund.external_reference && <> · <Ltr>{refund.external_reference}</Ltr></>}
              {refund.end_reason && <> · <bdi>{refund.end_reason}</bdi></>}
              {refund.is_by_provider && <> · {t('by the provider itself')}</>}
              {hasPayment && <> · <Link to={`/payments/${refund.transaction_id}`}>{t('Payment')}</Link></>}
            </Main>
            <Tag tone={REFUND_TONE[refund.status]}>{t(REFUND_STATUS[refund.status])}</Tag>
            <strong>{moneyText(refund.amount)}</strong>
            <Decide refund={refund} onAsk={(what) => setAsked({ what, refund })} />
          </>
        )}
      </Rows>
      {asked?.what === 'approve' && <ApproveDialog refund={asked.refund} onClose={close} />}
      {asked?.what === 'reject' && <RejectDialog refund={asked.refund} onClose={close} />}
    </>
  );
}

function Decide({ refund, onAsk }: { refund: TransactionRefund; onAsk: (what: 'approve' | 'reject') => void }) {
  const may = usePermission()('payments:refund');
  const me = useQuery(queries.me());
  const retry = useChange(() => take(api.POST('/api/v1/payments/refunds/{id}/retry', ofVersion(refund))), { renews: PAYMENTS, done: t('The provider is asked again.') });
  const isPending = refund.status === 'pending';
  if (!isPending && refund.status !== 'failed') return null;
  if (isPending && me.data?.username === refund.by) return <Tag tone="info">{t('You asked: somebody else decides')}</Tag>;
  if (!may) return null;
  return (
    <Stack direction="row" spacing={0.5}>
      {isPending && <Button size="small" variant="contained" onClick={() => onAsk('approve')}>{t('Agree')}</Button>}
      {!isPending && <Button size="small" variant="contained" loading={retry.isPending} onClick={() => retry.mutate()}>{t('Try again')}</Button>}
      <Button size="small" color="error" onClick={() => onAsk('reject')}>{isPending ? t('Reject') : t('Give it up')}</Button>
    </Stack>
  );
}

interface Props {
  refund: TransactionRefund;
  onClose: () => void;
}

function ApproveDialog({ refund, onClose }: Props) {
  const [reference, setReference] = useState('');
  const providers = useQuery(payments.providers());
  const way = providers.data?.find(({ code }) => code === refund.provider)?.capabilities.refunds;
  const needsReference = way === 'by-hand';
  const approve = useChange(() => take(api.POST('/api/v1/payments/refunds/{id}/approve', { ...ofVersion(refund), body: { reference: reference.trim() || undefined } })), {
    quiet: true,
    renews: PAYMENTS,
    done: ({ status }) => (status === 'completed' ? t('The money is given back.') : status === 'failed' ? null : t('The provider is asked.')),
  });
  return (
    <FormDialog title={t('Give {amount} back?', { amount: moneyText(refund.amount) })} verb={t('Agree')} isReady={way !== undefined && (!needsReference || reference.trim() !== '')} isBusy={approve.isPending} error={approve.error ?? providers.error} onSubmit={() => approve.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><bdi>{refund.reason}</bdi> · <bdi>{refund.by}</bdi></Typography>
      {way === 'drawer' && <Typography>{t('It comes out of your own drawer, which must be open in this facility and currency.')}</Typography>}
      {way === 'provider' && <Typography>{t('The provider gives it back the way it came.')}</Typography>}
      {needsReference && <Text label={t('Reference of the transfer or cheque that gives it back')} value={reference} onChange={setReference} required autoFocus most={100} isCode help={t('Make it first, then agree.')} />}
    </FormDialog>
  );
}

function RejectDialog({ refund, onClose }: Props) {
  const [reason, setReason] = useState('');
  const reject = useChange(() => take(api.POST('/api/v1/payments/refunds/{id}/reject', { ...ofVersion(refund), body: { reason: reason.trim() } })), { quiet: true, renews: PAYMENTS, done: t('It is rejected.') });
  return (
    <FormDialog title={t('Reject it?')} verb={t('Reject')} isDangerous isReady={reason.trim() !== ''} isBusy={reject.isPending} error={reject.error} onSubmit={() => reject.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}
