// Putting somebody on the waiting list: whose wish, from and until which day, at which part of the day.

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, MenuItem, Stack, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { RENEWS } from '@/api/appointments';
import { places, staffName, type Facility } from '@/api/places';
import { useChange, type Patient } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { PatientPicker } from '@/parts/patient-picker';
import { addDays, isDay, today } from '@/zone';
import { APPOINTMENT_KIND, APPOINTMENT_PRIORITY, DAY_PART } from '@/words';
import { canBeVisited, inOrder } from './providers';

type Request = Schemas['WaitlistRequest'];

/** Wishes hold for so many days unless another last day is chosen. */
const USUAL_DAYS = 30;

export function WaitDialog({ facility, onClose }: { facility: Facility; onClose: () => void }) {
  const first = today(facility.time_zone);
  const [patient, setPatient] = useState<Patient | null>(null);
  const [form, setForm] = useState({ provider_id: '', kind: 'consultation' as Request['kind'], priority: 'routine' as NonNullable<Request['priority']>, minutes: '30', earliest: first, latest: addDays(first, USUAL_DAYS), day_part: 'any' as NonNullable<Request['day_part']>, reason: '' });
  const staff = useQuery(places.staff(facility.id));
  const wait = useChange((body: Request) => take(api.POST('/api/v1/waitlist', { body })), { quiet: true, renews: RENEWS, done: t('The patient is on the waiting list.') });
  const isInOrder = isDay(form.earliest) && isDay(form.latest) && form.earliest <= form.latest;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!patient || !isInOrder) return;
    wait.mutate({ ...form, patient_id: patient.id, facility_id: facility.id, provider_id: form.provider_id || undefined, minutes: Number(form.minutes), reason: form.reason.trim() || undefined }, { onSuccess: onClose });
  };
  const field = (name: keyof typeof form, label: string) => ({ label, value: form[name], onChange: ({ target }: { target: { value: string } }) => setForm({ ...form, [name]: target.value }) });
  const date = { inputLabel: { shrink: true }, htmlInput: { min: first, dir: 'ltr' } };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="wait">
      <form onSubmit={submit}>
        <DialogTitle id="wait">{t('Put somebody on the list')}</DialogTitle>
        <DialogContent>
          <Stack spacing={2} sx={{ pt: 1 }}>
            <PatientPicker value={patient} onChange={setPatient} autoFocus />
            <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
              <TextField {...field('provider_id', t('With'))} select slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
                <MenuItem value="">{t('with anybody')}</MenuItem>
                {inOrder((staff.data?.items ?? []).filter(canBeVisited)).map((one) => (
                  <MenuItem key={one.id} value={one.id}>
                    <bdi>{staffName(one)}</bdi>
                  </MenuItem>
                ))}
              </TextField>
              <TextField {...field('kind', t('What for'))} select>
                {Object.entries(APPOINTMENT_KIND).map(([kind, word]) => (
                  <MenuItem key={kind} value={kind}>
                    {t(word)}
                  </MenuItem>
                ))}
              </TextField>
              <TextField {...field('earliest', t('From day'))} type="date" required slotProps={date} />
              <TextField {...field('latest', t('Until day'))} type="date" required error={!isInOrder} helperText={isInOrder ? undefined : t('Not before the first day')} slotProps={date} />
              <TextField {...field('day_part', t('Part of the day'))} select>
                {Object.entries(DAY_PART).map(([part, word]) => (
                  <MenuItem key={part} value={part}>
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
              <TextField {...field('minutes', t('Minutes'))} type="number" required slotProps={{ htmlInput: { min: 5, max: 480, step: 5, dir: 'ltr' } }} />
            </Box>
            <TextField {...field('reason', t('Why the patient comes'))} multiline slotProps={{ htmlInput: { maxLength: 1000 } }} />
            <Refusal error={wait.error} />
          </Stack>
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" disabled={!patient || !isInOrder} loading={wait.isPending}>
            {t('Put on the list')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
