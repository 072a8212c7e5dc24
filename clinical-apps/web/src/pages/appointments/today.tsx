// The queue of today at the desk: who is to come, who waits and for how long, who is with the provider. j and k move, x checks in,
// Enter opens.

import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { age } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { useRowKeys } from '@kit/table/row-keys';
import { appointments, type Appointment, type AppointmentStatus } from '@/api/appointments';
import type { Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { OfFacility } from '@/parts/facility';
import { PatientLink } from '@/parts/patient-name';
import { Page, Permitted, Section } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { useNow } from '@/parts/use-now';
import { boundsOf, clockIn, dayName, today } from '@/zone';
import { APPOINTMENT_KIND } from '@/words';
import { Actions, useStep } from './actions';
import { arrivedAt, stepsOf } from './steps';
import { AppointmentTag, UrgencyTag } from './tags';

export function TodayPage() {
  return (
    <Page
      title={t('Today’s queue')}
      actions={
        <Button component={Link} to="/appointments">
          {t('To the calendar')}
        </Button>
      }
    >
      <Permitted permission="appointments:read">
        <OfFacility>{(facility, choice) => <Queue key={facility.id} facility={facility} choice={choice} />}</OfFacility>
      </Permitted>
    </Page>
  );
}

const HERE: AppointmentStatus[] = ['checked-in'];
const EXPECTED: AppointmentStatus[] = ['scheduled', 'confirmed'];
const SEEN: AppointmentStatus[] = ['in-progress'];

function Queue({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const now = useNow();
  const may = usePermission();
  const navigate = useNavigate();
  const zone = facility.time_zone;
  const day = today(zone, now);
  const { from, until } = boundsOf(day, day, zone);
  const query = useQuery(appointments.between(facility.id, from, until));
  const all = query.data?.items ?? [];
  const of = (statuses: AppointmentStatus[]) => all.filter(({ status }) => statuses.includes(status));
  // Who has waited longest is first, after those who are urgent.
  const waiting = of(HERE).sort((one, other) => rank(one) - rank(other) || Date.parse(arrivedAt(one) ?? one.starts_at) - Date.parse(arrivedAt(other) ?? other.starts_at));
  const expected = of(EXPECTED);
  const rows = [...waiting, ...of(SEEN), ...expected];
  const step = useStep();
  const checkIn = (row: Appointment | undefined) => row && stepsOf(row, may).includes('check-in') && step.mutate({ of: row, step: 'check-in' });
  const open = (index: number) => void navigate(`/appointments/${rows[index]?.id ?? ''}`);
  const [at] = useRowKeys({ n: rows.length, onOpen: open, onChoose: (index) => void checkIn(rows[index]) });
  const current = rows[at]?.id;
  if (!query.data) return <Paper><Pending query={query} /></Paper>;
  const over = all.filter(({ status }) => !['scheduled', 'confirmed', 'checked-in', 'in-progress'].includes(status));
  const list = (title: string, some: Appointment[], empty: string) => (
    <Section title={`${title} (${some.length})`}>
      {some.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{empty}</Typography>
      ) : (
        <Box component="ul" aria-label={title} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {some.map((one) => (
            <Row key={one.id} of={one} facility={facility} now={now} index={rows.indexOf(one)} isCurrent={one.id === current} />
          ))}
        </Box>
      )}
    </Section>
  );
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1.5, alignItems: 'center' }}>
        {choice}
        <Typography variant="h2">{dayName(day)}</Typography>
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>{t('Keys: j and k move, x checks in, Enter opens')}</Typography>
      </Stack>
      <Refusal error={step.error} />
      {all.length === 0 ? (
        <Paper><Empty title={t('No appointments today')} action={<Button component={Link} to="/appointments" variant="contained">{t('To the calendar')}</Button>}>{t('Book them in the calendar.')}</Empty></Paper>
      ) : (
        <>
          {list(t('Waiting here'), waiting, t('Nobody waits.'))}
          {list(t('With the provider'), of(SEEN), t('Nobody at the moment.'))}
          {list(t('To come'), expected, t('Nobody more is expected today.'))}
          {over.length > 0 && list(t('Over, cancelled, or did not come'), over, '')}
        </>
      )}
    </>
  );
}

const rank = ({ priority }: Appointment) => ['emergency', 'urgent', 'routine'].indexOf(priority);

function Row({ of, facility, now, index, isCurrent }: { of: Appointment; facility: Facility; now: number; index: number; isCurrent: boolean }) {
  const isLate = EXPECTED.includes(of.status) && Date.parse(of.starts_at) < now;
  const arrived = of.status === 'checked-in' ? arrivedAt(of) : null;
  return (
    <Stack component="li" direction="row" data-row={index} aria-current={isCurrent || undefined} sx={{ flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center', py: 0.75, px: 0.5, borderBlockEnd: '1px solid', borderColor: 'divider', ...(isCurrent ? { outline: '2px solid', outlineColor: 'primary.main', outlineOffset: -2 } : {}) }}>
      <Typography sx={{ minInlineSize: 44, fontWeight: 600 }}>{clockIn(of.starts_at, facility.time_zone)}</Typography>
      <Box sx={{ flex: '1 1 180px', minInlineSize: 0 }}>
        <PatientLink id={of.patient_id} />
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
          {t(APPOINTMENT_KIND[of.kind])} · <bdi>{of.provider}</bdi> {of.room && <>· <bdi>{of.room}</bdi></>}
        </Typography>
      </Box>
      <UrgencyTag of={of.priority} />
      {isLate && <Tag tone="warning">{t('Late by {age}', { age: age((now - Date.parse(of.starts_at)) / 1000) })}</Tag>}
      {arrived && <Typography sx={{ color: 'text.secondary' }}>{t('waits for {age}', { age: age((now - Date.parse(arrived)) / 1000) })}</Typography>}
      <AppointmentTag of={of.status} />
      <Actions appointment={of} facility={facility} only={['check-in', 'start', 'complete', 'no-show']} />
      <Button component={Link} to={`/appointments/${of.id}`} aria-label={t('Open {number}', { number: of.appointment_number })}>
        {t('Open')}
      </Button>
    </Stack>
  );
}
