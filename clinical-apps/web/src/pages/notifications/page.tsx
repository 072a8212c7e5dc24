// All that somebody was told in the application, newest first; all, those not read, or the critical ones.

import { Box, Button, MenuItem, TextField, Typography } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { joined, notifications, useReadAll } from '@/api/notifications';
import { NotificationRow, useBellInterval } from '@/parts/notification';
import { Rows } from '@/parts/rows';
import { useNow } from '@/parts/use-now';
import { NotificationFrame } from './frame';

const WHICH = ['all', 'unread', 'critical'] as const;

export function NotificationsPage() {
  return (
    <NotificationFrame title={t('Notifications')}>
      <Own />
    </NotificationFrame>
  );
}

function Own() {
  const [search, setSearch] = useSearchParams();
  const which = WHICH.find((one) => one === search.get('which')) ?? 'all';
  const refetchInterval = useBellInterval();
  const count = useQuery({ ...notifications.unread(), refetchInterval });
  const own = useInfiniteQuery({ ...notifications.own(which === 'unread'), refetchInterval });
  const readAll = useReadAll();
  const now = useNow();
  const data = joined(own.data);
  const shown = (data?.items ?? []).filter(({ critical }) => which !== 'critical' || critical);
  const { unread = 0, critical = 0 } = count.data ?? {};
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField select label={t('Which')} value={which} onChange={({ target }) => setSearch(target.value === 'all' ? {} : { which: target.value }, { replace: true })} sx={{ minInlineSize: 180 }}>
          <MenuItem value="all">{t('All')}</MenuItem>
          <MenuItem value="unread">{t('Not read')}</MenuItem>
          <MenuItem value="critical">{t('Critical')}</MenuItem>
        </TextField>
        {unread > critical && <Button variant="outlined" loading={readAll.isPending} onClick={() => readAll.mutate()}>{t('Mark all as read')}</Button>}
      </Box>
      {critical > 0 && <Typography sx={{ color: 'text.secondary' }}>{t('Critical ones are read one by one. Reading is no answer: others are told until somebody acknowledges the alarm or the result.')}</Typography>}
      <Rows label={t('Notifications')} query={{ data, error: own.error, refetch: own.refetch }} items={shown} empty={which === 'unread' ? t('Nothing that you have not read') : which === 'critical' ? t('No critical notifications') : t('You were told nothing yet')} emptyHelp={t('Critical results and alarms, announcements and what concerns your account are told here.')} keyOf={({ id }) => id}>
        {(one) => <NotificationRow notification={one} now={now} />}
      </Rows>
      {own.hasNextPage && (
        <div>
          <Button variant="outlined" loading={own.isFetchingNextPage} onClick={() => void own.fetchNextPage()}>{t('Show older ones')}</Button>
        </div>
      )}
    </>
  );
}
