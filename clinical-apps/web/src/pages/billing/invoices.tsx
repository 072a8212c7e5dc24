// Invoices of all patients: by state, or those that are overdue. What is shown is in the address.

import { Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { billing, type Invoice } from '@/api/billing';
import type { Schemas } from '@/api/client';
import type { Listed } from '@/api/queries';
import { partialDate, when } from '@/format';
import { moneyText } from '@/money';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { PatientName } from '@/parts/patient-name';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { BillingFrame } from './frame';
import { INVOICE_STATUS, INVOICE_TONE } from './words';

const OVERDUE = 'overdue';

export function InvoicesPage() {
  return (
    <BillingFrame title={t('Invoices')}>
      <Invoices />
    </BillingFrame>
  );
}

function Invoices() {
  const [search, setSearch] = useSearchParams();
  const which = search.get('status') ?? '';
  const of = which === OVERDUE ? { overdue: true } : { status: which in INVOICE_STATUS ? (which as Schemas['InvoiceStatus']) : undefined };
  const invoices = useQuery(billing.invoices(of));
  return (
    <>
      <Stack direction="row">
        <Choice label={t('State')} value={which} all={t('All')} onChange={(value) => setSearch(value ? { status: value } : {}, { replace: true })} options={[[OVERDUE, t('Overdue')], ...wordsOf(INVOICE_STATUS)]} />
      </Stack>
      <InvoiceList query={invoices} hasPatient />
    </>
  );
}

export function InvoiceList({ query, hasPatient = false }: { query: { data?: Listed<Invoice>; error: unknown; refetch: () => unknown }; hasPatient?: boolean }) {
  return (
    <LinkedList label={t('Invoices')} query={query} empty={t('No invoices')} emptyHelp={t('An invoice is made of the charges of an account.')} keyOf={({ id }) => id} linkOf={({ id }) => `/billing/invoices/${id}`}>
      {(invoice) => (
        <>
          <Main title={<Ltr>{invoice.invoice_number ?? t('Draft')}</Ltr>}>
            {hasPatient && <><PatientName id={invoice.patient_id} /> · </>}
            {invoice.due_on ? t('due on {day}', { day: partialDate(invoice.due_on) }) : when(invoice.created_at)}
          </Main>
          <Tag tone={INVOICE_TONE[invoice.status]}>{t(INVOICE_STATUS[invoice.status])}</Tag>
          <Typography component="span">{t('{amount} open of {total}', { amount: moneyText(invoice.balance), total: moneyText(invoice.total) })}</Typography>
        </>
      )}
    </LinkedList>
  );
}
