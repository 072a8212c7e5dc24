// What is owed to a facility by how long it is due, and the cash of a day by who took it.

import { Box, Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { count } from '@kit/format';
import { Empty, Pending } from '@kit/parts';
import { billing } from '@/api/billing';
import type { Facility } from '@/api/places';
import { partialDate } from '@/format';
import { moneyText } from '@/money';
import { DayField } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { Section } from '@/parts/page';
import { today } from '@/zone';
import { BillingFrame } from './frame';
import { BUCKET, METHOD } from './words';

export function ReportsPage() {
  return (
    <BillingFrame title={t('Reports')}>
      <OfFacility>
        {(facility, choice) => (
          <>
            {choice}
            <Aging facility={facility} />
            <Cash key={facility.id} facility={facility} />
          </>
        )}
      </OfFacility>
    </BillingFrame>
  );
}

function Aging({ facility }: { facility: Facility }) {
  const report = useQuery(billing.aging(facility.id));
  return (
    <Section title={t('What is owed, by how long it is due')} actions={<Button component={Link} to="/billing?status=overdue">{t('Overdue invoices')}</Button>}>
      {!report.data ? <Pending query={report} rows={3} /> : report.data.sums.length === 0 ? <Empty title={t('Nothing is owed')} /> : (
        <Sheet label={`${t('Ageing')} ${partialDate(report.data.on)}`} head={[t('Due'), t('Invoices'), t('Still open')]} rows={report.data.sums.map(({ bucket, n_invoices, open }) => [t(BUCKET[bucket]), count(n_invoices), moneyText(open)])} />
      )}
    </Section>
  );
}

function Cash({ facility }: { facility: Facility }) {
  const [on, setOn] = useState(today(facility.time_zone));
  const report = useQuery({ ...billing.cash(facility.id, on), enabled: on !== '' });
  return (
    <Section title={t('Cash of a day')}>
      <Box sx={{ mb: 1 }}><DayField label={t('Day')} value={on} onChange={setOn} /></Box>
      {!report.data ? <Pending query={report} rows={3} /> : report.data.sums.length === 0 ? <Empty title={t('Nothing was taken or given on this day')} /> : (
        <Sheet label={t('Cash of a day')} head={[t('Who'), t('How it is paid'), t('Taken'), t('Given back'), t('Left')]} rows={report.data.sums.map(({ by, method, taken, given, net }) => [<bdi key={by}>{by}</bdi>, t(METHOD[method]), moneyText(taken), moneyText(given), moneyText(net)])} />
      )}
    </Section>
  );
}

function Sheet({ label, head, rows }: { label: string; head: string[]; rows: ReactNode[][] }) {
  return (
    <TableContainer role="region" aria-label={label} tabIndex={0}>
      <Table size="small" aria-label={label}>
        <TableHead>
          <TableRow>{head.map((name) => <TableCell key={name}>{name}</TableCell>)}</TableRow>
        </TableHead>
        <TableBody>
          {rows.map((cells, at) => (
            <TableRow key={at}>{cells.map((cell, n) => <TableCell key={n}>{cell}</TableCell>)}</TableRow>
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}
