// Booking: whose, what for, with whom and when. A time that is gone meanwhile is told with what is free instead; nothing typed is lost.

import { Button, Dialog, DialogActions, DialogContent, DialogTitle, Box, MenuItem, Stack, TextField } from '@mui/material';
import { useRef, useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, newKey, take, type Schemas } from '@/api/client';
import { RENEWS, type AppointmentKind } from '@/api/appointments';
import type { Facility } from '@/api/places';
import { useChange, type Patient } from '@/api/queries';
import { PatientPicker } from '@/parts/patient-picker';
import { clockIn, dayName, wallTimeOf } from '@/zone';
import { APPOINTMENT_KIND, APPOINTMENT_PRIORITY } from '@/words';
import { RefusedTime } from './refused-time';
import { TimeChoice, type Choice } from './time-choice';

type Request = Schemas['AppointmentRequest'];

interface Form {
  kind: AppointmentKind;
  priority: Schemas['AppointmentPriority'];
  minutes: string;
  reason: string;
  notes: string;
}

const EMPTY: Form = { kind: 'consultation', priority: 'routine', minutes: '', reason: '', notes: '' };

export function BookDialog({ facility, initial, patient: known = null, onClose }: { facility: Facility; initial: Choice; patient?: Patient | null; onClose: () => void }) {
  const [patient, setPatient] = useState<Patient | null>(known);
  const [choice, setChoice] = useState(initial);
  const [form, setForm] = useState(EMPTY);
  const minutes = form.minutes === '' ? undefined : Number(form.minutes);
  const keyOf = useKey();
  const book = useChange((request: Request) => take(api.POST('/api/v1/appointments', { params: { header: { 'Idempotency-Key': keyOf(request) } }, body: request })), {
    quiet: true,
    renews: RENEWS,
    done: ({ starts_at, time_zone }) => t('Booked for {when}.', { when: `${dayName(wallTimeOf(starts_at, time_zone).day)} ${clockIn(starts_at, time_zone)}` }),
  });
  const isReady = patient !== null && choice.provider !== '' && choice.starts_at !== '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady) return;
    const { kind, priority, reason, notes } = form;
    book.mutate(
      { patient_id: patient.id, provider_id: choice.provider, facility_id: facility.id, kind, priority, starts_at: choice.starts_at, minutes, reason: reason.trim() || undefined, notes: notes.trim() || undefined, outside_schedule: choice.isOutside },
      { onSuccess: onClose },
    );
  };
  const field = (name: keyof Form, label: string) => ({ label, value: form[name], onChange: ({ target }: { target: { value: string } }) => setForm({ ...form, [name]: target.value }) });
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="book">
      <form onSubmit={submit}>
        <DialogTitle id="book">{t('Book an appointment')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <PatientPicker value={patient} onChange={setPatient} autoFocus={known === null} />
            <TimeChoice facility={facility} minutes={minutes} value={choice} onChange={setChoice} />
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' } }}>
              <TextField {...field('kind', t('What for'))} select>
                {Object.entries(APPOINTMENT_KIND).map(([kind, word]) => (
                  <MenuItem key={kind} value={kind}>
                    {t(word)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField {...field('priority', t('Urgency'))} select>
                {Object.entries(APPOINTMENT_PRIORITY).map(([priority, word]) => (
                  <MenuItem key={priority} value={priority}>
                    {t(word)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField {...field('minutes', t('Minutes'))} type="number" placeholder={t('as usual')} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: 5, max: 480, step: 5, dir: 'ltr' } }} />
            </Box>
            <TextField {...field('reason', t('Why the patient comes'))} multiline slotProps={{ htmlInput: { maxLength: 1000 } }} />
            <TextField {...field('notes', t('What to mind'))} multiline slotProps={{ htmlInput: { maxLength: 2000 } }} />
            <RefusedTime error={book.error} facility={facility} minutes={minutes} choice={choice} onChoose={setChoice} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!isReady} loading={book.isPending}>
            {t('Book')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

/** The same key for each attempt of the same booking, so that it is made once; another for another content. */
function useKey(): (request: object) => string {
  const last = useRef({ content: '', key: '' });
  return (request) => {
    const content = JSON.stringify(request);
    if (content !== last.current.content) last.current = { content, key: newKey() };
    return last.current.key;
  };
}
