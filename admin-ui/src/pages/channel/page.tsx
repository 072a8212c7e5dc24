// A channel: what it does now, its editor, its history.

import { Box, Button, Chip, Menu, MenuItem, Paper, Tab, Tabs, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { Link, useNavigate, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { ApiError } from '@kit/api/problem';
import { PageHead, Pending } from '@kit/parts';
import { Status } from '@kit/status';
import { api, download, take } from '@/api/client';
import { useOperate, type Verb } from '@/api/operate';
import { queries, useChange, usePermission, type Channel } from '@/api/queries';
import { useUnsaved } from '@/editing/draft';
import { Overview } from './overview';
import { SendDialog } from './send';

const Edit = lazy(async () => ({ default: (await import('./edit')).Edit }));
const History = lazy(async () => ({ default: (await import('@/editing/history')).History }));

export function ChannelPage() {
  const { name = '', tab = 'overview' } = useParams();
  const channel = useQuery({ ...queries.channel(name), retry: false });
  const isUnsaved = useUnsaved().includes(`channel/${name}`);
  const isMissing = channel.error instanceof ApiError && channel.error.problem.status === 404;
  return (
    <Box sx={{ p: 2, pb: tab === 'edit' ? 1 : 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1 }}>
      <PageHead
        title={channel.data?.name ?? name}
        detail={
          channel.data && (
            <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center' }}>
              <Status of={channel.data.state} />
              <code>{name}</code>
              {channel.data.is_changed && <Chip label={t('changed since deployed')} color="info" variant="outlined" />}
            </Box>
          )
        }
      >
        {channel.data && <Actions channel={channel.data} hasDeploy={tab !== 'edit'} />}
      </PageHead>
      <Tabs value={tab} aria-label={t('Channel')} sx={{ borderBlockEnd: 1, borderColor: 'divider' }}>
        <Tab value="overview" label={t('Overview')} component={Link} to={`/channels/${name}`} />
        <Tab value="edit" label={isUnsaved ? `${t('Edit')} •` : t('Edit')} component={Link} to={`/channels/${name}/edit`} />
        <Tab value="history" label={t('History')} component={Link} to={`/channels/${name}/history`} />
        <Tab value="messages" label={t('Messages')} component={Link} to={`/messages?channel=${name}`} />
      </Tabs>
      <Box sx={{ flex: 1, minBlockSize: 0 }}>
        <Suspense>
          {tab === 'edit' ? (
            isMissing && !isUnsaved ? <Pending query={channel} /> : <Edit key={name} id={name} channel={channel.data} />
          ) : tab === 'history' ? (
            <Paper sx={{ blockSize: '100%', overflow: 'hidden' }}>
              <History kind="channel" name={name} deployed={channel.data?.deployed_revision} />
            </Paper>
          ) : channel.data ? (
            <Overview channel={channel.data} />
          ) : (
            <Pending query={channel} />
          )}
        </Suspense>
      </Box>
    </Box>
  );
}

/** The editor has a button of its own to deploy with. */
function Actions({ channel, hasDeploy }: { channel: Channel; hasDeploy: boolean }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'send' | 'undeploy' | 'stop' | 'delete' | 'reset' | null>(null);
  const operate = useOperate();
  const may = usePermission();
  const navigate = useNavigate();
  const isDeployed = channel.state !== 'undeployed';
  const run = (verb: Verb) => operate.mutate({ verb, channels: [channel.id] }, { onSettled: () => setDialog(null) });
  const take_ = useChange(() => download(`/api/v1/channels/${channel.id}/export`, `${channel.id}.zip`));
  const reset = useChange(() => take(api.POST('/api/v1/channels/{id}/statistics/reset', { params: { path: { id: channel.id } } })), { renews: [['statistics']], done: t('A new count begins now. The whole counts stay.') });
  const remove = useChange(
    () => take(api.DELETE('/api/v1/items/{kind}/{name}', { params: { path: { kind: 'channel', name: channel.id } }, headers: { 'if-match': `"${channel.current_revision ?? 0}"` } })),
    { renews: [['channels'], ['items', 'channel']], done: t('{name} deleted. Its history stays: it can be restored.', { name: channel.name }) },
  );
  const pick = (act: () => void) => () => {
    setAnchor(null);
    act();
  };
  return (
    <>
      {may('channels:operate') && channel.state === 'started' && <Button color="inherit" onClick={() => run('pause')}>{t('Pause')}</Button>}
      {may('channels:operate') && (channel.state === 'paused' || channel.state === 'stopped') && <Button variant="outlined" onClick={() => run('start')}>{t('Start')}</Button>}
      {may('channels:operate') && (channel.state === 'started' || channel.state === 'paused') && <Button color="inherit" onClick={() => setDialog('stop')}>{t('Stop')}</Button>}
      {hasDeploy && may('channels:operate') && (!isDeployed || channel.is_changed) && <Button variant="outlined" loading={operate.isPending} onClick={() => run('deploy')}>{t('Deploy')}</Button>}
      {may('messages:operate') && isDeployed && <Button color="inherit" onClick={() => setDialog('send')}>{t('Send a message')}</Button>}
      <Button color="inherit" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {t('More')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem onClick={pick(() => take_.mutate())}>{t('Export as a file')}</MenuItem>
        <MenuItem disabled={!isDeployed || !may('channels:operate')} onClick={pick(() => setDialog('reset'))}>{t('Begin a new count…')}</MenuItem>
        <MenuItem disabled={!isDeployed || !may('channels:operate')} onClick={pick(() => setDialog('undeploy'))}>{t('Undeploy…')}</MenuItem>
        <MenuItem disabled={isDeployed || !may('channels:edit')} onClick={pick(() => setDialog('delete'))}>{isDeployed ? t('Delete (undeploy first)…') : t('Delete…')}</MenuItem>
      </Menu>
      <Confirm open={dialog === 'stop'} title={t('Stop {name}?', { name: channel.name })} verb={t('Stop')} isDangerous isBusy={operate.isPending} onConfirm={() => run('stop')} onClose={() => setDialog(null)}>
        <Typography>{t('Its senders are not listened to any more, and what is queued waits. Nothing is lost.')}</Typography>
      </Confirm>
      <Confirm open={dialog === 'undeploy'} title={t('Undeploy {name}?', { name: channel.name })} verb={t('Undeploy')} isDangerous isBusy={operate.isPending} onConfirm={() => run('undeploy')} onClose={() => setDialog(null)}>
        <Typography>{t('It stops, and does not start with the hub. Its files and messages stay.')}</Typography>
      </Confirm>
      <Confirm open={dialog === 'reset'} title={t('Begin a new count?')} verb={t('Begin')} isBusy={reset.isPending} onConfirm={() => reset.mutate(undefined, { onSettled: () => setDialog(null) })} onClose={() => setDialog(null)}>
        <Typography>{t('Statistics since then can be looked at beside those of all time, on this page.')}</Typography>
      </Confirm>
      <Confirm open={dialog === 'delete'} title={t('Delete {name}?', { name: channel.name })} verb={t('Delete')} isDangerous isBusy={remove.isPending} onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate('/dashboard') })} onClose={() => setDialog(null)}>
        <Typography>{t('Its folder is taken away. The history stays, so that it can be restored; so do its messages.')}</Typography>
      </Confirm>
      {dialog === 'send' && <SendDialog channel={channel} onClose={() => setDialog(null)} />}
    </>
  );
}
