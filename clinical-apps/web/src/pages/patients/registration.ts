// The registration form and what of it is sent.

import type { Schemas } from '@/api/client';

export interface Registration {
  system: string;
  number: string;
  family: string;
  given: string;
  birth_date: string;
  gender: Schemas['Gender'];
  phone: string;
  line: string;
  city: string;
}

export const EMPTY: Registration = { system: '', number: '', family: '', given: '', birth_date: '', gender: 'unknown', phone: '', line: '', city: '' };

/** What is not filled in is left out: it is unknown, and not empty. */
export function patchOf(form: Registration): Schemas['PatientPatch'] {
  const text = (value: string) => value.trim();
  const given = text(form.given).split(/\s+/).filter(Boolean);
  const city = text(form.city);
  const line = text(form.line);
  return {
    identifiers: [{ value: text(form.number), ...(text(form.system) ? { system: text(form.system) } : {}), type: 'MR' }],
    names: [{ family: text(form.family), given }],
    ...(text(form.birth_date) ? { birth_date: text(form.birth_date) } : {}),
    gender: form.gender,
    ...(text(form.phone) ? { telecoms: [{ system: 'phone', value: text(form.phone) }] } : {}),
    ...(line || city ? { addresses: [{ ...(line ? { lines: [line] } : {}), ...(city ? { city } : {}) }] } : {}),
  };
}
