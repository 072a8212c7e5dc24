// What was sent to whom, and what became of it; what failed or was not sent is sent again by hand.

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useState } from 'react';
import { Link, useSearchParams } from 'react-router';
import { count } from '@kit/format';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { notifications, NOTIFICATIONS, type Notification, type NotificationChannel, type NotificationStatus } from '@/api/notifications';
import { ofVersion } from '@/api/once';
import { queries, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Choice, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { CATEGORY } from '@/words';
import { NotificationFrame } from './frame';
import { CHANNEL, DELIVERY, NOTIFICATION_STATUS, NOTIFICATION_TONE, RECIPIENT } from './words';

const DAY = 24;
const WEEK = 7 * DAY;
/** What can be queued again. */
const AGAIN: NotificationStatus[] = ['failed', 'not-sent'];

export function SentPage() {
  return (
    <NotificationFrame title={t('What was sent')} managed>
      <Counts />
      <Sent />
    </NotificationFrame>
  );
}

function Counts() {
  const [hours, setHours] = useState(DAY);
  const stats = useQuery(notifications.stats(hours));
  const sums = new Map<NotificationStatus, number>();
  for (const { status, n_notifications } of stats.data?.counts ?? []) sums.set(status, (sums.get(status) ?? 0) + n_notifications);
  return (
    <Section title={t('Delivery')} actions={<Choice label={t('Span of time')} value={String(hours)} onChange={(value) => setHours(Number(value))} options={[[String(DAY), t('Last 24 hours')], [String(WEEK), t('Last 7 days')]]} />}>
      {stats.data ? (
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(110px, 1fr))' }}>
          {(Object.keys(NOTIFICATION_STATUS) as NotificationStatus[]).map((status) => <Fact key={status} name={t(NOTIFICATION_STATUS[status])}><strong>{count(sums.get(status) ?? 0)}</strong></Fact>)}
        </Box>
      ) : (
        <Pending query={stats} rows={2} />
      )}
    </Section>
  );
}

function Sent() {
  const [search, setSearch] = useSearchParams();
  const [asked, setAsked] = useState<Notification | null>(null);
  const may = usePermission();
  const users = useQuery({ ...queries.users(), enabled: may('users:manage') });
  const of = <T extends string>(name: string, words: Record<T, string>) => ((search.get(name) ?? '') in words ? (search.get(name) as T) : undefined);
  const channel = of<NotificationChannel>('channel', CHANNEL);
  const status = of<NotificationStatus>('status', NOTIFICATION_STATUS);
  const sent = useQuery(notifications.sent({ channel, status }));
  const set = (name: string) => (value: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const nameOf = ({ recipient }: Notification) => (recipient.kind === 'user' ? users.data?.items.find(({ id }) => id === recipient.id)?.username : undefined) ?? t(RECIPIENT[recipient.kind]);
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Choice label={t('How')} value={channel ?? ''} all={t('All')} onChange={set('channel')} options={wordsOf(CHANNEL)} />
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={set('status')} options={wordsOf(NOTIFICATION_STATUS)} />
      </Stack>
      <Rows label={t('What was sent')} query={sent} empty={t('Nothing like this was sent')} keyOf={({ id }) => id}>
        {(one) => (
          <>
            <Main title={t(CATEGORY[one.category])}>
              <bdi>{nameOf(one)}</bdi> · {t(CHANNEL[one.channel])} · {when(one.created_at)}
              {one.problem && <Box sx={{ color: 'text.primary' }}><Ltr>{one.problem}</Ltr></Box>}
            </Main>
            {one.critical && <Tag tone="error">{t('Critical')}</Tag>}
            <Tag tone={NOTIFICATION_TONE[one.status]}>{t(NOTIFICATION_STATUS[one.status])}</Tag>
            <Button size="small" aria-label={t('What became of it: {what}, {when}', { what: t(CATEGORY[one.category]), when: when(one.created_at) })} onClick={() => setAsked(one)}>{t('What became of it')}</Button>
            {AGAIN.includes(one.status) && <Again notification={one} />}
          </>
        )}
      </Rows>
      {asked && <Became notification={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function Again({ notification }: { notification: Notification }) {
  // A refusal is told at the foot of the page: the row may be another one by then.
  const again = useChange(() => take(api.POST('/api/v1/notifications/outgoing/{id}/send-again', ofVersion(notification))), { renews: NOTIFICATIONS, done: t('It is queued again.') });
  return <Button size="small" variant="outlined" loading={again.isPending} aria-label={t('Send it again: {what}, {when}', { what: t(CATEGORY[notification.category]), when: when(notification.created_at) })} onClick={() => again.mutate()}>{t('Send it again')}</Button>;
}

function Became({ notification, onClose }: { notification: Notification; onClose: () => void }) {
  const id = useId();
  const deliveries = useQuery(notifications.deliveries(notification.id));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby={id}>
      <DialogTitle id={id}>{t('What became of it')}</DialogTitle>
      <DialogContent>
        <Stack spacing={1.5}>
          <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))' }}>
            <Fact name={t('State')}>{t(NOTIFICATION_STATUS[notification.status])}</Fact>
            <Fact name={t('Attempts')}>{count(notification.attempts)}</Fact>
            <Fact name={t('Not before')}>{when(notification.send_at)}</Fact>
            {notification.provider && <Fact name={t('Carried by')}><Ltr>{notification.provider}</Ltr></Fact>}
            {notification.sent_at && <Fact name={t('Sent')}>{when(notification.sent_at)}</Fact>}
            {notification.delivered_at && <Fact name={t('Arrived')}>{when(notification.delivered_at)}</Fact>}
            {notification.read_at && <Fact name={t('Read|notification')}>{when(notification.read_at)}</Fact>}
            {notification.problem && <Fact name={t('Why not')}><Ltr>{notification.problem}</Ltr></Fact>}
          </Box>
          {notification.recipient.kind === 'patient' && <div><Button component={Link} to={`/patients/${notification.recipient.id}`}>{t('To the chart')}</Button></div>}
          <Paper variant="outlined">
            <Rows label={t('What providers said')} query={deliveries} empty={t('No provider said anything of it')} keyOf={(one) => one.id}>
              {(one) => (
                <Main title={t(DELIVERY[one.status])}>
                  <Ltr>{one.provider}</Ltr> · {when(one.at)} {one.detail && <>· <Ltr>{one.detail}</Ltr></>}
                </Main>
              )}
            </Rows>
          </Paper>
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
