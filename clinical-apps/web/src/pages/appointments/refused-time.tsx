// A time that could not be had: what is taken, and what is free instead. Other refusals as anywhere.

import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { ApiError, typeOf } from '@kit/api/problem';
import { appointments, isTimeRefused } from '@/api/appointments';
import type { Facility } from '@/api/places';
import { Refusal } from '@/parts/conflict';
import { clockIn } from '@/zone';
import { takenOf } from './steps';
import type { Choice } from './time-choice';

/** So many other times are offered. */
const OFFERED = 5;

export const TAKEN: Record<string, string> = {
  provider: 'the provider has another appointment then',
  patient: 'the patient has another appointment then',
  room: 'the room is taken then',
  equipment: 'a device that is needed is taken then',
  resource: 'something that is needed is taken then',
};

export function RefusedTime({ error, facility, minutes, choice, onChoose }: { error: unknown; facility: Facility; minutes?: number; choice: Choice; onChoose: (choice: Choice) => void }) {
  const isRefused = isTimeRefused(error);
  const slots = useQuery({ ...appointments.freeSlots(choice.provider, facility.id, choice.day, choice.day, minutes), enabled: isRefused });
  if (!isRefused) return <Refusal error={error} />;
  const detail = error instanceof ApiError ? error.problem.detail : undefined;
  const why = typeOf(error) === 'outside-schedule' ? t('the provider has no hours then') : takenOf(detail).map((word) => t(TAKEN[word] ?? word)).join(', ');
  const near = [...(slots.data ?? [])].sort((one, other) => distance(one.starts_at, choice) - distance(other.starts_at, choice)).slice(0, OFFERED).sort((one, other) => Date.parse(one.starts_at) - Date.parse(other.starts_at));
  return (
    <Alert severity="warning" role="alert">
      {t('Nothing was booked: {why}.', { why: why || t('the time is taken') })}
      {near.length > 0 && (
        <Box sx={{ mt: 0.5, display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center' }}>
          <span>{t('Free instead:')}</span>
          {near.map(({ starts_at }) => (
            <Button key={starts_at} color="inherit" variant="outlined" onClick={() => onChoose({ ...choice, starts_at, isOutside: false })}>
              {clockIn(starts_at, facility.time_zone)}
            </Button>
          ))}
        </Box>
      )}
      {slots.data?.length === 0 && ` ${t('Nothing is free on this day.')}`}
    </Alert>
  );
}

function distance(at: string, { starts_at }: Choice): number {
  return Math.abs(Date.parse(at) - Date.parse(starts_at));
}
