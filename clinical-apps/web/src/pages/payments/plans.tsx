// Paying an invoice in parts: the plans by state, and one with its schedule, where the next part is paid.

import { Alert, Box, Button, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import type { Invoice } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { payments, PAYMENTS, type Plan } from '@/api/payments';
import { useChange, usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { amountOf, moneyText, type Money } from '@/money';
import { Choice, DayField, NumberField, Text, wholeOf, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { LinkedList, Section } from '@/parts/page';
import { PatientLink, PatientName } from '@/parts/patient-name';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { StartPaymentDialog } from './start-dialog';
import { FREQUENCY, PART_STATUS, PART_TONE, PLAN_STATUS, PLAN_TONE } from './words';

/** As the hub takes them. */
const MOST_PARTS = 60;

export function PlansPage() {
  return (
    <PaymentFrame title={t('Instalments')}>
      <Plans />
    </PaymentFrame>
  );
}

function Plans() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const status = asked in PLAN_STATUS ? (asked as Schemas['InstalmentPlanStatus']) : undefined;
  const plans = useQuery(payments.plans({ status }));
  return (
    <>
      <div>
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={(value) => setSearch(value ? { status: value } : {}, { replace: true })} options={wordsOf(PLAN_STATUS)} />
      </div>
      <PlanList query={plans} />
    </>
  );
}

export function PlanList({ query }: { query: { data?: { items: Plan[]; hasMore: boolean }; error: unknown; refetch: () => unknown } }) {
  return (
    <LinkedList label={t('Instalments')} query={query} empty={t('No plans')} emptyHelp={t('A plan is agreed on at its invoice.')} keyOf={({ id }) => id} linkOf={({ id }) => `/payments/plans/${id}`}>
      {(plan) => {
        const next = nextOf(plan);
        return (
          <>
            <Main title={<PatientName id={plan.patient_id} />}>
              {t(FREQUENCY[plan.frequency])} {next && <>· {t('next: {amount} by {day}', { amount: moneyText(next.amount), day: partialDate(next.due_on) })}</>}
            </Main>
            <Tag tone={PLAN_TONE[plan.status]}>{t(PLAN_STATUS[plan.status])}</Tag>
            <strong>{moneyText(plan.total)}</strong>
          </>
        );
      }}
    </LinkedList>
  );
}

/** The first part that is open, which is the one that is paid next. */
export function nextOf({ instalments }: Plan): Schemas['Instalment'] | undefined {
  return instalments.find(({ status }) => status === 'pending' || status === 'overdue');
}

export function PlanPage() {
  const { id = '' } = useParams();
  return (
    <PaymentFrame title={t('Plan of instalments')}>
      <Loaded id={id} />
    </PaymentFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const plan = useQuery(payments.plan(id));
  return plan.data ? <OfPlan plan={plan.data} /> : <Paper><Pending query={plan} /></Paper>;
}

function OfPlan({ plan }: { plan: Plan }) {
  const may = usePermission();
  const [asked, setAsked] = useState<'cancel' | null>(null);
  // As it was when it was opened: after the last one is paid there is no next, and what became of it is still to be read.
  const [paying, setPaying] = useState<Schemas['Instalment'] | null>(null);
  const next = nextOf(plan);
  const isRunning = plan.status === 'active' || plan.status === 'defaulted';
  const isUnderway = Boolean(next?.transaction_id);
  const close = () => setAsked(null);
  return (
    <>
      <Stack direction="row" role="group" aria-label={t('What can be done')} sx={{ flexWrap: 'wrap', gap: 1 }}>
        {isRunning && next && may('payments:write') && <Button variant="contained" disabled={isUnderway} onClick={() => setPaying(next)}>{t('Pay the next instalment')}</Button>}
        {may('billing:read') && <Button component={Link} to={`/billing/invoices/${plan.invoice_id}`}>{t('To the invoice')}</Button>}
        {isRunning && may('payments:write') && <Button color="error" onClick={() => setAsked('cancel')}>{t('Give the plan up')}</Button>}
      </Stack>
      {isRunning && isUnderway && next?.transaction_id && (
        <Alert severity="info" action={<Button color="inherit" component={Link} to={`/payments/${next.transaction_id}`}>{t('Payment')}</Button>}>
          {t('The payment of the next instalment is on its way.')}
        </Alert>
      )}
      {plan.status === 'defaulted' && <Alert severity="error">{t('Too many instalments are overdue. Paying brings the plan back.')}</Alert>}
      <Section title={t('Plan')} actions={<Tag tone={PLAN_TONE[plan.status]}>{t(PLAN_STATUS[plan.status])}</Tag>}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Patient')}><PatientLink id={plan.patient_id} tab="/billing" /></Fact>
          <Fact name={t('In all')}><strong>{moneyText(plan.total)}</strong></Fact>
          <Fact name={t('How often')}>{t(FREQUENCY[plan.frequency])}</Fact>
          <Fact name={t('Agreed by')}><bdi>{plan.by}</bdi></Fact>
          {plan.end_reason && <Fact name={t('Why')}><bdi>{plan.end_reason}</bdi></Fact>}
        </Box>
      </Section>
      <Section title={t('Schedule')}>
        <TableContainer role="region" aria-label={t('Schedule')} tabIndex={0}>
          <Table aria-label={t('Schedule')}>
            <TableHead>
              <TableRow>{[t('Part'), t('Due on'), t('Amount'), t('Late fee'), t('State')].map((name) => <TableCell key={name}>{name}</TableCell>)}</TableRow>
            </TableHead>
            <TableBody>
              {plan.instalments.map((part) => (
                <TableRow key={part.number} aria-current={part === next ? 'step' : undefined}>
                  <TableCell component="th" scope="row">{part.number === 0 ? t('Down payment') : part.number}</TableCell>
                  <TableCell>{partialDate(part.due_on)}</TableCell>
                  <TableCell>{moneyText(part.amount)}</TableCell>
                  <TableCell>{part.late_fee.amount > 0 ? moneyText(part.late_fee) : '–'}</TableCell>
                  <TableCell>
                    <Tag tone={PART_TONE[part.status]}>{t(PART_STATUS[part.status])}</Tag> {part.transaction_id && <Link to={`/payments/${part.transaction_id}`}>{t('Payment')}</Link>}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      </Section>
      {paying && <StartPaymentDialog of={{ plan: plan.id }} facility={plan.facility_id} open={withFee(paying)} onClose={() => setPaying(null)} />}
      {asked === 'cancel' && <CancelDialog plan={plan} onClose={close} />}
    </>
  );
}

function withFee({ amount, late_fee }: Schemas['Instalment']): Money {
  return { ...amount, amount: amount.amount + late_fee.amount };
}

function CancelDialog({ plan, onClose }: { plan: Plan; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = useChange(() => take(api.POST('/api/v1/payments/instalments/{id}/cancel', { ...ofVersion(plan), body: { reason: reason.trim() } })), { quiet: true, renews: PAYMENTS, done: t('The plan is given up; what is open of the invoice stays open.') });
  return (
    <FormDialog title={t('Give the plan up?')} verb={t('Give the plan up')} isDangerous isReady={reason.trim() !== ''} isBusy={cancel.isPending} error={cancel.error} onSubmit={() => cancel.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}

/** Agrees on a plan for all that is open of an invoice. */
export function PlanDialog({ invoice, onClose }: { invoice: Invoice; onClose: () => void }) {
  const navigate = useNavigate();
  const { currency, balance } = invoice;
  const [form, setForm] = useState({ down: '0', parts: '3', frequency: 'monthly', first: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const down = amountOf(form.down, currency);
  const n = wholeOf(form.parts, 1, MOST_PARTS);
  const isTooMuch = down !== null && down.amount >= balance.amount;
  const make = useChange(
    () => {
      if (!down || n === null) throw new Error('the form is not complete');
      return take(api.POST('/api/v1/payments/instalments', { body: { invoice_id: invoice.id, down_payment: down, n_instalments: n, frequency: form.frequency as Schemas['Frequency'], first_due_on: form.first || undefined } }));
    },
    { quiet: true, renews: PAYMENTS, done: t('The plan is agreed on.') },
  );
  return (
    <FormDialog title={t('Agree on instalments')} verb={t('Agree on the plan')} isReady={down !== null && !isTooMuch && n !== null} isBusy={make.isPending} error={make.error} onSubmit={() => make.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/payments/plans/${id}`) })} onClose={onClose}>
      <Box>{t('Open: {amount}', { amount: moneyText(balance) })}</Box>
      <NumberField label={t('Down payment in {currency}', { currency })} value={form.down} onChange={set('down')} required autoFocus isWrong={down === null || isTooMuch} help={isTooMuch ? t('It must be less than what is open.') : t('What is paid at once; 0 for nothing.')} />
      <NumberField label={t('In how many parts the rest is paid')} value={form.parts} onChange={set('parts')} required isWrong={n === null} help={t('1 to 60')} />
      <Choice label={t('How often')} value={form.frequency} onChange={set('frequency')} options={wordsOf(FREQUENCY)} />
      <DayField label={t('First due on')} value={form.first} onChange={set('first')} help={t('Empty: one interval from today')} />
    </FormDialog>
  );
}
