// Alarms of all patients and devices: open ones first, the worst and oldest on top. They come over the live connection; while there is
// none, the list is asked for from time to time.

import { Alert, MenuItem, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { places } from '@/api/places';
import { LIST_INTERVAL, usePermission } from '@/api/queries';
import { vitals } from '@/api/vitals';
import { useRooms } from '@/live/live';
import { Page, Permitted } from '@/parts/page';
import { useNow } from '@/parts/use-now';
import { ALARM_STATE } from '@/words';
import { AlarmCard } from './alarm-card';
import { STATES, worstFirst } from './order';

export function AlarmsPage() {
  return (
    <Page title={t('Alarms')}>
      <Permitted permission="vitals:read">
        <Alarms />
      </Permitted>
    </Page>
  );
}

function Alarms() {
  const may = usePermission();
  const [search, setSearch] = useSearchParams();
  const asked = search.get('state');
  const state = STATES.find((one) => one === asked);
  const facilities = useQuery({ ...places.facilities(), enabled: may('facilities:read') });
  const codes = (facilities.data?.items ?? []).map(({ code }) => code);
  // The hub tells of alarms by facility; a device may name a place that is no facility, so the list is asked for all the same, seldom.
  const isTold = useRooms(codes.map((code) => `facility:${code}`));
  const alarms = useQuery({ ...vitals.alarms({ state }), refetchInterval: isTold ? 4 * LIST_INTERVAL : LIST_INTERVAL });
  const now = useNow();
  const shown = (alarms.data?.items ?? []).filter((alarm) => (asked === 'all' || state ? true : alarm.state !== 'resolved')).sort(worstFirst);
  const n_active = shown.filter((alarm) => alarm.state === 'active').length;
  return (
    <>
      <TextField select label={t('State')} value={asked === 'all' ? 'all' : (state ?? 'open')} onChange={({ target }) => setSearch(target.value === 'open' ? {} : { state: target.value }, { replace: true })} sx={{ inlineSize: 240 }}>
        <MenuItem value="open">{t('Open ones')}</MenuItem>
        <MenuItem value="all">{t('Any')}</MenuItem>
        {STATES.map((one) => (
          <MenuItem key={one} value={one}>
            {t(ALARM_STATE[one])}
          </MenuItem>
        ))}
      </TextField>
      {n_active > 0 && (
        <Alert severity="error" variant="filled" role="status" sx={{ bgcolor: 'error.main', color: 'error.contrastText' }}>
          {t('{alarms} that nobody has seen to', { alarms: plural(n_active, 'alarm') })}
        </Alert>
      )}
      {!alarms.data ? (
        <Paper><Pending query={alarms} /></Paper>
      ) : shown.length === 0 ? (
        <Paper><Empty title={t('No alarms')}>{t('Alarms of monitors and of vital signs beyond their limits are shown here.')}</Empty></Paper>
      ) : (
        <Stack spacing={1} role="list" aria-label={t('Alarms')}>
          {shown.map((alarm) => (
            <div key={alarm.id} role="listitem">
              <AlarmCard alarm={alarm} now={now} />
            </div>
          ))}
        </Stack>
      )}
      {alarms.data?.hasMore && <Typography sx={{ color: 'text.secondary' }}>{t('There are more than these; narrow the search.')}</Typography>}
    </>
  );
}
