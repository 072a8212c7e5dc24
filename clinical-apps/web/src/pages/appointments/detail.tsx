// One appointment: whose, when, what for, how it came to be, and what can be done with it.

import { Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { appointments, type Appointment } from '@/api/appointments';
import { places } from '@/api/places';
import { Ltr } from '@/parts/ltr';
import { PatientLink } from '@/parts/patient-name';
import { Page, Permitted, Section } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { clockIn, wallTimeOf, whenIn } from '@/zone';
import { APPOINTMENT_KIND, APPOINTMENT_STATUS } from '@/words';
import { Actions } from './actions';
import { AppointmentTag, UrgencyTag } from './tags';

export function AppointmentPage() {
  return (
    <Permitted permission="appointments:read">
      <Detail />
    </Permitted>
  );
}

function Detail() {
  const { id = '' } = useParams();
  const appointment = useQuery(appointments.one(id));
  const facilities = useQuery(places.facilities());
  if (!appointment.data || !facilities.data) return <Page title={t('Appointment')}><Paper><Pending query={appointment.data ? facilities : appointment} /></Paper></Page>;
  const of = appointment.data;
  const facility = facilities.data.items.find(({ id: one }) => one === of.facility_id);
  const { day } = wallTimeOf(of.starts_at, of.time_zone);
  return (
    <Page
      title={t('Appointment')}
      detail={<Ltr>{of.appointment_number}</Ltr>}
      actions={
        <Button component={Link} to={`/appointments?facility=${of.facility_id}&date=${day}`}>
          {t('To the calendar')}
        </Button>
      }
    >
      <Section title={whenIn(of.starts_at, of.time_zone)} actions={<><UrgencyTag of={of.priority} /><AppointmentTag of={of.status} /></>}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(170px, 1fr))' }}>
          <Fact name={t('Patient')}><PatientLink id={of.patient_id} /></Fact>
          <Fact name={t('What for')}>{t(APPOINTMENT_KIND[of.kind])}</Fact>
          <Fact name={t('With')}><bdi>{of.provider}</bdi></Fact>
          <Fact name={t('Time')}><Ltr>{`${clockIn(of.starts_at, of.time_zone)}–${clockIn(of.ends_at, of.time_zone)}`}</Ltr> <Ltr sx={{ color: 'text.secondary' }}>{of.time_zone}</Ltr></Fact>
          <Fact name={t('Facility')}><bdi>{facility?.name ?? of.facility_id}</bdi></Fact>
          {of.room && <Fact name={t('Room')}><bdi>{of.room}</bdi></Fact>}
          {of.reason && <Fact name={t('Why the patient comes')}><bdi>{of.reason}</bdi></Fact>}
          {of.notes && <Fact name={t('What to mind')}><bdi>{of.notes}</bdi></Fact>}
        </Box>
        {of.is_outside_schedule && <Box sx={{ mt: 1 }}><Tag tone="neutral">{t('Outside the schedule')}</Tag></Box>}
      </Section>
      {facility && <Actions appointment={of} facility={facility} />}
      <History of={of} />
    </Page>
  );
}

function History({ of }: { of: Appointment }) {
  return (
    <Section title={t('History')}>
      {of.history.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('Nothing yet.')}</Typography>
      ) : (
        <Box component="ol" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {of.history.map((change) => (
            <li key={`${change.at} ${change.status}`}>
              {change.moved_from ? t('Moved, until then {when}', { when: whenIn(change.moved_from, of.time_zone) }) : t(APPOINTMENT_STATUS[change.status])} · {whenIn(change.at, of.time_zone)} · <bdi>{change.by}</bdi>
              {change.reason && <>: <bdi>{change.reason}</bdi></>} {change.is_late && <Tag tone="warning">{t('Late')}</Tag>}
            </li>
          ))}
        </Box>
      )}
    </Section>
  );
}
