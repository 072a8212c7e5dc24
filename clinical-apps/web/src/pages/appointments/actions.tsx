// What can be done with an appointment. Each change names the version that is on the screen (If-Match).

import { Box, Button, Stack, TextField, Tooltip } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { ofVersion, RENEWS, type Appointment } from '@/api/appointments';
import { places, type Facility } from '@/api/places';
import { isConflict, useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { PatientName } from '@/parts/patient-name';
import { clockIn } from '@/zone';
import { MoveDialog } from './move-dialog';
import { noShowFrom, stepsOf, type Step } from './steps';
import { useNow } from '@/parts/use-now';

export const APPOINTMENT_STEP: Record<Step, string> = {
  'check-in': 'Check in',
  start: 'Begin',
  complete: 'End',
  confirm: 'Confirm',
  move: 'Move',
  'no-show': 'Did not come',
  cancel: 'Cancel it',
};

type Plain = 'check-in' | 'start' | 'complete' | 'confirm' | 'no-show';
const MAIN: Step[] = ['check-in', 'start', 'complete'];

/** A change that needs nothing but the appointment. */
export function useStep() {
  return useChange(({ of, step }: { of: Appointment; step: Plain }) => take(api.POST(`/api/v1/appointments/{id}/${step}`, ofVersion(of))), { quiet: true, renews: RENEWS, done: t('It is done.') });
}

/** `only`: the steps that are offered where there is little room. */
export function Actions({ appointment, facility, only }: { appointment: Appointment; facility: Facility; only?: Step[] }) {
  const may = usePermission();
  const settings = useQuery(places.settings(facility.id));
  const now = useNow();
  const [open, setOpen] = useState<Step | null>(null);
  const step = useStep();
  const steps = stepsOf(appointment, may).filter((one) => !only || only.includes(one));
  const missedFrom = noShowFrom(appointment, settings.data?.no_show_minutes ?? 0);
  const close = () => setOpen(null);
  const run = (one: Step) => {
    if (one === 'move' || one === 'cancel' || one === 'no-show') setOpen(one);
    else step.mutate({ of: appointment, step: one });
  };
  if (steps.length === 0) return null;
  return (
    <Stack spacing={1}>
      <Box role="group" aria-label={t('What can be done')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.75 }}>
        {steps.map((one) => {
          const isEarly = one === 'no-show' && now < missedFrom;
          return (
            <Tooltip key={one} title={isEarly ? t('The patient may still come until {time}.', { time: clockIn(new Date(missedFrom).toISOString(), facility.time_zone) }) : ''}>
              <span>
                <Button variant={MAIN.includes(one) ? 'contained' : 'outlined'} color={one === 'cancel' ? 'error' : 'primary'} disabled={isEarly} loading={step.isPending && step.variables.step === one} onClick={() => run(one)}>
                  {t(APPOINTMENT_STEP[one])}
                </Button>
              </span>
            </Tooltip>
          );
        })}
      </Box>
      {open !== 'no-show' && <Refusal error={step.error} />}
      {open === 'move' && <MoveDialog appointment={appointment} facility={facility} onClose={close} />}
      {open === 'cancel' && <CancelDialog appointment={appointment} onClose={close} />}
      {open === 'no-show' && (
        <Confirm open title={t('Note that the patient did not come?')} verb={t('Did not come')} isDangerous isBusy={step.isPending} onConfirm={() => step.mutate({ of: appointment, step: 'no-show' }, { onSuccess: close })} onClose={close}>
          <Stack spacing={1}>
            <span>
              <strong><PatientName id={appointment.patient_id} /></strong>, {clockIn(appointment.starts_at, facility.time_zone)}. {t('This cannot be taken back.')}
            </span>
            <Refusal error={step.error} />
          </Stack>
        </Confirm>
      )}
    </Stack>
  );
}

function CancelDialog({ appointment, onClose }: { appointment: Appointment; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const cancel = useChange((text: string) => take(api.POST('/api/v1/appointments/{id}/cancel', { ...ofVersion(appointment), body: { reason: text } })), { quiet: true, renews: RENEWS, done: t('The appointment is cancelled; the time is free again.') });
  return (
    <Confirm open title={t('Cancel this appointment?')} verb={t('Cancel it')} isDangerous isDisabled={reason.trim() === '' || isConflict(cancel.error)} isBusy={cancel.isPending} onConfirm={() => cancel.mutate(reason.trim(), { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <span>
          <strong><PatientName id={appointment.patient_id} /></strong>
        </span>
        <TextField label={t('Reason')} required autoFocus multiline value={reason} onChange={({ target }) => setReason(target.value)} slotProps={{ htmlInput: { maxLength: 1000 } }} />
        <Refusal error={cancel.error} />
      </Stack>
    </Confirm>
  );
}
