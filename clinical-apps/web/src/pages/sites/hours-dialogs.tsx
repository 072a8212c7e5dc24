// The questions of somebody's hours: a weekly rule, and what differs from the rules. Times are those of the facility.

import { Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { PLACES, places, type Schedule, type StaffMember } from '@/api/places';
import { wordsOf } from '@/parts/fields';
import { RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { momentOf } from '@/zone';
import { EXCEPTION, WEEKDAY } from './words';

/** As the hub takes them, in minutes. */
const SLOT = { least: 5, most: 480, step: 5 };

function useSites(member: StaffMember) {
  const facilities = useQuery(places.facilities());
  const own = (facilities.data?.items ?? []).filter(({ id }) => member.facility_ids.includes(id));
  return { options: own.map(({ id, name }): [string, ReactNode] => [id, <bdi key={id}>{name}</bdi>]), zoneOf: (id: string | undefined) => own.find((one) => one.id === id)?.time_zone ?? own[0]?.time_zone ?? 'UTC' };
}

function wrongHours({ start = '', end = '', slot = '', from = '', until = '' }: Record<string, string>): string | null {
  if (start && end && start >= end) return t('The end must be after the beginning, on the same day.');
  if (Number(start.slice(3, 5)) % SLOT.step !== 0) return t('It begins at a multiple of 5 minutes.');
  if (Number(slot) % SLOT.step !== 0) return t('A time is a multiple of 5 minutes long.');
  return from && until && from > until ? t('Not before the first day') : null;
}

export function HoursDialog({ member, schedule, onClose }: { member: StaffMember; schedule: Schedule | null; onClose: () => void }) {
  const { options } = useSites(member);
  const fields: FieldOf[] = [
    { name: 'facility', label: t('Facility'), as: 'choice', required: true, options },
    { name: 'weekday', label: t('Day of the week'), as: 'choice', required: true, options: wordsOf(WEEKDAY) },
    { name: 'start', label: t('From'), as: 'clock', required: true },
    { name: 'end', label: t('Until'), as: 'clock', required: true },
    { name: 'slot', label: t('How long a time is, in minutes'), as: 'whole', required: true, least: SLOT.least, most: SLOT.most, help: t('A multiple of 5') },
    { name: 'room', label: t('Room'), most: 50 },
    { name: 'from', label: t('From day'), as: 'day', help: t('Empty: always') },
    { name: 'until', label: t('Until day'), as: 'day', help: t('Empty: until somebody ends it') },
  ];
  return (
    <RecordDialog
      title={schedule ? t('Change the hours') : t('Add hours')}
      fields={fields}
      initial={{ facility: schedule?.facility_id ?? member.facility_ids[0] ?? '', weekday: schedule?.weekday ?? 'sunday', start: schedule?.start.slice(0, 5) ?? '08:00', end: schedule?.end.slice(0, 5) ?? '16:00', slot: String(schedule?.slot_minutes ?? 30), room: schedule?.room ?? '', from: schedule?.valid_from ?? '', until: schedule?.valid_until ?? '' }}
      wrong={wrongHours}
      renews={PLACES}
      done={t('The hours are on record.')}
      save={(values) => {
        const body: Schemas['ScheduleRequest'] = { facility_id: values.facility ?? '', department_id: schedule?.department_id ?? undefined, weekday: values.weekday as Schedule['weekday'], start: `${values.start}:00`, end: `${values.end}:00`, slot_minutes: Number(values.slot), room: some(values.room), valid_from: some(values.from), valid_until: some(values.until) };
        return schedule ? take(api.PUT('/api/v1/schedules/{id}', { ...ofVersion(schedule), body })) : take(api.POST('/api/v1/staff/{id}/schedules', { params: { path: { id: member.id } }, body }));
      }}
      onClose={onClose}
    />
  );
}

/** `2026-11-28T09:30`, as clocks of the zone show it. */
function moment(text: string | undefined, zone: string): string {
  const [day = '', clock = ''] = (text ?? '').split('T');
  const [hour = 0, minute = 0] = clock.split(':').map(Number);
  return momentOf({ day, minute: hour * 60 + minute }, zone);
}

export function ExceptionDialog({ member, onClose }: { member: StaffMember; onClose: () => void }) {
  const { options, zoneOf } = useSites(member);
  const fields: FieldOf[] = [
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(EXCEPTION) },
    { name: 'from', label: t('From'), as: 'moment', required: true },
    { name: 'until', label: t('Until'), as: 'moment', required: true },
    { name: 'facility', label: t('Facility'), as: 'choice', none: t('Everywhere'), options },
    { name: 'reason', label: t('Reason'), most: 500 },
  ];
  return (
    <RecordDialog
      title={t('Add leave or other hours')}
      fields={fields}
      initial={{ kind: 'time-off', from: '', until: '', facility: '', reason: '' }}
      wrong={({ kind, from, until, facility }) => {
        if (from && until && from >= until) return t('The end must be after the beginning.');
        return kind === 'extra' && !facility ? t('Say in which facility the person works.') : null;
      }}
      renews={PLACES}
      done={t('It is on record.')}
      save={(values) => {
        const zone = zoneOf(values.facility);
        const body: Schemas['ScheduleExceptionRequest'] = { kind: values.kind as Schemas['ScheduleExceptionKind'], from: moment(values.from, zone), until: moment(values.until, zone), facility_id: some(values.facility), reason: some(values.reason) };
        return take(api.POST('/api/v1/staff/{id}/schedule-exceptions', { params: { path: { id: member.id } }, body }));
      }}
      onClose={onClose}
    >
      <Typography sx={{ color: 'text.secondary' }}>{t('Times are those of the facility; without one, of the home facility.')}</Typography>
    </RecordDialog>
  );
}
