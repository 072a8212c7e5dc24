// The questions of a claim: the insurer's number, a remittance line by line, and the reasons of the other steps.

import { Box, Typography } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { BILLING, type Claim } from '@/api/billing';
import { api, take } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { moneyOf, moneyText, plainAmount, type Money } from '@/money';
import { NumberField, Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';

interface Props {
  claim: Claim;
  onClose: () => void;
}

export type ReasonStep = 'reject' | 'deny' | 'appeal' | 'close';

export function ReasonDialog({ claim, step, title, onClose }: Props & { step: ReasonStep; title: string }) {
  const [reason, setReason] = useState('');
  const [code, setCode] = useState('');
  const asked = () => ({ ...ofVersion(claim), body: { reason: reason.trim(), code: code.trim() || undefined } });
  const send = {
    reject: () => api.POST('/api/v1/billing/claims/{id}/reject', asked()),
    deny: () => api.POST('/api/v1/billing/claims/{id}/deny', asked()),
    appeal: () => api.POST('/api/v1/billing/claims/{id}/appeal', asked()),
    close: () => api.POST('/api/v1/billing/claims/{id}/close', asked()),
  };
  const go = useChange(() => take(send[step]()), { quiet: true, renews: BILLING });
  return (
    <FormDialog title={title} verb={title} isReady={reason.trim() !== ''} isBusy={go.isPending} error={go.error} onSubmit={() => go.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
      <Text label={t('Code of the reason')} value={code} onChange={setCode} most={40} isCode />
    </FormDialog>
  );
}

export function AcceptDialog({ claim, onClose }: Props) {
  const [number, setNumber] = useState('');
  const accept = useChange(() => take(api.POST('/api/v1/billing/claims/{id}/accept', { ...ofVersion(claim), body: { payer_claim_number: number.trim() || undefined } })), { quiet: true, renews: BILLING });
  return (
    <FormDialog title={t('The insurer accepts it')} verb={t('The insurer accepts it')} isBusy={accept.isPending} error={accept.error} onSubmit={() => accept.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Number of the insurer')} value={number} onChange={setNumber} most={100} isCode autoFocus />
    </FormDialog>
  );
}

interface Told {
  allowed: string;
  paid: string;
  denial: string;
}

export function RemittanceDialog({ claim, onClose }: Props) {
  const header = useKey();
  const { currency } = claim.claimed;
  const [number, setNumber] = useState('');
  const [told, setTold] = useState<Told[]>(() => claim.lines.map(({ claimed }) => ({ allowed: plainAmount(claimed), paid: plainAmount(claimed), denial: '' })));
  const set = (at: number, name: keyof Told) => (value: string) => setTold(told.map((one, n) => (n === at ? { ...one, [name]: value } : one)));
  const amounts = told.map(({ allowed, paid }) => [orNothing(allowed, currency), orNothing(paid, currency)] as const);
  const isReady = number.trim() !== '' && amounts.every(([allowed, paid]) => allowed && paid && paid.amount <= allowed.amount);
  const lines = () => claim.lines.map(({ line_number }, at) => ({ line_number, allowed: amounts[at]?.[0] as Money, paid: amounts[at]?.[1] as Money, denial_code: told[at]?.denial.trim() || undefined }));
  const pay = useChange(() => take(api.POST('/api/v1/billing/claims/{id}/payments', { params: { path: { id: claim.id }, header }, body: { remittance_number: number.trim(), lines: lines() } })), { quiet: true, renews: BILLING, done: t('The remittance is posted.') });
  return (
    <FormDialog title={t('Enter a remittance')} verb={t('Post it')} isReady={isReady} isBusy={pay.isPending} error={pay.error} onSubmit={() => pay.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Number of the remittance')} value={number} onChange={setNumber} required most={100} isCode autoFocus />
      {claim.lines.map((line, at) => (
        <Box key={line.line_number} role="group" aria-label={`${line.line_number}. ${line.code}`} sx={{ display: 'grid', gap: 1, gridTemplateColumns: { xs: '1fr', sm: '1fr 1fr 1fr' } }}>
          <Typography sx={{ gridColumn: '1 / -1' }}><Ltr>{`${line.line_number}. ${line.code}`}</Ltr> · {t('Claimed')} {moneyText(line.claimed)}</Typography>
          <NumberField label={t('Allowed')} value={told[at]?.allowed ?? ''} onChange={set(at, 'allowed')} required isWrong={!amounts[at]?.[0]} />
          <NumberField label={t('Paid')} value={told[at]?.paid ?? ''} onChange={set(at, 'paid')} required isWrong={!amounts[at]?.[1]} />
          <Text label={t('Code of the denial')} value={told[at]?.denial ?? ''} onChange={set(at, 'denial')} most={40} isCode />
        </Box>
      ))}
    </FormDialog>
  );
}

/** An insurer may allow or pay nothing of a line. */
function orNothing(text: string, currency: string): Money | null {
  return /^0+(\.0+)?$/.test(text.trim()) ? { amount: 0, currency } : moneyOf(text, currency);
}
