// The waiting list of a facility. The hub offers a time that becomes free to the most urgent who has waited longest; here it is taken
// or not, before the offer ends.

import AddIcon from '@mui/icons-material/Add';
import { Alert, Box, Button, MenuItem, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { age } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { appointments, isTimeRefused, ofVersion, RENEWS, type WaitlistEntry, type WaitlistStatus } from '@/api/appointments';
import { places, staffName, type Facility } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { OfFacility } from '@/parts/facility';
import { PatientLink } from '@/parts/patient-name';
import { Page, Permitted } from '@/parts/page';
import { Tag, type Tone } from '@/parts/tag';
import { useNow } from '@/parts/use-now';
import { clockIn, dayName, wallTimeOf } from '@/zone';
import { APPOINTMENT_KIND, DAY_PART, WAITLIST_STATUS } from '@/words';
import { UrgencyTag } from './tags';
import { WaitDialog } from './wait-dialog';

const TONES: Record<WaitlistStatus, Tone> = { offered: 'warning', waiting: 'info', booked: 'success', expired: 'neutral', cancelled: 'neutral' };
/** Those who are to be called come first. */
const ORDER: WaitlistStatus[] = ['offered', 'waiting', 'booked', 'expired', 'cancelled'];

export function WaitingPage() {
  return (
    <Page
      title={t('Waiting list')}
      actions={
        <Button component={Link} to="/appointments">
          {t('To the calendar')}
        </Button>
      }
    >
      <Permitted permission="appointments:read">
        <OfFacility>{(facility, choice) => <Waiting key={facility.id} facility={facility} choice={choice} />}</OfFacility>
      </Permitted>
    </Page>
  );
}

function Waiting({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission();
  const [search, setSearch] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const status = search.get('status') ?? 'open';
  const query = useQuery(appointments.waiting(facility.id));
  const now = useNow();
  const isWanted = ({ status: is }: WaitlistEntry) => (status === 'open' ? is === 'offered' || is === 'waiting' : status === 'all' || is === status);
  const entries = (query.data?.items ?? []).filter(isWanted).sort((one, other) => ORDER.indexOf(one.status) - ORDER.indexOf(other.status));
  const choose = (value: string) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was);
        next.set('status', value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {choice}
        <TextField select label={t('State')} value={status in WAITLIST_STATUS || status === 'all' ? status : 'open'} onChange={({ target }) => choose(target.value)} sx={{ inlineSize: 220 }}>
          <MenuItem value="open">{t('Who still waits')}</MenuItem>
          <MenuItem value="all">{t('Any')}</MenuItem>
          {ORDER.map((one) => (
            <MenuItem key={one} value={one}>
              {t(WAITLIST_STATUS[one])}
            </MenuItem>
          ))}
        </TextField>
        <Box sx={{ flex: 1 }} />
        {may('appointments:write') && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
            {t('Put somebody on the list')}
          </Button>
        )}
      </Stack>
      {!query.data ? (
        <Paper><Pending query={query} /></Paper>
      ) : entries.length === 0 ? (
        <Paper><Empty title={t('Nobody is on the list')}>{t('Who wants a time that is not free is put on it; a time that becomes free is offered to them.')}</Empty></Paper>
      ) : (
        <Stack spacing={1} component="ul" aria-label={t('Waiting list')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {entries.map((entry) => (
            <Entry key={entry.id} of={entry} facility={facility} now={now} />
          ))}
        </Stack>
      )}
      {query.data?.hasMore && <Alert severity="warning">{t('There are more than these; narrow the search.')}</Alert>}
      {isAdding && <WaitDialog facility={facility} onClose={() => setAdding(false)} />}
    </>
  );
}

function Entry({ of, facility, now }: { of: WaitlistEntry; facility: Facility; now: number }) {
  const may = usePermission();
  const staff = useQuery(places.staff(facility.id));
  const nameOfProvider = (id: string) => {
    const found = staff.data?.items.find((one) => one.id === id);
    return found ? staffName(found) : t('somebody');
  };
  const request = ofVersion(of);
  const accept = useChange(() => take(api.POST('/api/v1/waitlist/{id}/accept', request)), { quiet: true, renews: RENEWS, done: t('The offered time is booked.') });
  const decline = useChange(() => take(api.POST('/api/v1/waitlist/{id}/decline', request)), { quiet: true, renews: RENEWS, done: t('The next one is asked; this patient waits on.') });
  const leave = useChange(() => take(api.POST('/api/v1/waitlist/{id}/cancel', request)), { quiet: true, renews: RENEWS, done: t('The patient waits no more.') });
  const zone = facility.time_zone;
  const { offer } = of;
  const isOpen = of.status === 'offered' || of.status === 'waiting';
  return (
    <Paper component="li" sx={{ p: 1.25 }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <Box sx={{ flex: '1 1 220px', minInlineSize: 0 }}>
          <PatientLink id={of.patient_id} />
          <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
            {t(APPOINTMENT_KIND[of.kind])} · {of.provider_id ? <bdi>{nameOfProvider(of.provider_id)}</bdi> : t('with anybody')} · {t('{n} min', { n: of.minutes })}
          </Typography>
          <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
            {dayName(of.earliest)} – {dayName(of.latest)} · {t(DAY_PART[of.day_part ?? 'any'])} · {t('on the list for {age}', { age: age((now - Date.parse(of.created_at)) / 1000) })}
          </Typography>
          {of.reason && <Typography><bdi>{of.reason}</bdi></Typography>}
        </Box>
        <UrgencyTag of={of.priority ?? 'routine'} />
        <Tag tone={TONES[of.status]}>{t(WAITLIST_STATUS[of.status])}</Tag>
        {isOpen && may('appointments:write') && (
          <Button color="error" loading={leave.isPending} onClick={() => leave.mutate(undefined)}>
            {t('Waits no more')}
          </Button>
        )}
      </Stack>
      {of.status === 'offered' && offer && (
        <Alert severity="warning" sx={{ mt: 1 }} icon={false}>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Box sx={{ flex: '1 1 240px' }}>
              {t('Offered: {when} with {name}, to be answered by {time}. The time is not kept free meanwhile.', { when: `${dayName(wallTimeOf(offer.starts_at, zone).day)} ${clockIn(offer.starts_at, zone)}`, name: nameOfProvider(offer.provider_id), time: clockIn(offer.expires_at, zone) })}
            </Box>
            {may('appointments:write') && (
              <>
                <Button variant="contained" loading={accept.isPending} onClick={() => accept.mutate(undefined)}>
                  {t('Take the time')}
                </Button>
                <Button color="inherit" variant="outlined" loading={decline.isPending} onClick={() => decline.mutate(undefined)}>
                  {t('Does not suit')}
                </Button>
              </>
            )}
          </Stack>
        </Alert>
      )}
      {isTimeRefused(accept.error) ? <Alert severity="warning" role="alert" sx={{ mt: 1 }}>{t('Somebody else was first; the time is taken. The patient stays on the list for the next one.')}</Alert> : <Refusal error={accept.error ?? decline.error ?? leave.error} />}
    </Paper>
  );
}
