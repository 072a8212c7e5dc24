// Moving an appointment to another time or another provider. It keeps its number, and is to be confirmed again.

import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion, RENEWS, type Appointment } from '@/api/appointments';
import type { Facility } from '@/api/places';
import { isConflict, useChange } from '@/api/queries';
import { PatientName } from '@/parts/patient-name';
import { clockIn, dayName, wallTimeOf } from '@/zone';
import { RefusedTime } from './refused-time';
import { TimeChoice, type Choice } from './time-choice';

/** `to`: where it was dragged to; it still has to be confirmed. */
export function MoveDialog({ appointment, facility, to, onClose }: { appointment: Appointment; facility: Facility; to?: { provider_id: string; starts_at: string }; onClose: () => void }) {
  const zone = facility.time_zone;
  const at = to?.starts_at ?? appointment.starts_at;
  const [choice, setChoice] = useState<Choice>({ provider: to?.provider_id ?? appointment.provider_id, day: wallTimeOf(at, zone).day, starts_at: to?.starts_at ?? '', isOutside: false });
  const [reason, setReason] = useState('');
  const minutes = (Date.parse(appointment.ends_at) - Date.parse(appointment.starts_at)) / 60_000;
  const move = useChange((body: Schemas['RescheduleRequest']) => take(api.POST('/api/v1/appointments/{id}/reschedule', { ...ofVersion(appointment), body })), {
    quiet: true,
    renews: RENEWS,
    done: ({ starts_at, time_zone }) => t('Moved to {when}.', { when: `${dayName(wallTimeOf(starts_at, time_zone).day)} ${clockIn(starts_at, time_zone)}` }),
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (choice.starts_at) move.mutate({ starts_at: choice.starts_at, minutes, provider_id: choice.provider, reason: reason.trim() || undefined, outside_schedule: choice.isOutside }, { onSuccess: onClose });
  };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="move">
      <form onSubmit={submit}>
        <DialogTitle id="move">{t('Move the appointment')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <Typography>
              <strong><PatientName id={appointment.patient_id} /></strong>, {t('until now {when}', { when: `${dayName(wallTimeOf(appointment.starts_at, zone).day)} ${clockIn(appointment.starts_at, zone)}` })}
            </Typography>
            <TimeChoice facility={facility} minutes={minutes} value={choice} onChange={setChoice} />
            <TextField label={t('Reason')} value={reason} onChange={({ target }) => setReason(target.value)} multiline slotProps={{ htmlInput: { maxLength: 1000 } }} />
            <RefusedTime error={move.error} facility={facility} minutes={minutes} choice={choice} onChoose={setChoice} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!choice.starts_at || isConflict(move.error)} loading={move.isPending}>
            {t('Move')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
