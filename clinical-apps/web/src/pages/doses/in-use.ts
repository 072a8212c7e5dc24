// Whose doses are given: patients with a prescription that is verified or handed out.

import { useQuery } from '@tanstack/react-query';
import { queries, type Listed, type Prescription } from '@/api/queries';

/** The statuses in which doses are given. */
const GIVEN = ['active', 'partially-dispensed', 'dispensed'] as const;

/** The prescriptions in use, of all patients. */
export function useInUse(enabled: boolean): { data: Listed<Prescription> | undefined; error: unknown; refetch: () => unknown } {
  const active = useQuery({ ...queries.prescriptions(GIVEN[0]), enabled });
  const part = useQuery({ ...queries.prescriptions(GIVEN[1]), enabled });
  const whole = useQuery({ ...queries.prescriptions(GIVEN[2]), enabled });
  const all = [active, part, whole];
  const data = all.every((query) => query.data) ? { items: all.flatMap((query) => query.data?.items ?? []), hasMore: all.some((query) => query.data?.hasMore) } : undefined;
  return { data, error: all.find(({ error }) => error)?.error ?? null, refetch: () => Promise.all(all.map((query) => query.refetch())) };
}

/** The ids of their patients, each once. */
export function patientsInUse(prescriptions: Pick<Prescription, 'patient_id'>[]): string[] {
  return [...new Set(prescriptions.map(({ patient_id }) => patient_id))];
}
