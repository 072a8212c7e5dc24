// The bell: how many notifications are not read, and the newest of them in a panel. The hub tells over the live connection that there is
// a new one; while that is not live, the count is asked for from time to time.

import CriticalIcon from '@mui/icons-material/NotificationImportantOutlined';
import BellIcon from '@mui/icons-material/NotificationsOutlined';
import { Badge, Box, Button, IconButton, Popover, Stack, Tooltip, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { notifications, useReadAll } from '@/api/notifications';
import { usePermission } from '@/api/queries';
import { NotificationRow, useBellInterval } from '@/parts/notification';
import { useNow } from '@/parts/use-now';

/** So many of those that are not read are in the panel; the page has all. */
const IN_PANEL = 8;

export function Bell() {
  const may = usePermission()('notifications:read');
  const refetchInterval = useBellInterval();
  const count = useQuery({ ...notifications.unread(), enabled: may, refetchInterval });
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!may) return null;
  const n = count.data?.unread ?? 0;
  const n_critical = count.data?.critical ?? 0;
  const label = count.error && !count.data ? t('Notifications: how many are not read is not known') : n_critical > 0 ? t('Notifications: {n} not read, {critical} of them critical', { n, critical: n_critical }) : n > 0 ? t('Notifications: {n} not read', { n }) : t('Notifications');
  const close = () => setAnchor(null);
  return (
    <>
      <Tooltip title={label}>
        <IconButton aria-label={label} aria-haspopup="dialog" aria-expanded={anchor !== null} color={n_critical > 0 ? 'error' : 'default'} onClick={(event) => setAnchor(event.currentTarget)}>
          <Badge badgeContent={count.error && !count.data ? '–' : n || undefined} color={n_critical > 0 ? 'error' : 'primary'} max={99}>
            {n_critical > 0 ? <CriticalIcon fontSize="small" /> : <BellIcon fontSize="small" />}
          </Badge>
        </IconButton>
      </Tooltip>
      {/* A critical one is said at once by a screen reader, wherever the reader is. */}
      <Box role="status" sx={{ position: 'absolute', inlineSize: 1, blockSize: 1, overflow: 'hidden', clipPath: 'inset(50%)' }}>
        {n_critical > 0 ? t('Critical notifications that you have not read: {n}', { n: n_critical }) : ''}
      </Box>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={close} anchorOrigin={{ vertical: 'bottom', horizontal: 'center' }} transformOrigin={{ vertical: 'top', horizontal: 'center' }} slotProps={{ paper: { variant: 'elevation', elevation: 6, role: 'dialog', 'aria-label': t('Notifications'), sx: { inlineSize: 'min(440px, calc(100vw - 16px))', maxBlockSize: '80vh' } } }}>
        <Panel n={n} onClose={close} />
      </Popover>
    </>
  );
}

function Panel({ n, onClose }: { n: number; onClose: () => void }) {
  const newest = useQuery({ ...notifications.newest(IN_PANEL), staleTime: 0 });
  const readAll = useReadAll();
  const now = useNow();
  const items = newest.data?.items ?? [];
  return (
    <Stack>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1, px: 1.5, pt: 1.25, pb: 0.5 }}>
        <Typography variant="h2" sx={{ flex: 1 }}>{t('Notifications')}</Typography>
        {items.some(({ critical }) => !critical) && <Button size="small" loading={readAll.isPending} onClick={() => readAll.mutate()}>{t('Mark all as read')}</Button>}
      </Stack>
      {!newest.data ? <Pending query={newest} rows={3} /> : items.length === 0 ? <Typography sx={{ px: 1.5, py: 3, textAlign: 'center', color: 'text.secondary' }}>{t('Nothing that you have not read')}</Typography> : (
        <Box component="ul" aria-label={t('Not read')} sx={{ m: 0, p: 0, listStyle: 'none', overflow: 'auto' }}>
          {items.map((one) => (
            <Box component="li" key={one.id} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.5, alignItems: 'center', px: 1.5, py: 1, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
              <NotificationRow notification={one} now={now} onFollow={onClose} />
            </Box>
          ))}
        </Box>
      )}
      {n > items.length && items.length > 0 && <Typography sx={{ px: 1.5, pt: 1, color: 'text.secondary' }}>{t('{n} more are not read', { n: n - items.length })}</Typography>}
      <Stack direction="row" sx={{ gap: 1, p: 1, justifyContent: 'space-between' }}>
        <Button component={Link} to="/notifications" onClick={onClose}>{t('All notifications')}</Button>
        <Button component={Link} to="/notifications/preferences" onClick={onClose}>{t('Preferences')}</Button>
      </Stack>
    </Stack>
  );
}
