// What can be done with a specimen in each state, as the hub has it, and what the form of a step becomes.

import type { Schemas } from '@/api/client';

export type Step = Schemas['SpecimenAction']['action'];

const STEPS: Record<Schemas['SpecimenStatus'], Step[]> = {
  collected: ['receive', 'send', 'reject', 'discard'],
  'in-transit': ['receive', 'reject'],
  received: ['process', 'store', 'reject'],
  processing: ['finish', 'reject'],
  analysed: ['store', 'discard'],
  stored: ['process', 'discard'],
  rejected: ['discard'],
  discarded: [],
};

export function stepsOf(status: Schemas['SpecimenStatus']): Step[] {
  return STEPS[status];
}

export interface StepForm {
  place: string;
  quality: Schemas['SpecimenQuality'] | '';
  reason: string;
  /** In degrees Celsius, as it was typed. */
  temperature: string;
}

export const EMPTY_STEP: StepForm = { place: '', quality: '', reason: '', temperature: '' };

/** The action of a form; `null` while something is missing or not possible. */
export function actionOf(step: Step, form: StepForm): Schemas['SpecimenAction'] | null {
  const place = form.place.trim();
  const reason = form.reason.trim();
  switch (step) {
    case 'send':
      return place ? { action: step, to: place } : null;
    case 'receive':
      return place ? { action: step, location: place, quality: form.quality || 'acceptable' } : null;
    case 'reject':
      return form.quality && form.quality !== 'acceptable' && reason ? { action: step, quality: form.quality, reason } : null;
    case 'process':
      return { action: step, instrument: place || undefined };
    case 'finish':
      return { action: step };
    case 'store': {
      const temperature = tenths(form.temperature);
      return place && temperature !== null ? { action: step, location: place, temperature } : null;
    }
    case 'discard':
      return { action: step, reason: reason || undefined };
  }
}

/** Tenths of a degree, -200.0 to 50.0; `undefined` when nothing was typed, `null` when it is no such temperature. */
function tenths(text: string): number | null | undefined {
  const typed = text.trim().replace('−', '-');
  if (typed === '') return undefined;
  const value = /^-?\d{1,3}(\.\d)?$/.test(typed) ? Math.round(Number(typed) * 10) : NaN;
  return value >= -2000 && value <= 500 ? value : null;
}
