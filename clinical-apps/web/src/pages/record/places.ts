// Where something is recorded: each entry of the record names its facility, and the stay during which it was, where there is one.

import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { places } from '@/api/places';
import { queries, usePermission } from '@/api/queries';
import { when } from '@/format';
import type { FieldOf, Values } from '@/parts/record-fields';
import { ENCOUNTER_CLASS } from '@/words';

export interface Where {
  facility_id: string;
  encounter_id?: string | null;
}

/** The fields that ask for it, with what they begin with; of an entry that is changed, where it was recorded stays. */
export function useWhere(patient: string): { isKnown: boolean; fields: FieldOf[]; initial: Values } {
  const may = usePermission();
  const facilities = useQuery(places.facilities());
  const encounters = useQuery({ ...queries.encounters(patient), enabled: may('encounters:read') });
  const inUse = (facilities.data?.items ?? []).filter(({ status }) => status === 'active');
  const stays = encounters.data?.items.filter(({ status }) => status !== 'cancelled') ?? [];
  const fields: FieldOf[] = [];
  if (inUse.length > 1) fields.push({ name: 'facility', label: t('Facility'), as: 'choice', required: true, options: inUse.map(({ id, name }) => [id, name]) });
  if (stays.length > 0) fields.push({ name: 'encounter', label: t('During which stay'), as: 'choice', none: t('None in particular'), options: stays.map((one) => [one.id, `${t(ENCOUNTER_CLASS[one.class])}, ${when(one.admit_time ?? one.created_at)}`]) });
  return { isKnown: inUse.length > 0, fields, initial: { facility: inUse[0]?.id ?? '', encounter: stays.find(({ status }) => status === 'in-progress')?.id ?? '' } };
}

export function whereOf(values: Values, entry: Where | null): Where {
  if (entry) return { facility_id: entry.facility_id, encounter_id: entry.encounter_id };
  return { facility_id: values.facility ?? '', encounter_id: values.encounter || undefined };
}

/** Today by the clock of this browser, as a day. */
export function todayHere(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 10);
}
