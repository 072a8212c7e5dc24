// One thing that somebody was told: what, when, where more is to be seen, and that it was read. A critical one is not read by the way:
// who says that they see to it ends its way to further people, so that has a button of its own.

import { Box, Button, Stack } from '@mui/material';
import { Link } from 'react-router';
import { ago, fullTime } from '@kit/format';
import { t } from '@kit/i18n';
import { useRead, type Notification } from '@/api/notifications';
import { LIST_INTERVAL } from '@/api/queries';
import { useLive } from '@/live/live';
import { CATEGORY } from '@/words';
import { Main } from './rows';
import { Tag } from './tag';

/** How often notifications are asked for: while the connection is live the hub tells of new ones at once, and asking is seldom. */
export function useBellInterval(): number {
  return useLive((live) => live.state) === 'live' ? 4 * LIST_INTERVAL : LIST_INTERVAL;
}

/** A page of this app; the hub gives nothing else, and nothing else is followed. */
export function pageOf(link: string | null | undefined): string | null {
  return link && /^\/(?![/\\])/.test(link) ? link : null;
}

/** The hub names the chart of a note that waits for its co-signer, or was taken over: here the part of the chart that has the notes is opened. */
function placeOf({ category, link }: Notification): string | null {
  const page = pageOf(link);
  const isOfNote = category === 'cosignature-asked' || category === 'draft-taken-over';
  return page && isOfNote && /^\/patients\/[^/]+$/.test(page) ? `${page}/record` : page;
}

export function NotificationRow({ notification, now, onFollow }: { notification: Notification; now: number; onFollow?: () => void }) {
  const read = useRead();
  const { id, subject, body, category, critical, created_at, language, read_at } = notification;
  const page = placeOf(notification);
  const isNew = !read_at;
  const follow = () => {
    if (isNew && !critical) read.mutate(id);
    onFollow?.();
  };
  return (
    <>
      <Main
        title={
          <>
            {isNew && <Box component="span" role="img" aria-label={t('Not read')} sx={{ display: 'inline-block', inlineSize: 8, blockSize: 8, borderRadius: '50%', marginInlineEnd: 1, bgcolor: critical ? 'error.main' : 'primary.main' }} />}
            <bdi lang={language}>{subject || t(CATEGORY[category])}</bdi>
          </>
        }
      >
        <Box lang={language} dir="auto">{body}</Box>
        <time dateTime={created_at} title={fullTime(created_at)}>{ago(created_at, now)}</time> · {t(CATEGORY[category])}
      </Main>
      {critical && <Tag tone="error" isStrong={isNew}>{t('Critical')}</Tag>}
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5 }}>
        {page && <Button size="small" variant="outlined" component={Link} to={page} onClick={follow} aria-label={t('Show it: {subject}', { subject })}>{t('Show it')}</Button>}
        {isNew && (
          <Button size="small" variant={critical ? 'contained' : 'text'} color={critical ? 'error' : 'primary'} loading={read.isPending} onClick={() => read.mutate(id)} aria-label={critical ? t('I have read it: {subject}', { subject }) : t('Mark as read: {subject}', { subject })}>
            {critical ? t('I have read it') : t('Mark as read')}
          </Button>
        )}
      </Stack>
    </>
  );
}
