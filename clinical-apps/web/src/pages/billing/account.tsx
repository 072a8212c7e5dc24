// An account: its balance, what is to be invoiced, its invoices, payments and statements.

import { Box, Button, Paper, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { BILLING, billing, type Account, type Payment } from '@/api/billing';
import { api, take } from '@/api/client';
import { useKey } from '@/api/once';
import { places } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { moneyText } from '@/money';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PayDialog, RefundDialog, ReverseDialog, StatementDialog } from './account-dialogs';
import { ChargeRow } from './charges';
import { InvoiceList } from './invoices';
import { ACCOUNT_KIND, METHOD, PAYMENT_STATUS } from './words';

export function AccountPage() {
  const { id = '' } = useParams();
  return (
    <Page title={t('Account')}>
      <Permitted permission="billing:read">
        <Loaded id={id} />
      </Permitted>
    </Page>
  );
}

function Loaded({ id }: { id: string }) {
  const account = useQuery(billing.account(id));
  return account.data ? <OfAccount account={account.data} /> : <Paper><Pending query={account} /></Paper>;
}

function OfAccount({ account }: { account: Account }) {
  const may = usePermission();
  const balance = useQuery(billing.balance(account.id));
  const invoices = useQuery(billing.invoices({ account: account.id }));
  const statements = useQuery(billing.statements(account.id));
  const facilities = useQuery(places.facilities());
  const zone = facilities.data?.items.find(({ id }) => id === account.facility_id)?.time_zone ?? 'UTC';
  const [asked, setAsked] = useState<'pay' | 'statement' | null>(null);
  const isOpen = account.status === 'open';
  return (
    <>
      <Section
        title={`${t(ACCOUNT_KIND[account.kind])} · ${account.account_number}`}
        actions={may('payments:write') && isOpen && balance.data && <Button variant="contained" onClick={() => setAsked('pay')}>{t('Take a payment')}</Button>}
      >
        {balance.data ? (
          <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
            <Fact name={t('Patient')}><PatientLink id={account.patient_id} tab="/billing" /></Fact>
            <Fact name={t('Open on invoices')}>{moneyText(balance.data.receivable)}</Fact>
            <Fact name={t('Credit')}>{moneyText(balance.data.credit)}</Fact>
            <Fact name={t('Balance')}><strong>{moneyText(balance.data.balance)}</strong></Fact>
            <Fact name={t('State')}>{isOpen ? t('Open|account') : t('Closed')}</Fact>
          </Box>
        ) : (
          <Pending query={balance} rows={2} />
        )}
      </Section>
      <ToInvoice account={account} />
      <InvoiceList query={invoices} />
      <Payments account={account} />
      <Section title={t('Statements')} actions={<Button variant="outlined" onClick={() => setAsked('statement')}>{t('Make a statement')}</Button>}>
        <LinkedList label={t('Statements')} query={statements} empty={t('No statements')} keyOf={({ id }) => id} linkOf={({ id }) => `/billing/statements/${id}`}>
          {({ statement_number, from, to, closing }) => (
            <>
              <Main title={<Ltr>{statement_number}</Ltr>}>{partialDate(from)} – {partialDate(to)}</Main>
              <span>{moneyText(closing)}</span>
            </>
          )}
        </LinkedList>
      </Section>
      {asked === 'pay' && balance.data && <PayDialog account={account.id} currency={account.currency} open={balance.data.receivable} onClose={() => setAsked(null)} />}
      {asked === 'statement' && <StatementDialog account={account} zone={zone} onClose={() => setAsked(null)} />}
    </>
  );
}

/** Charges that an invoice can be made of. */
function ToInvoice({ account }: { account: Account }) {
  const may = usePermission();
  const navigate = useNavigate();
  const header = useKey();
  const charges = useQuery(billing.charges({ patient: account.patient_id, status: 'pending' }));
  const own = (charges.data?.items ?? []).filter(({ facility_id, unit_price }) => facility_id === account.facility_id && unit_price?.currency === account.currency);
  const make = useChange(() => take(api.POST('/api/v1/billing/invoices', { params: { header }, body: { account_id: account.id, charge_ids: own.map(({ id }) => id) } })), { quiet: true, renews: BILLING, done: t('The invoice is a draft: look at it, then issue it.') });
  const makes = may('invoices:write') && account.status === 'open';
  return (
    <Section title={t('To be invoiced')} actions={makes && own.length > 0 && <Button variant="contained" loading={make.isPending} onClick={() => make.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/billing/invoices/${id}`) })}>{t('Make an invoice of these')}</Button>}>
      <Refusal error={make.error} />
      <Rows label={t('To be invoiced')} query={charges} items={own} empty={t('Nothing is to be invoiced')} keyOf={({ id }) => id}>
        {(charge) => <ChargeRow charge={charge} />}
      </Rows>
    </Section>
  );
}

function Payments({ account }: { account: Account }) {
  const payments = useQuery(billing.payments({ account: account.id }));
  return (
    <Section title={t('Payments')}>
      <Rows label={t('Payments')} query={payments} empty={t('Nothing was paid yet')} keyOf={({ id }) => id}>
        {(payment) => <PaymentRow payment={payment} />}
      </Rows>
    </Section>
  );
}

function PaymentRow({ payment }: { payment: Payment }) {
  const may = usePermission()('payments:write');
  const [asked, setAsked] = useState<'refund' | 'reverse' | null>(null);
  const isPosted = payment.status === 'posted';
  return (
    <>
      <Main title={<Ltr>{payment.receipt_number}</Ltr>}>
        {t(METHOD[payment.method])} · {when(payment.created_at)} · <bdi>{payment.by}</bdi>
        {payment.reference && <> · <Ltr>{payment.reference}</Ltr></>}
        {payment.refunded.amount > 0 && <> · {t('{amount} given back', { amount: moneyText(payment.refunded) })}</>}
      </Main>
      <Tag tone={isPosted ? 'success' : 'neutral'}>{t(PAYMENT_STATUS[payment.status])}</Tag>
      <span>{moneyText(payment.amount)}</span>
      {may && isPosted && (
        <Stack direction="row" spacing={0.5}>
          {payment.unallocated.amount > 0 && <Button size="small" variant="outlined" onClick={() => setAsked('refund')}>{t('Give money back')}</Button>}
          {payment.refunded.amount === 0 && !payment.claim_id && <Button size="small" color="error" onClick={() => setAsked('reverse')}>{t('Reverse')}</Button>}
        </Stack>
      )}
      {asked === 'refund' && <RefundDialog payment={payment} onClose={() => setAsked(null)} />}
      {asked === 'reverse' && <ReverseDialog payment={payment} onClose={() => setAsked(null)} />}
    </>
  );
}

/** The way back from an invoice or a statement. */
export function ToAccount({ id }: { id: string }) {
  return <Button component={Link} to={`/billing/accounts/${id}`}>{t('To the account')}</Button>;
}
