// The form of a prescription and what of it is sent. "Nobody asked" and "there is none" are told apart, since decision support does.

import type { Prescription } from '@/api/queries';
import type { Schemas } from '@/api/client';
import { isOver } from '../prescriptions/steps';

/** `unasked`: unknown. `none`: asked, and there is none. `some`: those that are listed. */
export type Known = 'unasked' | 'none' | 'some';

export interface Form {
  drug: string;
  route: string;
  amount: string;
  unit: string;
  times: string;
  days: string;
  quantity: string;
  refills: string;
  priority: Schemas['Priority'];
  indication: string;
  instructions: string;
  allergies: Known;
  allergyList: string;
  conditions: Known;
  conditionList: string;
  others: Known;
  otherList: string;
  weight: string;
  egfr: string;
}

export const EMPTY: Form = {
  drug: '',
  route: 'oral',
  amount: '',
  unit: 'mg',
  times: '',
  days: '',
  quantity: '',
  refills: '0',
  priority: 'routine',
  indication: '',
  instructions: '',
  allergies: 'unasked',
  allergyList: '',
  conditions: 'unasked',
  conditionList: '',
  others: 'unasked',
  otherList: '',
  weight: '',
  egfr: '',
};

/** Separated by commas, semicolons or lines. */
export function listed(text: string): string[] {
  return text.split(/[,;،\n]/).map((part) => part.trim()).filter(Boolean);
}

/** `undefined` when nobody asked: left out of what is sent. */
function known<T>(how: Known, text: string, make: (name: string) => T): T[] | undefined {
  if (how === 'unasked') return undefined;
  return how === 'none' ? [] : listed(text).map(make);
}

const number = (text: string): number | undefined => (text.trim() === '' || Number.isNaN(Number(text)) ? undefined : Number(text));
const words = (text: string): string | undefined => text.trim() || undefined;

/** What decision support is told besides the drug. */
function circumstances(form: Form, birthDate: string | null | undefined) {
  return {
    allergies: known(form.allergies, form.allergyList, (name) => ({ substance: { name } })),
    conditions: known(form.conditions, form.conditionList, (code) => code.toUpperCase()),
    birth_date: birthDate ?? undefined,
    weight_kg: number(form.weight),
    egfr: number(form.egfr),
  };
}

const others = (form: Form) => known(form.others, form.otherList, (name) => ({ drug: { name } }));

function doseOf(form: Form): Schemas['Dose'] | undefined {
  const [amount, times_per_day, unit] = [number(form.amount), number(form.times), words(form.unit)];
  return amount !== undefined && times_per_day !== undefined && unit ? { amount, unit, times_per_day } : undefined;
}

/** What is sent; `null` while a field that must be there is not. */
export function requestOf(form: Form, patient: { id: string; birth_date?: string | null }): Schemas['PrescriptionRequest'] | null {
  const [dose, quantity, drug] = [doseOf(form), number(form.quantity), words(form.drug)];
  if (!dose || quantity === undefined || !drug) return null;
  return {
    patient_id: patient.id,
    drug: { name: drug },
    route: form.route,
    dose,
    quantity,
    refills: number(form.refills) ?? 0,
    priority: form.priority,
    days: number(form.days),
    indication: words(form.indication),
    instructions: words(form.instructions),
    takes_also: others(form),
    ...circumstances(form, patient.birth_date),
  };
}

/** What the chart tells and what is named here, as the hub joins them on submitting; whatever the chart tells counts. */
function allergiesOf(form: Form, chart: Schemas['AllergySummary'] | undefined): Pick<Schemas['MedicationCheckRequest'], 'allergies' | 'allergies_incomplete'> {
  const named = known(form.allergies, form.allergyList, (name) => ({ substance: { name } }));
  if (!chart) return { allergies: named ?? [], allergies_incomplete: true };
  if (chart.knowledge === 'unknown') return { allergies: named };
  const charted = chart.allergies.map(({ substance }) => ({ substance: { name: substance.text ?? substance.code } }));
  return { allergies: [...charted, ...(named ?? [])], allergies_incomplete: chart.has_more };
}

/** What decision support is asked while the form is filled in; `null` before a drug is named. `ours`: the patient's prescriptions; `chart`: its allergies. */
export function checkOf(form: Form, patient: { id: string; birth_date?: string | null }, ours: Prescription[] | undefined, chart: Schemas['AllergySummary'] | undefined): Schemas['MedicationCheckRequest'] | null {
  const drug = words(form.drug);
  if (!drug) return null;
  const current = ours?.filter(({ status }) => !isOver(status)).map(({ drug, dose, route, id }) => ({ drug, dose, route, reference: id }));
  const also = others(form);
  return {
    patient_id: patient.id,
    proposed: [{ drug: { name: drug }, route: form.route, dose: doseOf(form) }],
    current: current || also ? [...(current ?? []), ...(also ?? [])] : undefined,
    ...circumstances(form, patient.birth_date),
    ...allergiesOf(form, chart),
  };
}
