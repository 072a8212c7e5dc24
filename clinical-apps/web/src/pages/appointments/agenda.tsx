// The same as a list, in the order of time: for narrow screens, and for all who like lists better. What was cancelled is in it too.

import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Empty } from '@kit/parts';
import type { Appointment } from '@/api/appointments';
import { PatientLink } from '@/parts/patient-name';
import { clockIn, dayName, wallTimeOf } from '@/zone';
import { APPOINTMENT_KIND } from '@/words';
import type { Free } from './calendar';
import { AppointmentTag, UrgencyTag } from './tags';

type Entry = { at: string; booked: Appointment } | { at: string; free: Free };

export function Agenda({ days, booked, free, zone, onBook }: { days: string[]; booked: Appointment[]; free: Free[]; zone: string; onBook?: (free: Free) => void }) {
  const entries: Entry[] = [...booked.map((one) => ({ at: one.starts_at, booked: one })), ...free.map((one) => ({ at: one.starts_at, free: one }))];
  const of = (day: string) => entries.filter(({ at }) => wallTimeOf(at, zone).day === day).sort((one, other) => Date.parse(one.at) - Date.parse(other.at));
  return days.map((day) => {
    const rows = of(day);
    return (
      <Paper key={day} component="section" aria-label={dayName(day)} sx={{ p: 1.5 }}>
        <Typography variant="h2" sx={{ mb: 0.5 }}>
          {dayName(day)}
        </Typography>
        {rows.length === 0 ? (
          <Empty title={t('Nothing on this day')}>{t('Nobody has hours or appointments here then.')}</Empty>
        ) : (
          <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
            {rows.map((row) => (
              <Stack key={'booked' in row ? row.booked.id : `${row.free.provider_id} ${row.at}`} component="li" direction="row" sx={{ flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.25, alignItems: 'center', py: 0.5, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
                <Typography sx={{ minInlineSize: 44, fontWeight: 550 }}>{clockIn(row.at, zone)}</Typography>
                {'booked' in row ? <Booked of={row.booked} /> : <Open of={row.free} zone={zone} onBook={onBook} />}
              </Stack>
            ))}
          </Box>
        )}
      </Paper>
    );
  });
}

function Booked({ of }: { of: Appointment }) {
  return (
    <>
      <Box sx={{ flex: '1 1 180px', minInlineSize: 0 }}>
        <PatientLink id={of.patient_id} />
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
          {t(APPOINTMENT_KIND[of.kind])} · <bdi>{of.provider}</bdi> {of.room && <>· <bdi>{of.room}</bdi></>}
        </Typography>
      </Box>
      <UrgencyTag of={of.priority} />
      <AppointmentTag of={of.status} />
      <Button component={Link} to={`/appointments/${of.id}`} aria-label={t('Open {number}', { number: of.appointment_number })}>
        {t('Open')}
      </Button>
    </>
  );
}

function Open({ of, zone, onBook }: { of: Free; zone: string; onBook?: (free: Free) => void }) {
  return (
    <>
      <Typography sx={{ flex: '1 1 180px', color: 'text.secondary' }}>
        {t('free')} · <bdi>{of.provider}</bdi> {of.room && <>· <bdi>{of.room}</bdi></>}
      </Typography>
      {onBook && (
        <Button variant="outlined" onClick={() => onBook(of)} aria-label={t('Book {time} with {name}', { time: clockIn(of.starts_at, zone), name: of.provider })}>
          {t('Book')}
        </Button>
      )}
    </>
  );
}
