// Choosing provider, day and one of the free times then; outside the schedule for those who may.

import { Alert, Box, Button, Checkbox, FormControlLabel, MenuItem, Stack, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { appointments } from '@/api/appointments';
import { places, staffName, type Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { addDays, clockIn, dayName, isDay, momentOf, today, wallTimeOf } from '@/zone';
import { canBeVisited } from './providers';

export interface Choice {
  provider: string;
  day: string;
  /** The moment; empty until one is chosen. */
  starts_at: string;
  isOutside: boolean;
}

/** How far ahead the next free time is looked for, in days; the hub gives 31 at once. */
const AHEAD = 30;
const GRID_SECONDS = 300;

interface Props {
  facility: Facility;
  /** How long it takes; `undefined`: as long as a slot of the schedule. */
  minutes?: number;
  value: Choice;
  onChange: (choice: Choice) => void;
}

export function TimeChoice({ facility, minutes, value, onChange }: Props) {
  const may = usePermission();
  const zone = facility.time_zone;
  const staff = useQuery(places.staff(facility.id));
  const canAsk = value.provider !== '' && isDay(value.day);
  const slots = useQuery({ ...appointments.freeSlots(value.provider, facility.id, value.day, value.day, minutes), enabled: canAsk });
  const change = (part: Partial<Choice>) => onChange({ ...value, ...part });
  const providers = (staff.data?.items ?? []).filter((one) => canBeVisited(one) || one.id === value.provider);
  const isFree = slots.data?.some((slot) => Date.parse(slot.starts_at) === Date.parse(value.starts_at)) ?? false;
  return (
    <Stack spacing={2}>
      <Box sx={{ display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
        <TextField select label={t('With')} required value={providers.some(({ id }) => id === value.provider) ? value.provider : ''} onChange={({ target }) => change({ provider: target.value, starts_at: '' })}>
          {providers.map((one) => (
            <MenuItem key={one.id} value={one.id}>
              <bdi>{staffName(one)}</bdi>
            </MenuItem>
          ))}
        </TextField>
        <TextField label={t('Day')} type="date" required value={value.day} onChange={({ target }) => change({ day: target.value, starts_at: '' })} slotProps={{ inputLabel: { shrink: true }, htmlInput: { min: today(zone), dir: 'ltr' } }} />
      </Box>
      {canAsk && !value.isOutside && (
        <>
          {!slots.data ? (
            <Pending query={slots} rows={1} />
          ) : slots.data.length === 0 ? (
            <NextFree facility={facility} minutes={minutes} value={value} onChange={onChange} />
          ) : (
            <ToggleButtonGroup exclusive size="small" aria-label={t('Free times on {day}', { day: dayName(value.day) })} value={isFree ? Date.parse(value.starts_at) : null} onChange={(_, at: number | null) => at !== null && change({ starts_at: new Date(at).toISOString() })} sx={{ flexWrap: 'wrap', gap: 0.5, '& .MuiToggleButton-root': { borderRadius: '4px !important', border: '1px solid !important', borderColor: 'divider !important', m: '0 !important', minInlineSize: 60 } }}>
              {slots.data.map((slot) => (
                <ToggleButton key={slot.starts_at} value={Date.parse(slot.starts_at)}>
                  {clockIn(slot.starts_at, zone)}
                </ToggleButton>
              ))}
            </ToggleButtonGroup>
          )}
        </>
      )}
      {may('appointments:override') && <FormControlLabel control={<Checkbox checked={value.isOutside} onChange={(_, isOutside) => change({ isOutside, starts_at: '' })} />} label={t('Outside the schedule, such as for somebody who walks in')} />}
      {value.isOutside && (
        <TextField
          label={t('Time')}
          type="time"
          required
          value={value.starts_at ? clockIn(value.starts_at, zone) : ''}
          onChange={({ target }) => {
            const [hour = NaN, minute = NaN] = target.value.split(':').map(Number);
            change({ starts_at: isDay(value.day) && !Number.isNaN(hour + minute) ? momentOf({ day: value.day, minute: hour * 60 + minute }, zone) : '' });
          }}
          helperText={t('At a multiple of five minutes, by the clock of the facility')}
          slotProps={{ inputLabel: { shrink: true }, htmlInput: { step: GRID_SECONDS, dir: 'ltr' } }}
          sx={{ maxInlineSize: 260 }}
        />
      )}
    </Stack>
  );
}

/** Says that nothing is free on the day, and when something is. */
function NextFree({ facility, minutes, value, onChange }: Props) {
  const zone = facility.time_zone;
  const first = addDays(value.day, 1);
  const later = useQuery(appointments.freeSlots(value.provider, facility.id, first, addDays(first, AHEAD), minutes));
  const next = later.data?.[0];
  return (
    <Alert severity="info" action={next && <Button color="inherit" onClick={() => onChange({ ...value, day: wallTimeOf(next.starts_at, zone).day, starts_at: next.starts_at })}>{t('Take it')}</Button>}>
      {t('Nothing is free on this day.')} {next && t('The next free time is {when}.', { when: `${dayName(wallTimeOf(next.starts_at, zone).day)} ${clockIn(next.starts_at, zone)}` })}
      {later.data?.length === 0 && t('Nothing is free in the month after it either; put the patient on the waiting list.')}
      {later.error && <Typography component="span"> {t('Later times could not be asked for.')}</Typography>}
    </Alert>
  );
}
