// What waits for a second person: refunds and adjustments above the facility's limit. Who asked cannot approve.

import { Button, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { BILLING, billing, type Adjustment, type Refund } from '@/api/billing';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import { queries, useChange, usePermission, type Listed } from '@/api/queries';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Refusal } from '@/parts/conflict';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { PatientName } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { BillingFrame } from './frame';
import { ADJUSTMENT, DECISION, DECISION_TONE, METHOD } from './words';

interface Query<T> {
  data?: Listed<T>;
  error: unknown;
  refetch: () => unknown;
}

export function ApprovalsPage() {
  return (
    <BillingFrame title={t('To approve')}>
      <Waiting />
    </BillingFrame>
  );
}

function Waiting() {
  const refunds = useQuery(billing.refunds({ status: 'pending' }));
  const adjustments = useQuery(billing.adjustments({ status: 'pending' }));
  return (
    <>
      <Section title={t('Refunds')}>
        <RefundRows query={refunds} />
      </Section>
      <Section title={t('Adjustments')}>
        <AdjustmentRows query={adjustments} hasInvoice />
      </Section>
    </>
  );
}

export function AdjustmentRows({ query, hasInvoice = false }: { query: Query<Adjustment>; hasInvoice?: boolean }) {
  return (
    <Rows label={t('Adjustments')} query={query} empty={t('No adjustments')} keyOf={({ id }) => id}>
      {(one) => (
        <>
          <Main title={t(ADJUSTMENT[one.kind])}>
            <PatientName id={one.patient_id} /> · <Ltr>{one.reason_code}</Ltr> {one.reason && <bdi>{one.reason}</bdi>} · {when(one.created_at)} · <bdi>{one.by}</bdi>
            {hasInvoice && <> · <Link to={`/billing/invoices/${one.invoice_id}`}>{t('Invoice')}</Link></>}
          </Main>
          <Tag tone={DECISION_TONE[one.status]}>{t(DECISION[one.status])}</Tag>
          <span>{moneyText(one.amount)}</span>
          {one.status === 'pending' && <Decide what="adjustments" of={one} />}
        </>
      )}
    </Rows>
  );
}

function RefundRows({ query }: { query: Query<Refund> }) {
  return (
    <Rows label={t('Refunds')} query={query} empty={t('No refunds wait')} keyOf={({ id }) => id}>
      {(one) => (
        <>
          <Main title={<PatientName id={one.patient_id} />}>
            {t(METHOD[one.method])} · <bdi>{one.reason}</bdi> · {when(one.created_at)} · <bdi>{one.by}</bdi> · <Link to={`/billing/accounts/${one.account_id}`}>{t('Account')}</Link>
          </Main>
          <Tag tone={DECISION_TONE[one.status]}>{t(DECISION[one.status])}</Tag>
          <span>{moneyText(one.amount)}</span>
          {one.status === 'pending' && <Decide what="refunds" of={one} />}
        </>
      )}
    </Rows>
  );
}

function Decide({ what, of }: { what: 'refunds' | 'adjustments'; of: Refund | Adjustment }) {
  const may = usePermission()('billing:approve');
  const me = useQuery(queries.me());
  const [isRejecting, setIsRejecting] = useState(false);
  const [reason, setReason] = useState('');
  const approve = useChange<void, { id: string }>(() => (what === 'refunds' ? take(api.POST('/api/v1/billing/refunds/{id}/approve', ofVersion(of))) : take(api.POST('/api/v1/billing/adjustments/{id}/approve', ofVersion(of)))), { quiet: true, renews: BILLING, done: t('It is approved.') });
  const body = { reason: reason.trim() };
  const reject = useChange<void, { id: string }>(() => (what === 'refunds' ? take(api.POST('/api/v1/billing/refunds/{id}/reject', { ...ofVersion(of), body })) : take(api.POST('/api/v1/billing/adjustments/{id}/reject', { ...ofVersion(of), body }))), { quiet: true, renews: BILLING, done: t('It is rejected.') });
  // The hub holds it too; here it is said before somebody tries.
  if (me.data?.username === of.by) return <Tag tone="info">{t('You asked: somebody else decides')}</Tag>;
  if (!may) return null;
  return (
    <Stack direction="row" spacing={0.5}>
      <Button size="small" variant="contained" loading={approve.isPending} onClick={() => approve.mutate()}>{t('Approve')}</Button>
      <Button size="small" color="error" onClick={() => setIsRejecting(true)}>{t('Reject')}</Button>
      <Refusal error={approve.error} />
      {isRejecting && (
        <FormDialog title={t('Reject it?')} verb={t('Reject')} isDangerous isReady={body.reason !== ''} isBusy={reject.isPending} error={reject.error} onSubmit={() => reject.mutate(undefined, { onSuccess: () => setIsRejecting(false) })} onClose={() => setIsRejecting(false)}>
          <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
        </FormDialog>
      )}
    </Stack>
  );
}
