// Amounts of money: whole minor units of a currency (ISO 4217), as the hub keeps them. Nothing here goes through a fraction.

import { locale } from '@kit/i18n';
import type { Schemas } from './api/client';

export type Money = Schemas['Money'];

/** Digits after the point where they are not two (ISO 4217, table A.1). */
const DIGITS: Record<string, number> = Object.fromEntries<number>([
  ...['BIF', 'CLP', 'DJF', 'GNF', 'ISK', 'JPY', 'KMF', 'KRW', 'PYG', 'RWF', 'UGX', 'UYI', 'VND', 'VUV', 'XAF', 'XOF', 'XPF'].map((code): [string, number] => [code, 0]),
  ...['BHD', 'IQD', 'JOD', 'KWD', 'LYD', 'OMR', 'TND'].map((code): [string, number] => [code, 3]),
]);
/** More is not written by hand. */
const MOST = 1_000_000_000_000;

export function digitsOf(currency: string): number {
  return DIGITS[currency] ?? 2;
}

/** `1,250.00 SDG`, from left to right in any language. */
export function moneyText({ amount, currency }: Money): string {
  return `\u2066${plainAmount({ amount, currency }, true)} ${currency}\u2069`;
}

/** `1250.00`, as it is typed. */
export function plainAmount({ amount, currency }: Money, isGrouped = false): string {
  const n = digitsOf(currency);
  const digits = String(Math.abs(amount)).padStart(n + 1, '0');
  const whole = n > 0 ? digits.slice(0, -n) : digits;
  const grouped = isGrouped ? new Intl.NumberFormat(locale()).format(Number(whole)) : whole;
  return `${amount < 0 ? '−' : ''}${grouped}${n > 0 ? `.${digits.slice(-n)}` : ''}`;
}

/** Reads what was typed; `null` when it is no amount above nothing with at most the digits of the currency. */
export function moneyOf(text: string, currency: string): Money | null {
  const found = /^(\d{1,12})(?:\.(\d+))?$/.exec(text.trim().replace(/,/g, ''));
  const n = digitsOf(currency);
  if (!found || (found[2] ?? '').length > n) return null;
  const amount = Number(`${found[1]}${(found[2] ?? '').padEnd(n, '0')}`);
  return amount > 0 && amount <= MOST ? { amount, currency } : null;
}

/** As `moneyOf`, where nothing is an amount too: what is in a drawer, a down payment. */
export function amountOf(text: string, currency: string): Money | null {
  return /^0+(\.0+)?$/.test(text.trim()) ? { amount: 0, currency } : moneyOf(text, currency);
}

/** Hundredths of a per cent as per cent: `1750` is `17.5 %`. */
export function percent(basisPoints: number): string {
  return `\u2066${basisPoints / 100} %\u2069`;
}
