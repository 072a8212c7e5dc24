// Claims on insurers: the worklist by state, and one claim with its lines, history and what can be done.

import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { BILLING, billing, type Claim } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { useChange, usePermission, type Listed } from '@/api/queries';
import { when } from '@/format';
import { moneyText } from '@/money';
import { Refusal } from '@/parts/conflict';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Page, Permitted, Section } from '@/parts/page';
import { PatientLink, PatientName } from '@/parts/patient-name';
import { Main } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { AcceptDialog, ReasonDialog, RemittanceDialog, type ReasonStep } from './claim-dialogs';
import { BillingFrame } from './frame';
import { CLAIM_STATUS, CLAIM_TONE } from './words';

export function ClaimsPage() {
  return (
    <BillingFrame title={t('Claims')}>
      <Worklist />
    </BillingFrame>
  );
}

function Worklist() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const claims = useQuery(billing.claims({ status: asked in CLAIM_STATUS ? (asked as Schemas['ClaimStatus']) : undefined }));
  return (
    <>
      <Stack direction="row">
        <Choice label={t('State')} value={asked in CLAIM_STATUS ? asked : ''} all={t('All')} onChange={(value) => setSearch(value ? { status: value } : {}, { replace: true })} options={wordsOf(CLAIM_STATUS)} />
      </Stack>
      <ClaimList query={claims} hasPatient />
    </>
  );
}

export function ClaimList({ query, hasPatient = false }: { query: { data?: Listed<Claim>; error: unknown; refetch: () => unknown }; hasPatient?: boolean }) {
  return (
    <LinkedList label={t('Claims')} query={query} empty={t('No claims')} emptyHelp={t('A claim is made of an issued invoice.')} keyOf={({ id }) => id} linkOf={({ id }) => `/billing/claims/${id}`}>
      {(claim) => (
        <>
          <Main title={<Ltr>{claim.claim_number}</Ltr>}>
            {hasPatient && <><PatientName id={claim.patient_id} /> · </>}
            <bdi>{claim.insurer}</bdi>
          </Main>
          <Tag tone={CLAIM_TONE[claim.status]}>{t(CLAIM_STATUS[claim.status])}</Tag>
          <span>{t('{amount} paid of {total}', { amount: moneyText(claim.paid), total: moneyText(claim.claimed) })}</span>
        </>
      )}
    </LinkedList>
  );
}

export function ClaimPage() {
  const { id = '' } = useParams();
  return (
    <Page title={t('Claim')}>
      <Permitted permission="billing:read">
        <Loaded id={id} />
      </Permitted>
    </Page>
  );
}

function Loaded({ id }: { id: string }) {
  const claim = useQuery(billing.claim(id));
  return claim.data ? <OfClaim claim={claim.data} /> : <Paper><Pending query={claim} /></Paper>;
}

type Step = 'submit' | 'accept' | 'pay' | ReasonStep;

/** What the hub allows in each state; it holds it too. */
const STEPS: Record<Schemas['ClaimStatus'], Step[]> = {
  draft: ['submit', 'close'],
  submitted: ['accept', 'reject'],
  accepted: ['pay', 'deny'],
  rejected: ['submit', 'close'],
  'partly-paid': ['pay', 'appeal', 'close'],
  paid: ['close'],
  denied: ['appeal', 'close'],
  appealed: ['accept', 'pay', 'deny'],
  closed: [],
};

export const CLAIM_STEP: Record<Step, string> = { submit: 'Submit it', accept: 'The insurer accepts it', pay: 'Enter a remittance', reject: 'The insurer rejects it', deny: 'The insurer denies it', appeal: 'Appeal', close: 'Close it' };

function OfClaim({ claim }: { claim: Claim }) {
  const may = usePermission()('claims:write');
  const [asked, setAsked] = useState<Step | null>(null);
  const submit = useChange(() => take(api.POST('/api/v1/billing/claims/{id}/submit', ofVersion(claim))), { quiet: true, renews: BILLING, done: t('The claim is submitted.') });
  const close = () => setAsked(null);
  return (
    <>
      {may && (
        <Stack direction="row" role="group" aria-label={t('What can be done')} sx={{ flexWrap: 'wrap', gap: 1 }}>
          {STEPS[claim.status].map((step, at) => (
            <Button key={step} variant={at === 0 ? 'contained' : 'outlined'} loading={step === 'submit' && submit.isPending} onClick={() => (step === 'submit' ? submit.mutate() : setAsked(step))}>
              {t(CLAIM_STEP[step])}
            </Button>
          ))}
        </Stack>
      )}
      <Refusal error={submit.error} />
      <Section title={claim.claim_number} actions={<Tag tone={CLAIM_TONE[claim.status]}>{t(CLAIM_STATUS[claim.status])}</Tag>}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Patient')}><PatientLink id={claim.patient_id} tab="/billing" /></Fact>
          <Fact name={t('Insurance')}><bdi>{claim.insurer}</bdi> <Ltr>{claim.policy_number}</Ltr></Fact>
          <Fact name={t('Invoice')}><Link to={`/billing/invoices/${claim.invoice_id}`}>{t('Open the invoice')}</Link></Fact>
          <Fact name={t('Claimed')}>{moneyText(claim.claimed)}</Fact>
          <Fact name={t('Paid')}>{moneyText(claim.paid)}</Fact>
          {claim.payer_claim_number && <Fact name={t('Number of the insurer')}><Ltr>{claim.payer_claim_number}</Ltr></Fact>}
        </Box>
      </Section>
      <Section title={t('Lines')}>
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gap: 1 }}>
          {claim.lines.map((line) => (
            <Box component="li" key={line.line_number} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
              <Main title={<Ltr>{`${line.line_number}. ${line.code}`}</Ltr>}>
                {t('Charged')} {moneyText(line.charged)} · {t('Claimed')} {moneyText(line.claimed)} · {t('Allowed')} {line.allowed ? moneyText(line.allowed) : '–'} {line.denial_code && <>· {t('Denied')} <Ltr>{line.denial_code}</Ltr></>}
              </Main>
              <span>{t('Paid')} {moneyText(line.paid)}</span>
            </Box>
          ))}
        </Box>
      </Section>
      <Section title={t('History')}>
        <Box component="ol" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {claim.history.map((one) => (
            <li key={`${one.at} ${one.status}`}>
              {t(CLAIM_STATUS[one.status])} · {when(one.at)} · <bdi>{one.by}</bdi>
              {one.reason && <>: <bdi>{one.reason}</bdi></>} {one.code && <Ltr>{one.code}</Ltr>}
            </li>
          ))}
        </Box>
        {claim.history.length === 0 && <Typography sx={{ color: 'text.secondary' }}>{t('Nothing happened yet.')}</Typography>}
      </Section>
      {asked === 'accept' && <AcceptDialog claim={claim} onClose={close} />}
      {asked === 'pay' && <RemittanceDialog claim={claim} onClose={close} />}
      {asked && asked !== 'accept' && asked !== 'pay' && asked !== 'submit' && <ReasonDialog claim={claim} step={asked} title={t(CLAIM_STEP[asked])} onClose={close} />}
    </>
  );
}
