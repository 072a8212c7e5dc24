// What a second person does: compares proofs with the bank, and releases what is unusual. Who took a payment does neither.

import { Alert, Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import { payments, PAYMENTS, type Transaction } from '@/api/payments';
import { queries, useChange, usePermission } from '@/api/queries';
import { moneyText } from '@/money';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { TransactionRow } from './rows';
import { RISK } from './words';

export function VerificationPage() {
  return (
    <PaymentFrame title={t('To verify|payments')}>
      <Worklists />
    </PaymentFrame>
  );
}

function Worklists() {
  const proofs = useQuery(payments.list({ status: 'awaiting-verification' }));
  const reviews = useQuery(payments.list({ is_under_review: true }));
  const [asked, setAsked] = useState<Asked | null>(null);
  return (
    <>
      <Section title={t('Proofs to compare with the bank')}>
        <Rows label={t('Proofs to compare with the bank')} query={proofs} empty={t('No proof waits')} emptyHelp={t('Transfers and cheques come here until a second person has seen that the money is there.')} keyOf={({ id }) => id}>
          {(transaction) => <Row transaction={transaction} onAsk={setAsked} />}
        </Rows>
      </Section>
      <Section title={t('Unusual payments to release')}>
        <Rows label={t('Unusual payments to release')} query={reviews} items={reviews.data?.items.filter(({ status }) => status === 'pending')} empty={t('No payment waits for a release')} keyOf={({ id }) => id}>
          {(transaction) => <Row transaction={transaction} onAsk={setAsked} />}
        </Rows>
      </Section>
      <SecondPersonDialog asked={asked} onClose={() => setAsked(null)} />
    </>
  );
}

function Row({ transaction, onAsk }: { transaction: Transaction; onAsk: (asked: Asked) => void }) {
  return (
    <>
      <TransactionRow transaction={transaction} />
      <Button size="small" component={Link} to={`/payments/${transaction.id}`} aria-label={t('Show it: payment {number}', { number: transaction.transaction_number })}>{t('Show it')}</Button>
      <SecondPerson transaction={transaction} onAsk={onAsk} />
    </>
  );
}

/** What the second person is about to do with a payment as it was looked at. */
export interface Asked {
  what: 'verify' | 'release' | 'reject';
  transaction: Transaction;
}

/** What the second person can do with a payment; nothing when it waits for none. */
export function SecondPerson({ transaction, onAsk }: { transaction: Transaction; onAsk: (asked: Asked) => void }) {
  const may = usePermission()('payments:verify');
  const me = useQuery(queries.me());
  const waits = transaction.status === 'awaiting-verification' ? 'verify' : transaction.status === 'pending' && transaction.is_under_review ? 'release' : null;
  if (!waits) return null;
  // The hub holds it too; here it is said before somebody tries.
  if (me.data?.username === transaction.by) return <Tag tone="info">{t('You took it: somebody else decides')}</Tag>;
  if (!may) return <Tag tone="neutral">{t('Waits for a second person')}</Tag>;
  return (
    <Stack direction="row" spacing={0.5}>
      <Button size="small" variant="contained" onClick={() => onAsk({ what: waits, transaction })}>{waits === 'verify' ? t('Verify') : t('Release|payment')}</Button>
      <Button size="small" color="error" onClick={() => onAsk({ what: 'reject', transaction })}>{t('Reject')}</Button>
    </Stack>
  );
}

/** Stands beside the list and not in its row: when somebody else was first the row is gone, and what the hub refused is still to be read. */
export function SecondPersonDialog({ asked, onClose }: { asked: Asked | null; onClose: () => void }) {
  if (!asked) return null;
  const OfStep = { verify: VerifyDialog, release: ReleaseDialog, reject: RejectDialog }[asked.what];
  return <OfStep transaction={asked.transaction} onClose={onClose} />;
}

interface Props {
  transaction: Transaction;
  onClose: () => void;
}

function VerifyDialog({ transaction, onClose }: Props) {
  const [note, setNote] = useState('');
  const verify = useChange(() => take(api.POST('/api/v1/payments/{id}/verify', { ...ofVersion(transaction), body: { note: note.trim() || undefined } })), { quiet: true, renews: PAYMENTS, done: t('The payment is confirmed.') });
  const { proof } = transaction;
  return (
    <FormDialog title={t('Is the money there?')} verb={t('Yes, it is there')} isBusy={verify.isPending} error={verify.error} onSubmit={() => verify.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography>{t('Look for it at the bank: reference and amount must be the same.')}</Typography>
      <Typography sx={{ fontSize: 18, fontWeight: 650 }}><Ltr>{proof?.reference ?? '–'}</Ltr> · {moneyText(transaction.amount)}</Typography>
      {proof?.url && <a href={proof.url} target="_blank" rel="noopener noreferrer">{t('Picture of the proof')}</a>}
      {proof?.sha256 && <Typography sx={{ fontSize: 12.5, color: 'text.secondary' }}>SHA-256: <Ltr sx={{ overflowWrap: 'anywhere' }}>{proof.sha256}</Ltr></Typography>}
      <Text label={t('What was seen')} value={note} onChange={setNote} most={500} autoFocus />
    </FormDialog>
  );
}

function ReleaseDialog({ transaction, onClose }: Props) {
  const release = useChange(() => take(api.POST('/api/v1/payments/{id}/release', ofVersion(transaction))), { quiet: true, renews: PAYMENTS, done: t('The payment goes on.') });
  return (
    <FormDialog title={t('Release this payment?')} verb={t('Release|payment')} isBusy={release.isPending} error={release.error} onSubmit={() => release.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography sx={{ fontSize: 18, fontWeight: 650 }}>{moneyText(transaction.amount)}</Typography>
      <Alert severity="warning">{t('Why it is unusual: {why}', { why: (transaction.risk?.reasons ?? []).map((reason) => t(RISK[reason])).join(', ') })}</Alert>
      <Typography>{t('The provider is asked then.')}</Typography>
    </FormDialog>
  );
}

function RejectDialog({ transaction, onClose }: Props) {
  const [reason, setReason] = useState('');
  const reject = useChange(() => take(api.POST('/api/v1/payments/{id}/reject', { ...ofVersion(transaction), body: { reason: reason.trim() } })), { quiet: true, renews: PAYMENTS, done: t('It is rejected.') });
  return (
    <FormDialog title={t('Reject it?')} verb={t('Reject')} isDangerous isReady={reason.trim() !== ''} isBusy={reject.isPending} error={reject.error} onSubmit={() => reject.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}
