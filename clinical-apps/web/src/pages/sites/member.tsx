// Somebody of the staff: the record, the weekly hours in which they can be visited, and what differs from these.

import { Alert, Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Fact, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { PLACES, places, staffName, type Schedule, type ScheduleException, type StaffMember } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { whenIn } from '@/zone';
import { ChangeButton, SiteFrame } from './frame';
import { ExceptionDialog, HoursDialog } from './hours-dialogs';
import { StaffDialog } from './staff';
import { EXCEPTION, STAFF_ROLE, STAFF_STATUS, WEEKDAY } from './words';

export function StaffMemberPage() {
  const { id = '' } = useParams();
  return (
    <SiteFrame title={t('Somebody of the staff')} permission="staff:read">
      <Loaded id={id} />
    </SiteFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const may = usePermission();
  const member = useQuery(places.member(id));
  if (!member.data) return <Paper><Pending query={member} /></Paper>;
  return (
    <>
      <About member={member.data} />
      {may('schedules:read') ? (
        <>
          <Hours member={member.data} />
          <Exceptions member={member.data} />
        </>
      ) : (
        <Alert severity="info">{t('Your role may not see the hours.')}</Alert>
      )}
    </>
  );
}

function useFacilities() {
  const facilities = useQuery(places.facilities());
  return { nameOf: (id: string) => facilities.data?.items.find((one) => one.id === id)?.name ?? '…', zoneOf: (id: string | null | undefined) => facilities.data?.items.find((one) => one.id === id)?.time_zone ?? 'UTC' };
}

function About({ member }: { member: StaffMember }) {
  const may = usePermission()('staff:write');
  const { nameOf } = useFacilities();
  const [isChanging, setIsChanging] = useState(false);
  return (
    <Section title={staffName(member)} actions={may && <ChangeButton name={staffName(member)} onClick={() => setIsChanging(true)} />}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
        <Fact name={t('Number')}><Ltr>{member.number}</Ltr></Fact>
        <Fact name={t('What the person does')}>{t(STAFF_ROLE[member.role])}</Fact>
        <Fact name={t('State')}>{t(STAFF_STATUS[member.status ?? 'active'])}</Fact>
        <Fact name={t('Works in')}>{member.facility_ids.map((id) => <div key={id}><bdi>{nameOf(id)}</bdi></div>)}</Fact>
        {member.specialization && <Fact name={t('Speciality')}><bdi>{member.specialization}</bdi></Fact>}
        {member.licence && <Fact name={t('Number of the licence')}><Ltr>{member.licence}</Ltr></Fact>}
        {member.username && <Fact name={t('User name')}><Ltr>{member.username}</Ltr></Fact>}
        {member.email && <Fact name={t('Mail address')}><Ltr>{member.email}</Ltr></Fact>}
        {member.phone && <Fact name={t('Telephone')}><Ltr>{member.phone}</Ltr></Fact>}
      </Box>
      {isChanging && <StaffDialog member={member} onClose={() => setIsChanging(false)} />}
    </Section>
  );
}

const DAYS = Object.keys(WEEKDAY);

function inOrder(one: Schedule, other: Schedule): number {
  return DAYS.indexOf(one.weekday) - DAYS.indexOf(other.weekday) || one.start.localeCompare(other.start);
}

function Hours({ member }: { member: StaffMember }) {
  const may = usePermission()('schedules:write');
  const schedules = useQuery(places.schedules(member.id));
  const { nameOf } = useFacilities();
  const [asked, setAsked] = useState<Schedule | 'new' | null>(null);
  const [removing, setRemoving] = useState<Schedule | null>(null);
  const remove = useChange((id: string) => take(api.DELETE('/api/v1/schedules/{id}', { params: { path: { id } } })), { renews: PLACES, done: t('The hours are taken off; appointments that are booked stay.') });
  const told = ({ weekday, start, end }: Schedule) => `${t(WEEKDAY[weekday])} ${start.slice(0, 5)}–${end.slice(0, 5)}`;
  return (
    <Section title={t('Weekly hours')} actions={may && <Button variant="outlined" onClick={() => setAsked('new')}>{t('Add hours')}</Button>}>
      <Rows label={t('Weekly hours')} query={schedules} items={[...(schedules.data?.items ?? [])].sort(inOrder)} empty={t('No hours yet')} emptyHelp={t('Without hours nobody can book a time.')} keyOf={({ id }) => id}>
        {(one) => (
          <>
            <Main title={<>{t(WEEKDAY[one.weekday])} <Ltr>{`${one.start.slice(0, 5)}–${one.end.slice(0, 5)}`}</Ltr></>}>
              <bdi>{nameOf(one.facility_id)}</bdi> · {t('times of {n} minutes', { n: one.slot_minutes ?? 30 })}
              {one.room && <> · {t('room {room}', { room: one.room })}</>}
              {one.valid_from && <> · {t('from {day}', { day: partialDate(one.valid_from) })}</>}
              {one.valid_until && <> · {t('until {day}', { day: partialDate(one.valid_until) })}</>}
            </Main>
            {may && <ChangeButton name={told(one)} onClick={() => setAsked(one)} />}
            {may && <Button size="small" color="error" aria-label={t('Remove {name}', { name: told(one) })} onClick={() => setRemoving(one)}>{t('Remove')}</Button>}
          </>
        )}
      </Rows>
      {asked && <HoursDialog member={member} schedule={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
      <Confirm open={removing !== null} title={t('Take these hours off?')} verb={t('Remove')} isDangerous isBusy={remove.isPending} onConfirm={() => removing && remove.mutate(removing.id, { onSettled: () => setRemoving(null) })} onClose={() => setRemoving(null)}>
        <Typography>{removing && told(removing)}</Typography>
      </Confirm>
    </Section>
  );
}

function Exceptions({ member }: { member: StaffMember }) {
  const may = usePermission()('schedules:write');
  const exceptions = useQuery(places.exceptions(member.id));
  const { nameOf, zoneOf } = useFacilities();
  const [isAdding, setIsAdding] = useState(false);
  const remove = useChange((one: ScheduleException) => take(api.DELETE('/api/v1/schedule-exceptions/{id}', { params: { path: { id: one.id } } })), { renews: PLACES, done: t('It is taken off.') });
  const query = { data: exceptions.data && { items: exceptions.data, hasMore: false }, error: exceptions.error, refetch: exceptions.refetch };
  return (
    <Section title={t('Leave and other hours')} actions={may && <Button variant="outlined" onClick={() => setIsAdding(true)}>{t('Add leave or other hours')}</Button>}>
      <Rows label={t('Leave and other hours')} query={query} empty={t('Nothing differs from the weekly hours')} keyOf={({ id }) => id}>
        {(one) => {
          const zone = zoneOf(one.facility_id ?? member.facility_ids[0]);
          return (
            <>
              <Main title={t(EXCEPTION[one.kind])}>
                {whenIn(one.from, zone)} – {whenIn(one.until, zone)} · {one.facility_id ? <bdi>{nameOf(one.facility_id)}</bdi> : t('everywhere')}
                {one.reason && <> · <bdi>{one.reason}</bdi></>}
              </Main>
              {one.kind === 'extra' && <Tag tone="success">{t('Works')}</Tag>}
              {may && <Button size="small" color="error" loading={remove.isPending} aria-label={t('Remove {name}', { name: `${t(EXCEPTION[one.kind])} ${whenIn(one.from, zone)}` })} onClick={() => remove.mutate(one)}>{t('Remove')}</Button>}
            </>
          );
        }}
      </Rows>
      {isAdding && <ExceptionDialog member={member} onClose={() => setIsAdding(false)} />}
    </Section>
  );
}
