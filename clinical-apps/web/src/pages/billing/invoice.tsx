// An invoice: its lines, taxes, adjustments and claims; issue it, take a payment, adjust it, claim it, cancel or void it.

import { Box, Button, Paper, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { BILLING, billing, type Invoice } from '@/api/billing';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import { payments } from '@/api/payments';
import { useChange, usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Tag } from '@/parts/tag';
import { PlanDialog, PlanList } from '../payments/plans';
import { StartPaymentDialog } from '../payments/start-dialog';
import { ToAccount } from './account';
import { PayDialog } from './account-dialogs';
import { AdjustmentRows } from './approvals';
import { ClaimList } from './claims';
import { AdjustDialog, ClaimDialog, EndDialog } from './invoice-dialogs';
import { Lines, Sums } from './lines';
import { INVOICE_STATUS, INVOICE_TONE } from './words';

export function InvoicePage() {
  const { id = '' } = useParams();
  return (
    <Permitted permission="billing:read">
      <Loaded id={id} />
    </Permitted>
  );
}

function Loaded({ id }: { id: string }) {
  const invoice = useQuery(billing.invoice(id));
  const title = invoice.data ? t('Invoice {number}', { number: invoice.data.invoice_number ?? t('Draft') }) : t('Invoice');
  return <Page title={title} actions={invoice.data && <ToAccount id={invoice.data.account_id} />}>{invoice.data ? <OfInvoice invoice={invoice.data} /> : <Paper><Pending query={invoice} /></Paper>}</Page>;
}

type Asked = 'pay' | 'start' | 'plan' | 'adjust' | 'claim' | 'cancel' | 'void';

function OfInvoice({ invoice }: { invoice: Invoice }) {
  const may = usePermission();
  const [asked, setAsked] = useState<Asked | null>(null);
  const adjustments = useQuery(billing.adjustments({ invoice: invoice.id }));
  const claims = useQuery(billing.claims({ invoice: invoice.id }));
  const issue = useChange(() => take(api.POST('/api/v1/billing/invoices/{id}/issue', ofVersion(invoice))), { quiet: true, renews: BILLING, done: ({ invoice_number }) => t('The invoice is issued: {number}', { number: invoice_number ?? '' }) });
  const plans = useQuery({ ...payments.plans({ invoice: invoice.id }), enabled: may('payments:read') });
  const close = () => setAsked(null);
  const writes = may('invoices:write');
  const isOpen = invoice.status === 'issued' || invoice.status === 'partly-paid';
  const isUntouched = invoice.status === 'issued' && invoice.paid.amount === 0 && invoice.adjusted.amount === 0;
  return (
    <>
      <Stack direction="row" role="group" aria-label={t('What can be done')} sx={{ flexWrap: 'wrap', gap: 1 }}>
        {invoice.status === 'draft' && writes && <Button variant="contained" loading={issue.isPending} onClick={() => issue.mutate()}>{t('Issue it')}</Button>}
        {isOpen && may('payments:write') && <Button variant="contained" onClick={() => setAsked('pay')}>{t('Take a payment')}</Button>}
        {isOpen && may('payments:write') && may('payments:read') && <Button variant="outlined" onClick={() => setAsked('start')}>{t('Start a payment through a provider')}</Button>}
        {isOpen && may('payments:write') && may('payments:read') && <Button variant="outlined" onClick={() => setAsked('plan')}>{t('Agree on instalments')}</Button>}
        {isOpen && writes && <Button variant="outlined" onClick={() => setAsked('adjust')}>{t('Adjust it')}</Button>}
        {isOpen && may('claims:write') && <Button variant="outlined" onClick={() => setAsked('claim')}>{t('Claim it from an insurer')}</Button>}
        {invoice.status !== 'draft' && <Button variant="outlined" component={Link} to={`/billing/invoices/${invoice.id}/print`}>{t('Print')}</Button>}
        {invoice.status === 'draft' && writes && <Button color="error" onClick={() => setAsked('cancel')}>{t('Cancel the draft')}</Button>}
        {isUntouched && writes && <Button color="error" onClick={() => setAsked('void')}>{t('Void it')}</Button>}
      </Stack>
      <Refusal error={issue.error} />
      <Section title={t('Invoice')} actions={<Tag tone={INVOICE_TONE[invoice.status]}>{t(INVOICE_STATUS[invoice.status])}</Tag>}>
        <Box component="dl" sx={{ m: 0, mb: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Patient')}><PatientLink id={invoice.patient_id} tab="/billing" /></Fact>
          {invoice.issued_at && <Fact name={t('Issued')}>{when(invoice.issued_at)}</Fact>}
          {invoice.due_on && <Fact name={t('Due on')}>{partialDate(invoice.due_on)}</Fact>}
          <Fact name={t('Made by')}><bdi>{invoice.by}</bdi></Fact>
          {invoice.notes && <Fact name={t('Note')}><bdi>{invoice.notes}</bdi></Fact>}
          {invoice.void_reason && <Fact name={t('Why it does not count')}><bdi>{invoice.void_reason}</bdi></Fact>}
        </Box>
        <Lines invoice={invoice} />
        <Sums invoice={invoice} />
      </Section>
      <Section title={t('Adjustments')}>
        <AdjustmentRows query={adjustments} />
      </Section>
      <Section title={t('Claims')}>
        <ClaimList query={claims} />
      </Section>
      {(plans.data?.items.length ?? 0) > 0 && (
        <Section title={t('Instalments')}>
          <PlanList query={plans} />
        </Section>
      )}
      {asked === 'start' && <StartPaymentDialog of={{ invoice: invoice.id }} facility={invoice.facility_id} open={invoice.balance} onClose={close} />}
      {asked === 'plan' && <PlanDialog invoice={invoice} onClose={close} />}
      {asked === 'pay' && <PayDialog account={invoice.account_id} invoice={invoice.id} currency={invoice.currency} open={invoice.balance} onClose={close} />}
      {asked === 'adjust' && <AdjustDialog invoice={invoice} onClose={close} />}
      {asked === 'claim' && <ClaimDialog invoice={invoice} onClose={close} />}
      {(asked === 'cancel' || asked === 'void') && <EndDialog invoice={invoice} how={asked} onClose={close} />}
    </>
  );
}
