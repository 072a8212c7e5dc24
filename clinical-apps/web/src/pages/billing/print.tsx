// An invoice and a statement on paper.

import { Box, Table, TableBody, TableCell, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { billing } from '@/api/billing';
import { places } from '@/api/places';
import { partialDate, when } from '@/format';
import { moneyText } from '@/money';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { PatientName } from '@/parts/patient-name';
import { Printed, Sheet } from '@/pages/print/sheet';
import { Lines, Sums } from './lines';
import { INVOICE_STATUS, STATEMENT_LINE } from './words';

export function PrintInvoicePage() {
  return (
    <Permitted permission="billing:read">
      <PrintInvoice />
    </Permitted>
  );
}

function PrintInvoice() {
  const { id = '' } = useParams();
  const invoice = useQuery(billing.invoice(id));
  const facilities = useQuery(places.facilities());
  if (!invoice.data) return <Sheet title={t('Print')} isReady={false}><Pending query={invoice} /></Sheet>;
  const { facility_id, patient_id, invoice_number, issued_at, due_on, status } = invoice.data;
  // A draft or what is void is not to be paid.
  const counts = !['draft', 'void', 'cancelled'].includes(status);
  return (
    <Sheet title={t('Print')} isReady={counts}>
      {!counts && <Typography role="alert" sx={{ border: '2px solid', p: 1, mb: 2, fontWeight: 700, textAlign: 'center' }}>{t('Not to be paid: {state}', { state: t(INVOICE_STATUS[status]) })}</Typography>}
      <Head title={<>{t('Invoice')} <Ltr>{invoice_number ?? ''}</Ltr></>} patient={patient_id} facility={facilities.data?.items.find((one) => one.id === facility_id)?.name}>
        {issued_at && <>{t('Issued')} {when(issued_at)}</>} {due_on && <>· {t('Due on')} {partialDate(due_on)}</>}
      </Head>
      <Lines invoice={invoice.data} />
      <Sums invoice={invoice.data} />
      <Printed />
    </Sheet>
  );
}

export function StatementPage() {
  return (
    <Permitted permission="billing:read">
      <PrintStatement />
    </Permitted>
  );
}

function PrintStatement() {
  const { id = '' } = useParams();
  const statement = useQuery(billing.statement(id));
  if (!statement.data) return <Sheet title={t('Statement')} isReady={false}><Pending query={statement} /></Sheet>;
  const { statement_number, patient_id, from, to, opening, closing, lines } = statement.data;
  return (
    <Sheet title={t('Statement')} isReady>
      <Head title={<>{t('Statement')} <Ltr>{statement_number}</Ltr></>} patient={patient_id}>
        {partialDate(from)} – {partialDate(to)}
      </Head>
      <Table size="small" aria-label={t('Statement')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('When')}</TableCell>
            <TableCell>{t('What')}</TableCell>
            <TableCell align="right">{t('Amount')}</TableCell>
            <TableCell align="right">{t('Balance')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          <Sum name={t('Balance at the beginning')} amount={moneyText(opening)} />
          {lines.map((line, at) => (
            <TableRow key={at}>
              <TableCell>{when(line.at)}</TableCell>
              <TableCell>{t(STATEMENT_LINE[line.kind] ?? line.kind)} <Ltr>{line.reference}</Ltr></TableCell>
              <TableCell align="right">{moneyText(line.amount)}</TableCell>
              <TableCell align="right">{moneyText(line.balance)}</TableCell>
            </TableRow>
          ))}
          <Sum name={t('Balance at the end')} amount={moneyText(closing)} />
        </TableBody>
      </Table>
      <Printed />
    </Sheet>
  );
}

function Sum({ name, amount }: { name: string; amount: string }) {
  return (
    <TableRow>
      <TableCell colSpan={3}><strong>{name}</strong></TableCell>
      <TableCell align="right"><strong>{amount}</strong></TableCell>
    </TableRow>
  );
}

function Head({ title, patient, facility, children }: { title: ReactNode; patient: string; facility?: string; children: ReactNode }) {
  return (
    <Box sx={{ mb: 2 }}>
      <Typography component="h2" sx={{ fontSize: 20, fontWeight: 700 }}>{title}</Typography>
      {facility && <Typography><bdi>{facility}</bdi></Typography>}
      <Typography sx={{ fontWeight: 600 }}><PatientName id={patient} /></Typography>
      <Typography>{children}</Typography>
    </Box>
  );
}
