// Statements of providers and banks against what the hub has: a statement is sent in, and what is not the same waits until somebody says why.

import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { payments, PAYMENTS, type Difference } from '@/api/payments';
import { useChange } from '@/api/queries';
import { partialDate } from '@/format';
import { moneyText } from '@/money';
import { Choice, Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { PaymentFrame } from './frame';
import { ProviderName } from './rows';
import { DIFFERENCE, MATCH, MATCH_TONE } from './words';

/** As the hub takes it. */
const LARGEST = 2 * 1024 * 1024;
const HEADER = 'reference,amount,currency,fee,booked_on';

export function ReconciliationPage() {
  const [isTaking, setIsTaking] = useState(false);
  return (
    <PaymentFrame title={t('Reconciliation')} permission="payments:reconcile">
      <div>
        <Button variant="contained" onClick={() => setIsTaking(true)}>{t('Send in a statement')}</Button>
      </div>
      <Differences />
      {isTaking && <StatementDialog onClose={() => setIsTaking(false)} />}
    </PaymentFrame>
  );
}

function Differences() {
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<Difference | null>(null);
  const providers = useQuery(payments.providers());
  const status = (search.get('status') ?? 'mismatch') as Schemas['ReconciliationStatus'];
  const difference = search.get('difference') as Schemas['Difference'] | null;
  const provider = search.get('provider') ?? '';
  const items = useQuery(payments.differences({ status: status in MATCH ? status : undefined, difference: difference && difference in DIFFERENCE ? difference : undefined, provider: provider || undefined }));
  const set = (name: string) => (value: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value) next.set(name, value);
      else if (name === 'status') next.set(name, 'all');
      else next.delete(name);
      return next;
    }, { replace: true });
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Choice label={t('State')} value={status in MATCH ? status : ''} all={t('All')} onChange={set('status')} options={wordsOf(MATCH)} />
        <Choice label={t('What is not the same')} value={difference && difference in DIFFERENCE ? difference : ''} all={t('Anything')} onChange={set('difference')} options={wordsOf(DIFFERENCE)} />
        <Choice label={t('Provider|payment')} value={providers.data ? provider : ''} all={t('All')} onChange={set('provider')} options={(providers.data ?? []).map(({ code, name }) => [code, <bdi key={code}>{name}</bdi>])} />
      </Stack>
      <Rows label={t('Differences')} query={items} empty={t('Nothing of this state')} emptyHelp={t('What a statement says otherwise than the hub waits here until somebody says why.')} keyOf={({ id }) => id}>
        {(item) => (
          <>
            <Main title={<Ltr>{item.reference}</Ltr>}>
              <ProviderName code={item.provider} />
              {item.line != null && <> · {t('line {n}', { n: item.line })}</>}
              {item.booked_on && <> · {t('booked on {day}', { day: partialDate(item.booked_on) })}</>}
              <Box>
                {t('statement: {amount}', { amount: item.external_amount ? moneyText(item.external_amount) : '–' })} · {t('here: {amount}', { amount: item.own_amount ? moneyText(item.own_amount) : '–' })}
              </Box>
              {item.reason && <Box><bdi>{item.reason}</bdi> · <bdi>{item.resolved_by}</bdi></Box>}
            </Main>
            {item.difference && <Tag tone="warning">{t(DIFFERENCE[item.difference])}</Tag>}
            <Tag tone={MATCH_TONE[item.status]}>{t(MATCH[item.status])}</Tag>
            {item.transaction_id && <Button size="small" component={Link} to={`/payments/${item.transaction_id}`}>{t('Payment')}</Button>}
            {(item.status === 'mismatch' || item.status === 'investigating') && <Button size="small" variant="outlined" aria-label={t('Say what became of it: {reference}', { reference: item.reference })} onClick={() => setAsked(item)}>{t('Say what became of it')}</Button>}
          </>
        )}
      </Rows>
      {asked && <ResolveDialog item={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function ResolveDialog({ item, onClose }: { item: Difference; onClose: () => void }) {
  const [status, setStatus] = useState<Schemas['ReconciliationStatus']>('resolved');
  const [reason, setReason] = useState('');
  const resolve = useChange(() => take(api.POST('/api/v1/payments/reconciliation/{id}/resolve', { ...ofVersion(item), body: { status, reason: reason.trim() } })), { quiet: true, renews: PAYMENTS, done: t('It is noted.') });
  const ends: Schemas['ReconciliationStatus'][] = item.status === 'mismatch' ? ['resolved', 'investigating', 'written-off'] : ['resolved', 'written-off'];
  return (
    <FormDialog title={t('What became of it?')} verb={t('Note it')} isReady={reason.trim() !== ''} isBusy={resolve.isPending} error={resolve.error} onSubmit={() => resolve.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Typography><Ltr>{item.reference}</Ltr></Typography>
      <Choice label={t('State')} value={status} onChange={(value) => setStatus(value as Schemas['ReconciliationStatus'])} options={ends.map((one) => [one, t(MATCH[one])])} />
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus most={500} />
    </FormDialog>
  );
}

function StatementDialog({ onClose }: { onClose: () => void }) {
  const header = useKey();
  const providers = useQuery(payments.providers());
  const [provider, setProvider] = useState('');
  const [file, setFile] = useState<File | null>(null);
  const [taken, setTaken] = useState<Schemas['ProviderStatement'] | null>(null);
  const isTooLarge = (file?.size ?? 0) > LARGEST;
  const send = useChange(
    async () => {
      const text = (await file?.text()) ?? '';
      return take(api.POST('/api/v1/payments/reconciliation/statements', { params: { query: { provider }, header }, body: text, bodySerializer: (body: string) => body, headers: { 'content-type': 'text/csv; charset=utf-8' } }));
    },
    { quiet: true, renews: PAYMENTS },
  );
  if (taken) {
    return (
      <FormDialog title={t('The statement is taken')} verb={t('Look at the differences')} isBusy={false} error={null} onSubmit={onClose} onClose={onClose}>
        <Typography>{partialDate(taken.from)} – {partialDate(taken.until)}</Typography>
        <Alert severity={taken.n_differences > 0 ? 'warning' : 'success'}>{t('{matched} of {lines} lines are the same; {differences} differences.', { matched: taken.n_matched, lines: taken.n_lines, differences: taken.n_differences })}</Alert>
      </FormDialog>
    );
  }
  return (
    <FormDialog title={t('Send in a statement')} verb={t('Send it in')} isReady={provider !== '' && file !== null && !isTooLarge} isBusy={send.isPending} error={send.error ?? providers.error} onSubmit={() => send.mutate(undefined, { onSuccess: setTaken })} onClose={onClose}>
      <Choice label={t('Provider|payment')} value={provider} onChange={setProvider} required options={(providers.data ?? []).map(({ code, name }) => [code, <bdi key={code}>{name}</bdi>])} />
      <Box>
        <Button component="label" variant="outlined">
          {t('Choose the file')}
          <input type="file" accept=".csv,text/csv" hidden aria-label={t('Choose the file')} onChange={({ target }) => setFile(target.files?.[0] ?? null)} />
        </Button>
        {file && <Typography component="bdi" sx={{ marginInlineStart: 1 }}>{file.name}</Typography>}
      </Box>
      {isTooLarge && <Alert severity="error">{t('The file is larger than 2 MiB: send it in parts.')}</Alert>}
      <Typography sx={{ color: 'text.secondary' }}>{t('CSV in UTF-8 with this first line. One line that is wrong refuses all, and nothing is kept.')}</Typography>
      <Ltr sx={{ overflowWrap: 'anywhere' }}><code>{HEADER}</code></Ltr>
    </FormDialog>
  );
}
