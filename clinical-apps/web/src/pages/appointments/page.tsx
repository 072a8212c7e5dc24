// The calendar of a facility: a day of all providers or rooms, a week of one of them, or a list. What is shown is in the address.

import AddIcon from '@mui/icons-material/Add';
import BeforeIcon from '@mui/icons-material/ChevronLeft';
import AfterIcon from '@mui/icons-material/ChevronRight';
import { Alert, Box, Button, IconButton, MenuItem, Paper, Stack, TextField, ToggleButton, ToggleButtonGroup, Typography, useMediaQuery } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import type { Appointment } from '@/api/appointments';
import { places, staffName, type Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { OfFacility } from '@/parts/facility';
import { Page, Permitted } from '@/parts/page';
import { useNow } from '@/parts/use-now';
import { addDays, dayName, isDay, today, wallTimeOf, weekOf } from '@/zone';
import { Agenda } from './agenda';
import { BookDialog } from './book-dialog';
import { columnsOf, fill, weekColumns, type By, type Free } from './calendar';
import { DayGrid } from './day-grid';
import { MoveDialog } from './move-dialog';
import { canBeVisited, inOrder } from './providers';
import { MOST_PROVIDERS, useCalendar } from './use-calendar';

type View = 'day' | 'week' | 'list';
/** Weeks of the hospital begin on Sunday. */
const WEEK_START = 0;
const MIRROR = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };

export function AppointmentsPage() {
  const may = usePermission();
  return (
    <Page
      title={t('Appointments')}
      actions={
        may('appointments:read') && (
          <Stack direction="row" spacing={1}>
            <Button component={Link} to="/appointments/today">{t('Today’s queue')}</Button>
            <Button component={Link} to="/appointments/waiting">{t('Waiting list')}</Button>
          </Stack>
        )
      }
    >
      <Permitted permission="appointments:read">
        <OfFacility>{(facility, choice) => <Calendar key={facility.id} facility={facility} choice={choice} />}</OfFacility>
      </Permitted>
    </Page>
  );
}

function Calendar({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission();
  const zone = facility.time_zone;
  const now = useNow();
  const isNarrow = useMediaQuery('(max-width: 699px)');
  const isFine = useMediaQuery('(pointer: fine)');
  const [search, setSearch] = useSearchParams();
  const set = (part: Record<string, string>) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was);
        for (const [name, value] of Object.entries(part)) if (value === '') next.delete(name);
        else next.set(name, value);
        return next;
      },
      { replace: true },
    );
  const asked = search.get('date');
  const date = isDay(asked) ? asked : today(zone, now);
  const view = oneOf<View>(search.get('view'), ['day', 'week', 'list'], isNarrow ? 'list' : 'day');
  const by = oneOf<By>(search.get('by'), ['provider', 'room'], 'provider');
  const staff = useQuery(places.staff(facility.id));
  const all = inOrder((staff.data?.items ?? []).filter(canBeVisited));
  const providerId = search.get('provider') ?? '';
  const room = search.get('room') ?? '';
  // A week shows one provider, or one room; without a choice the first.
  const provider = all.find(({ id }) => id === providerId) ?? (view === 'week' && by === 'provider' ? all[0] : undefined);
  const days = view === 'week' ? weekOf(date, WEEK_START) : [date];
  const { query, shown, isAsking } = useCalendar(facility, days, provider ? [provider] : all);
  const [booking, setBooking] = useState<Free | 'new' | null>(null);
  const [moving, setMoving] = useState<{ appointment: Appointment; to: Free } | null>(null);
  const canWrite = may('appointments:write');
  const rooms = [...new Set([...(shown?.booked ?? []), ...(shown?.free ?? [])].flatMap((one) => one.room ?? []))].sort();
  const shownRoom = room || (view === 'week' && by === 'room' ? (rooms[0] ?? '') : '');
  const booked = (shown?.booked ?? []).filter((one) => (!provider || one.provider_id === provider.id) && (!shownRoom || one.room === shownRoom));
  const free = (shown?.free ?? []).filter((one) => !shownRoom || one.room === shownRoom);
  const columns = view !== 'week' ? columnsOf(days, by, booked, free, zone) : by === 'room' ? weekColumns(days, shownRoom, shownRoom) : provider ? weekColumns(days, provider.id, staffName(provider)) : [];
  const filled = fill(columns, by, booked, free, zone);
  const range = days.length === 1 ? dayName(date) : `${dayName(days[0] ?? date)} – ${dayName(days.at(-1) ?? date)}`;
  const step = view === 'week' ? 7 : 1;
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {choice}
        <ToggleButtonGroup size="small" exclusive value={view} aria-label={t('How it is shown')} onChange={(_, value: View | null) => value && set({ view: value })}>
          <ToggleButton value="day">{t('Day')}</ToggleButton>
          <ToggleButton value="week">{t('Week')}</ToggleButton>
          <ToggleButton value="list">{t('List')}</ToggleButton>
        </ToggleButtonGroup>
        {view !== 'list' && (
          <ToggleButtonGroup size="small" exclusive value={by} aria-label={t('Columns')} onChange={(_, value: By | null) => value && set({ by: value })}>
            <ToggleButton value="provider">{t('Providers')}</ToggleButton>
            <ToggleButton value="room">{t('Rooms')}</ToggleButton>
          </ToggleButtonGroup>
        )}
        <TextField select label={t('Provider')} value={provider?.id ?? ''} onChange={({ target }) => set({ provider: target.value })} sx={{ inlineSize: 180 }} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
          {(view !== 'week' || by === 'room') && <MenuItem value="">{t('All')}</MenuItem>}
          {all.map((one) => (
            <MenuItem key={one.id} value={one.id}>
              <bdi>{staffName(one)}</bdi>
            </MenuItem>
          ))}
        </TextField>
        {(rooms.length > 1 || room) && (
          <TextField select label={t('Room')} value={rooms.includes(shownRoom) ? shownRoom : ''} onChange={({ target }) => set({ room: target.value })} sx={{ inlineSize: 120 }} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
            <MenuItem value="">{t('All')}</MenuItem>
            {rooms.map((one) => (
              <MenuItem key={one} value={one}>
                <bdi>{one}</bdi>
              </MenuItem>
            ))}
          </TextField>
        )}
        <Box sx={{ flex: 1 }} />
        {canWrite && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setBooking('new')}>
            {t('Book an appointment')}
          </Button>
        )}
      </Stack>
      <Stack direction="row" sx={{ flexWrap: 'wrap', alignItems: 'center', gap: 0.5 }}>
        <IconButton aria-label={view === 'week' ? t('The week before') : t('The day before')} onClick={() => set({ date: addDays(date, -step) })}>
          <BeforeIcon sx={MIRROR} />
        </IconButton>
        <Typography variant="h2" aria-live="polite">{range}</Typography>
        <IconButton aria-label={view === 'week' ? t('The week after') : t('The day after')} onClick={() => set({ date: addDays(date, step) })}>
          <AfterIcon sx={MIRROR} />
        </IconButton>
        <Button onClick={() => set({ date: '' })}>{t('Today')}</Button>
        <TextField type="date" aria-label={t('Go to a day')} value={date} onChange={({ target }) => isDay(target.value) && set({ date: target.value })} slotProps={{ htmlInput: { dir: 'ltr', 'aria-label': t('Go to a day') } }} sx={{ inlineSize: 150 }} />
        <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>{t('Times of {zone}', { zone })}</Typography>
      </Stack>
      {!provider && all.length > MOST_PROVIDERS && <Alert severity="info">{t('Free times of the first {n} providers are shown; choose another one to see theirs.', { n: MOST_PROVIDERS })}</Alert>}
      {shown && shown.unknown.length > 0 && <Alert severity="warning">{t('Free times could not be asked for: {names}', { names: shown.unknown.join(', ') })}</Alert>}
      {staff.error && <Alert severity="warning">{t('Who works here could not be asked for, so free times are missing.')}</Alert>}
      {shown?.isCut && <Alert severity="warning">{t('There are more than these; narrow the search.')}</Alert>}
      {!shown || (filled.length === 0 && isAsking) ? (
        <Paper><Pending query={query} /></Paper>
      ) : view === 'list' ? (
        <Agenda days={days} booked={booked} free={free} zone={zone} onBook={canWrite ? setBooking : undefined} />
      ) : filled.length === 0 ? (
        <Paper>
          <Empty title={t('Nothing on this day')}>{t('Nobody has hours or appointments here then.')}</Empty>
        </Paper>
      ) : (
        <>
          <DayGrid label={t('Calendar, {range}', { range })} filled={filled} zone={zone} now={wallTimeOf(now, zone)} onBook={canWrite ? setBooking : undefined} onMove={canWrite && isFine ? (appointment, to) => setMoving({ appointment, to }) : undefined} />
          {canWrite && <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>{t('Arrow keys lead from time to time. An appointment is moved on its page, or dragged to a free time.')}</Typography>}
        </>
      )}
      {booking && <BookDialog facility={facility} initial={booking === 'new' ? { provider: provider?.id ?? '', day: date, starts_at: '', isOutside: false } : { provider: booking.provider_id, day: wallTimeOf(booking.starts_at, zone).day, starts_at: booking.starts_at, isOutside: false }} onClose={() => setBooking(null)} />}
      {moving && <MoveDialog appointment={moving.appointment} facility={facility} to={moving.to} onClose={() => setMoving(null)} />}
    </>
  );
}

function oneOf<T extends string>(asked: string | null, known: T[], otherwise: T): T {
  return known.find((one) => one === asked) ?? otherwise;
}
