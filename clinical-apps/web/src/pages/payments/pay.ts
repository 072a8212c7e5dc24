// What a payment needs by its provider, without anything of the screen.

import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import type { Provider } from '@/api/payments';
import { moneyOf, type Money } from '@/money';

export interface PayForm {
  provider: string;
  /** Cash that the payer puts down. */
  handed: string;
  reference: string;
  url: string;
  sha256: string;
  msisdn: string;
}

export const EMPTY: PayForm = { provider: 'cash', handed: '', reference: '', url: '', sha256: '', msisdn: '' };

/** What goes back over the counter; `null` when it is less than the amount, or no amount. */
export function changeOf(handed: string, due: Money): Money | null {
  const given = moneyOf(handed, due.currency);
  return given && given.amount >= due.amount ? { ...due, amount: given.amount - due.amount } : null;
}

/** Why a provider takes nothing in a currency, in words; `null` when it does. */
export function refusedBy({ is_active, is_configured, capabilities }: Provider, currency: string): string | null {
  if (!is_configured) return t('not set up');
  if (!is_active) return t('switched off');
  return capabilities.currencies.includes(currency) ? null : t('takes no {currency}', { currency });
}

/** E.164, as the hub takes it. */
export function isWallet(text: string): boolean {
  return /^\+\d{8,15}$/.test(text.trim());
}

/** Whether everything is there that the provider needs. */
export function isComplete(form: PayForm, provider: Provider | undefined, currency: string): boolean {
  if (!provider || refusedBy(provider, currency) !== null) return false;
  if (provider.kind === 'cheque' || provider.kind === 'bank-transfer') return form.reference.trim() !== '' && (form.url.trim() === '' || /^https:\/\/./.test(form.url.trim()));
  return provider.kind !== 'mobile-money' || isWallet(form.msisdn);
}

/** What the hub is told beside the amount. */
export function detailsOf(form: PayForm, provider: Provider): Schemas['InstalmentPayment'] {
  const needsProof = provider.kind === 'cheque' || provider.kind === 'bank-transfer';
  return {
    provider: provider.code,
    proof: needsProof ? { reference: form.reference.trim(), url: form.url.trim() || undefined, sha256: form.sha256 || undefined } : undefined,
    msisdn: provider.kind === 'mobile-money' ? form.msisdn.trim() : undefined,
  };
}
