// What came in and went out by day and provider, in the facility's days.

import { Box, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { count } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Fact, Pending } from '@kit/parts';
import type { Schemas } from '@/api/client';
import { payments } from '@/api/payments';
import type { Facility } from '@/api/places';
import { partialDate } from '@/format';
import { moneyText, type Money } from '@/money';
import { DayField } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { Section } from '@/parts/page';
import { addDays, isDay, today } from '@/zone';
import { PaymentFrame } from './frame';
import { ProviderName } from './rows';

export function DailyPage() {
  return (
    <PaymentFrame title={t('Daily figures')}>
      <OfFacility>{(facility, choice) => <Daily key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </PaymentFrame>
  );
}

type Takings = Schemas['DailyTakings'];

/** The sums of each currency: what came in, less fees and what went back. */
export function sumsOf(days: Takings[]): { currency: string; confirmed: Money; fees: Money; refunded: Money; left: Money }[] {
  return [...new Set(days.map(({ currency }) => currency))].sort().map((currency) => {
    const sum = (of: (day: Takings) => Money): Money => ({ currency, amount: days.filter((day) => day.currency === currency).reduce((all, day) => all + of(day).amount, 0) });
    const [confirmed, fees, refunded] = [sum((day) => day.confirmed), sum((day) => day.fees), sum((day) => day.refunded)];
    return { currency, confirmed, fees, refunded, left: { currency, amount: confirmed.amount - fees.amount - refunded.amount } };
  });
}

function Daily({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const now = today(facility.time_zone);
  const [from, setFrom] = useState(addDays(now, -6));
  const [until, setUntil] = useState(now);
  const isSpan = isDay(from) && isDay(until) && from <= until;
  const days = useQuery({ ...payments.takings(facility.id, from, until), enabled: isSpan });
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {choice}
        <DayField label={t('From day')} value={from} onChange={setFrom} />
        <DayField label={t('Until day')} value={until} onChange={setUntil} help={isSpan ? undefined : t('Not before the first day')} />
      </Stack>
      {!isSpan ? null : !days.data ? <Paper><Pending query={days} rows={3} /></Paper> : days.data.length === 0 ? <Paper><Empty title={t('Nothing was taken or given on these days')} /></Paper> : (
        <>
          {sumsOf(days.data).map(({ currency, confirmed, fees, refunded, left }) => (
            <Section key={currency} title={t('Sum in {currency}', { currency })}>
              <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
                <Fact name={t('Came in')}>{moneyText(confirmed)}</Fact>
                <Fact name={t('Fees')}>{moneyText(fees)}</Fact>
                <Fact name={t('Given back')}>{moneyText(refunded)}</Fact>
                <Fact name={t('Left')}><strong>{moneyText(left)}</strong></Fact>
              </Box>
            </Section>
          ))}
          <TableContainer component={Paper} role="region" aria-label={t('Daily figures')} tabIndex={0}>
            <Table aria-label={t('Daily figures')}>
              <TableHead>
                <TableRow>{[t('Day'), t('Provider|payment'), t('Payments'), t('Came in'), t('Fees'), t('Failed'), t('Refunds'), t('Given back')].map((name) => <TableCell key={name}>{name}</TableCell>)}</TableRow>
              </TableHead>
              <TableBody>
                {days.data.map((day) => (
                  <TableRow key={`${day.day} ${day.provider} ${day.currency}`}>
                    <TableCell component="th" scope="row">{partialDate(day.day)}</TableCell>
                    <TableCell><ProviderName code={day.provider} /></TableCell>
                    <TableCell>{count(day.n_confirmed)}</TableCell>
                    <TableCell>{moneyText(day.confirmed)}</TableCell>
                    <TableCell>{moneyText(day.fees)}</TableCell>
                    <TableCell>{count(day.n_failed)}</TableCell>
                    <TableCell>{count(day.n_refunds)}</TableCell>
                    <TableCell>{moneyText(day.refunded)}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        </>
      )}
    </>
  );
}
