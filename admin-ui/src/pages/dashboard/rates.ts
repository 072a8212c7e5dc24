// Rates from one look at the statistics to the next, for as long as the app is open.

import { useEffect, useMemo } from 'react';
import { create } from 'zustand';
import type { Statistics } from '@/api/queries';

/** So many looks are kept, five minutes at four seconds. */
const KEPT = 75;

export interface Rates {
  /** Received for each second, the newest last. */
  received: number[];
  /** Errors since the first look. */
  errors: number;
}

interface Look {
  at: number;
  received: number;
  error: number;
}

const useLooks = create<{ looks: Map<string, Look[]> }>(() => ({ looks: new Map() }));

/** Remembers what was just told, and returns the rates by channel. */
export function useRates(told: { at: number; of: Map<string, Statistics> } | undefined): Map<string, Rates> {
  useEffect(() => {
    if (told) useLooks.setState(({ looks }) => ({ looks: remember(looks, told) }));
  }, [told]);
  const looks = useLooks((state) => state.looks);
  return useMemo(() => new Map([...looks].map(([id, series]) => [id, ratesOf(series)])), [looks]);
}

function remember(looks: Map<string, Look[]>, told: { at: number; of: Map<string, Statistics> }): Map<string, Look[]> {
  const next = new Map(looks);
  for (const [id, { received, error }] of told.of) {
    const series = next.get(id) ?? [];
    const last = series.at(-1);
    if (last && last.at >= told.at) continue;
    // A reset begins the series anew.
    const kept = last && received < last.received ? [] : series.slice(1 - KEPT);
    next.set(id, [...kept, { at: told.at, received, error }]);
  }
  return next;
}

export function ratesOf(series: Look[]): Rates {
  const received = series.slice(1).map((look, index) => {
    const before = series[index] ?? look;
    return ((look.received - before.received) * 1000) / Math.max(1, look.at - before.at);
  });
  return { received, errors: (series.at(-1)?.error ?? 0) - (series[0]?.error ?? 0) };
}

/** The mean of the last minute. */
export function recent({ received }: Rates): number {
  const last = received.slice(-15);
  return last.length === 0 ? 0 : last.reduce((sum, rate) => sum + rate, 0) / last.length;
}
