// A patient's appointments: those to come, and those of the last year.

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { appointments, type Appointment } from '@/api/appointments';
import { LinkedList, Permitted } from '@/parts/page';
import { whenIn } from '@/zone';
import { APPOINTMENT_KIND } from '@/words';
import { AppointmentTag, UrgencyTag } from '../appointments/tags';
import { usePatient } from './page';

const YEAR_MS = 365 * 86_400_000;

export function AppointmentsTab() {
  return (
    <Permitted permission="appointments:read">
      <Appointments />
    </Permitted>
  );
}

function Appointments() {
  const patient = usePatient();
  const [now] = useState(() => Date.now());
  const query = useQuery(appointments.ofPatient(patient.id, new Date(now - YEAR_MS).toISOString()));
  const of = (isToCome: boolean) => (query.data?.items ?? []).filter(({ ends_at }) => Date.parse(ends_at) > now === isToCome);
  return (
    <>
      <Typography variant="h2">{t('To come')}</Typography>
      <LinkedList label={t('To come')} query={query} items={of(true)} empty={t('No appointments to come')} keyOf={({ id }) => id} linkOf={({ id }) => `/appointments/${id}`}>
        {(one) => <Row of={one} />}
      </LinkedList>
      <Typography variant="h2">{t('Of the last year')}</Typography>
      <LinkedList label={t('Of the last year')} query={query} items={of(false).reverse()} empty={t('None in the last year')} keyOf={({ id }) => id} linkOf={({ id }) => `/appointments/${id}`}>
        {(one) => <Row of={one} />}
      </LinkedList>
    </>
  );
}

function Row({ of }: { of: Appointment }) {
  return (
    <>
      <Typography sx={{ fontWeight: 600 }}>{whenIn(of.starts_at, of.time_zone)}</Typography>
      <Box sx={{ flex: '1 1 160px' }}>
        {t(APPOINTMENT_KIND[of.kind])} · <bdi>{of.provider}</bdi>
      </Box>
      <UrgencyTag of={of.priority} />
      <AppointmentTag of={of.status} />
    </>
  );
}
