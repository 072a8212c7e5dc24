// Through whom is paid, and what that provider needs: nothing for cash, a proof for cheques and transfers, a number for wallets. There is
// no field for a card: its number goes from the payer to Stripe, and never through here.

import { Alert, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { payments, type Provider } from '@/api/payments';
import { moneyText, percent, type Money } from '@/money';
import { NumberField, Text } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { changeOf, refusedBy, type PayForm } from './pay';

interface Props {
  facility: string;
  form: PayForm;
  provider: Provider | undefined;
  providers: Provider[];
  amount: Money | null;
  currency: string;
  onChange: (form: PayForm) => void;
}

export function ProviderFields({ facility, form, provider, providers, amount, currency, onChange }: Props) {
  const set = (name: keyof PayForm) => (value: string) => onChange({ ...form, [name]: value });
  const kind = provider?.kind;
  return (
    <>
      <TextField select label={t('Through whom')} value={provider ? form.provider : ''} onChange={({ target }) => set('provider')(target.value)} required>
        {providers.map((one) => {
          const why = refusedBy(one, currency);
          return (
            <MenuItem key={one.code} value={one.code} disabled={why !== null}>
              <bdi>{one.name}</bdi>
              {why && <Typography component="span" sx={{ fontSize: 12.5, marginInlineStart: 1 }}>· {why}</Typography>}
            </MenuItem>
          );
        })}
      </TextField>
      {provider && amount && !isWithin(provider, amount) && <Alert severity="warning">{t('It takes from {least} to {most}.', { least: moneyText({ amount: provider.capabilities.min_amount, currency }), most: moneyText({ amount: provider.capabilities.max_amount, currency }) })}</Alert>}
      {provider && provider.capabilities.fee > 0 && <Typography sx={{ color: 'text.secondary' }}>{t('Its fee is {share} of the amount.', { share: percent(provider.capabilities.fee) })}</Typography>}
      {kind === 'cash' && <Cash facility={facility} form={form} amount={amount} currency={currency} onChange={set('handed')} />}
      {(kind === 'cheque' || kind === 'bank-transfer') && <ProofFields form={form} isCheque={kind === 'cheque'} onChange={onChange} />}
      {kind === 'mobile-money' && <Text label={t('Number of the wallet')} value={form.msisdn} onChange={set('msisdn')} required most={16} isCode help={t('With + and the code of the country: +249912345678')} />}
      {kind === 'stripe' && <Alert severity="info">{t('The payer types the number of the card at Stripe. Never write it down, and type it nowhere here.')}</Alert>}
    </>
  );
}

export function isWithin({ capabilities }: Provider, { amount }: Money): boolean {
  return amount >= capabilities.min_amount && amount <= capabilities.max_amount;
}

function Cash({ facility, form, amount, currency, onChange }: { facility: string; form: PayForm; amount: Money | null; currency: string; onChange: (value: string) => void }) {
  const drawers = useQuery(payments.drawers(facility));
  const hasDrawer = drawers.data?.items.some(({ status, opening }) => status === 'open' && opening.currency === currency);
  const change = amount && changeOf(form.handed, amount);
  return (
    <>
      {drawers.data && !hasDrawer && (
        <Alert severity="warning" action={<Button color="inherit" component={Link} to={`/payments/drawer?facility=${facility}`}>{t('To my drawer')}</Button>}>
          {t('Cash goes into your drawer, and you have none open here in {currency}.', { currency })}
        </Alert>
      )}
      <NumberField label={t('Handed over in {currency}', { currency })} value={form.handed} onChange={onChange} isWrong={form.handed !== '' && change === null} help={form.handed !== '' && change === null ? t('Less than the amount, or no amount.') : t('To see the change; it is not kept.')} />
      {change && <Alert severity="success" icon={false} role="status">{t('Change to give back: {amount}', { amount: moneyText(change) })}</Alert>}
    </>
  );
}

function ProofFields({ form, isCheque, onChange }: { form: PayForm; isCheque: boolean; onChange: (form: PayForm) => void }) {
  const [name, setName] = useState('');
  // Browsers make digests over HTTPS only, and on this machine.
  const canDigest = typeof crypto !== 'undefined' && Boolean(crypto.subtle);
  const choose = async (file: File | undefined) => {
    if (!file) return;
    const digest = await crypto.subtle.digest('SHA-256', await file.arrayBuffer());
    setName(file.name);
    onChange({ ...form, sha256: Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, '0')).join('') });
  };
  return (
    <>
      <Text label={isCheque ? t('Number of the cheque') : t('Reference of the transfer')} value={form.reference} onChange={(reference) => onChange({ ...form, reference })} required most={100} isCode help={t('It counts once. A second person compares it with the bank.')} />
      <Text label={t('Address of a picture of it')} value={form.url} onChange={(url) => onChange({ ...form, url })} most={500} isCode help={t('Begins with https://; may stay empty')} />
      {canDigest && (
        <div>
          <Button component="label" variant="outlined">
            {t('Fingerprint of a file that shows it')}
            <input type="file" hidden onChange={({ target }) => void choose(target.files?.[0])} />
          </Button>
          <Typography sx={{ mt: 0.5, fontSize: 12.5, color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {form.sha256 ? <><bdi>{name}</bdi>: <Ltr>{form.sha256.slice(0, 16)}…</Ltr></> : t('The file stays here; only its SHA-256 is kept.')}
          </Typography>
        </div>
      )}
    </>
  );
}
