// What a patient owes: accounts, opening one, and the insurance that pays a share.

import { Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { BILLING, billing } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { places } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { percent } from '@/money';
import { Choice, DayField, NumberField, Text, wholeOf, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Permitted, Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { ACCOUNT_KIND } from '@/pages/billing/words';
import { today } from '@/zone';
import { usePatient } from './page';

export function BillingTab() {
  return (
    <Permitted permission="billing:read">
      <OfPatient />
    </Permitted>
  );
}

function OfPatient() {
  const { id } = usePatient();
  const may = usePermission();
  const accounts = useQuery(billing.accounts(id));
  const policies = useQuery(billing.policies(id));
  const facilities = useQuery(places.facilities());
  const [asked, setAsked] = useState<'account' | 'policy' | null>(null);
  return (
    <>
      <Section title={t('Accounts')} actions={may('invoices:write') && <Button variant="outlined" onClick={() => setAsked('account')}>{t('Open an account')}</Button>}>
        <LinkedList label={t('Accounts')} query={accounts} empty={t('No accounts')} emptyHelp={t('One is opened for a facility and a currency.')} keyOf={(account) => account.id} linkOf={(account) => `/billing/accounts/${account.id}`}>
          {(account) => (
            <>
              <Main title={<Ltr>{account.account_number}</Ltr>}>
                {t(ACCOUNT_KIND[account.kind])} · <bdi>{facilities.data?.items.find((one) => one.id === account.facility_id)?.name ?? ''}</bdi> · <Ltr>{account.currency}</Ltr>
              </Main>
              <Tag tone={account.status === 'open' ? 'info' : 'neutral'}>{account.status === 'open' ? t('Open|account') : t('Closed')}</Tag>
            </>
          )}
        </LinkedList>
      </Section>
      <Section title={t('Insurance')} actions={may('claims:write') && <Button variant="outlined" onClick={() => setAsked('policy')}>{t('Record an insurance')}</Button>}>
        <Rows label={t('Insurance')} query={policies} empty={t('No insurance of this patient is on record.')} keyOf={(policy) => policy.id}>
          {(policy) => (
            <>
              <Main title={<bdi>{policy.insurer}</bdi>}><Ltr>{policy.policy_number}</Ltr> · {partialDate(policy.valid_from)} – {policy.valid_until ? partialDate(policy.valid_until) : '…'}</Main>
              <span>{percent(policy.coverage)}</span>
            </>
          )}
        </Rows>
      </Section>
      {asked === 'account' && <AccountDialog patient={id} onClose={() => setAsked(null)} />}
      {asked === 'policy' && <PolicyDialog patient={id} onClose={() => setAsked(null)} />}
    </>
  );
}

function AccountDialog({ patient, onClose }: { patient: string; onClose: () => void }) {
  const facilities = useQuery(places.facilities());
  const inUse = (facilities.data?.items ?? []).filter(({ status }) => status === 'active');
  const [chosen, setChosen] = useState('');
  const [kind, setKind] = useState<string>('self-pay');
  const facility = chosen || (inUse[0]?.id ?? '');
  const open = useChange(() => take(api.POST('/api/v1/billing/accounts', { body: { patient_id: patient, facility_id: facility, kind: kind as Schemas['AccountKind'] } })), { quiet: true, renews: BILLING, done: t('The account is open.') });
  return (
    <FormDialog title={t('Open an account')} verb={t('Open the account')} isReady={facility !== ''} isBusy={open.isPending} error={open.error} onSubmit={() => open.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Choice label={t('Facility')} value={facility} onChange={setChosen} options={inUse.map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <Choice label={t('Who pays')} value={kind} onChange={setKind} options={wordsOf(ACCOUNT_KIND)} />
    </FormDialog>
  );
}

function PolicyDialog({ patient, onClose }: { patient: string; onClose: () => void }) {
  const [form, setForm] = useState({ insurer: '', number: '', coverage: '80', from: today('UTC'), until: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const coverage = wholeOf(form.coverage, 1, 100);
  const add = useChange(
    () => take(api.POST('/api/v1/billing/policies', { body: { patient_id: patient, insurer: form.insurer.trim(), policy_number: form.number.trim(), coverage: (coverage ?? 0) * 100, valid_from: form.from, valid_until: form.until || undefined } })),
    { quiet: true, renews: BILLING, done: t('The insurance is on record.') },
  );
  return (
    <FormDialog title={t('Record an insurance')} verb={t('Record')} isReady={form.insurer.trim() !== '' && form.number.trim() !== '' && coverage !== null && form.from !== ''} isBusy={add.isPending} error={add.error} onSubmit={() => add.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Insurer')} value={form.insurer} onChange={set('insurer')} required autoFocus />
      <Text label={t('Number of the policy')} value={form.number} onChange={set('number')} required most={100} isCode />
      <NumberField label={t('Share in per cent')} value={form.coverage} onChange={set('coverage')} required isWrong={coverage === null} />
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: '1fr 1fr' }}>
        <DayField label={t('From day')} value={form.from} onChange={set('from')} required />
        <DayField label={t('Until day')} value={form.until} onChange={set('until')} />
      </Box>
    </FormDialog>
  );
}
