// What happened to a patient, from all services, latest first.

import type { Encounter, LabOrder, LabResult, Prescription } from '@/api/queries';
import { isAbnormal } from './results';

export type Entry =
  | { kind: 'admitted' | 'discharged'; at: string; encounter: Encounter }
  | { kind: 'ordered'; at: string; order: LabOrder }
  | { kind: 'resulted'; at: string; order_id: string; n: number; abnormal: number; title: string }
  | { kind: 'prescribed'; at: string; prescription: Prescription }
  | { kind: 'handed-out'; at: string; prescription: Prescription; quantity: number; by: string };

interface Sources {
  encounters: Encounter[];
  orders: LabOrder[];
  results: LabResult[];
  prescriptions: Prescription[];
}

export function timelineOf({ encounters, orders, results, prescriptions }: Sources): Entry[] {
  const entries: Entry[] = [
    ...encounters.map((encounter): Entry => ({ kind: 'admitted', at: encounter.admit_time ?? encounter.created_at, encounter })),
    ...encounters.filter(({ discharge_time }) => discharge_time).map((encounter): Entry => ({ kind: 'discharged', at: encounter.discharge_time ?? '', encounter })),
    ...orders.map((order): Entry => ({ kind: 'ordered', at: order.requested_at ?? order.created_at, order })),
    ...reports(results, orders),
    ...prescriptions.map((prescription): Entry => ({ kind: 'prescribed', at: prescription.created_at, prescription })),
    ...prescriptions.flatMap((prescription) => prescription.dispenses.map(({ at, quantity, by }): Entry => ({ kind: 'handed-out', at, prescription, quantity, by }))),
  ];
  return entries.sort((one, other) => new Date(other.at).getTime() - new Date(one.at).getTime());
}

/** Results of one order that were taken at the same time are one entry. */
function reports(results: LabResult[], orders: LabOrder[]): Entry[] {
  const groups = new Map<string, LabResult[]>();
  for (const result of results) {
    const key = `${result.order_id} ${result.observed_at ?? result.created_at}`;
    groups.set(key, [...(groups.get(key) ?? []), result]);
  }
  return [...groups.values()].map((group) => {
    const [first] = group as [LabResult];
    const order = orders.find(({ id }) => id === first.order_id);
    const title = order?.tests[0]?.text ?? order?.tests[0]?.code ?? first.code.text ?? first.code.code;
    return { kind: 'resulted', at: first.observed_at ?? first.created_at, order_id: first.order_id, n: group.length, abnormal: group.filter(isAbnormal).length, title };
  });
}
