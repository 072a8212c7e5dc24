// The connectors of a channel in the dashboard: what each is doing, its counts and its queue.

import { Box, Button, Link, TableCell, TableRow } from '@mui/material';
import { Link as RouterLink } from 'react-router';
import { t } from '@kit/i18n';
import { age, count } from '@kit/format';
import { Status } from '@kit/status';
import { useQueueAction } from '@/api/queue';
import { usePermission, type Queue } from '@/api/queries';
import { connectionOf } from '@/api/shapes';
import type { Line } from './list';

export function ConnectorRows({ line: { channel, statistics, queues } }: { line: Line }) {
  return channel.connectors.map((connector) => {
    const connection = connectionOf(connector);
    const counts = statistics?.connectors.find(({ id }) => id === connector.id);
    const queue = queues?.find(({ id }) => id === connector.id);
    const state = queue?.is_paused ? 'paused' : connection.state;
    return (
      <TableRow key={connector.id} sx={{ bgcolor: 'background.default' }}>
        <TableCell colSpan={2} />
        <TableCell>
          <Status of={state} />
        </TableCell>
        <TableCell>
          <Box sx={{ fontWeight: 550 }}>
            {connector.id} <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>{connector.kind}</Box>
          </Box>
          <Box sx={{ fontSize: 11.5, color: 'text.secondary', overflowWrap: 'anywhere' }}>
            {connection.text}
            {connector.connections > 0 && ` · ${t('{n} connected', { n: connector.connections })}`}
          </Box>
        </TableCell>
        {(['received', 'filtered', 'queued', 'sent', 'error'] as const).map((name) => (
          <TableCell key={name} align="right" sx={name === 'filtered' ? { display: { xs: 'none', lg: 'table-cell' } } : {}}>
            {counts && counts[name] > 0 ? (
              <Link component={RouterLink} color="inherit" to={`/messages?channel=${channel.id}&connector=${connector.id}${name === 'received' ? '' : `&status=${name}`}`} aria-label={`${connector.id}: ${counts[name]} ${name}`}>
                {count(counts[name])}
              </Link>
            ) : (
              <Box component="span" sx={{ color: 'text.secondary' }}>{counts ? 0 : '–'}</Box>
            )}
            {name === 'queued' && queue?.oldest_age_seconds != null && <Box sx={{ fontSize: 11, color: 'text.secondary' }}>{age(queue.oldest_age_seconds)}</Box>}
          </TableCell>
        ))}
        <TableCell colSpan={2} align="right">
          {queue && <QueueActions channel={channel.id} queue={queue} />}
        </TableCell>
      </TableRow>
    );
  });
}

/** Holds a destination's messages back, lets them go on, tries them now. */
export function QueueActions({ channel, queue }: { channel: string; queue: Queue }) {
  const act = useQueueAction();
  const isPermitted = usePermission()('channels:operate');
  if (!isPermitted) return null;
  const run = (verb: 'pause' | 'resume' | 'retry') => act.mutate({ channel, destination: queue.id, verb });
  return (
    <Box sx={{ display: 'inline-flex', whiteSpace: 'nowrap' }}>
      {queue.depth > 0 && !queue.is_paused && (
        <Button onClick={() => run('retry')} disabled={act.isPending} aria-label={t('Try now: {id}', { id: queue.id })}>
          {t('Try now')}
        </Button>
      )}
      <Button onClick={() => run(queue.is_paused ? 'resume' : 'pause')} disabled={act.isPending} aria-label={`${queue.is_paused ? t('Resume') : t('Pause')} ${queue.id}`}>
        {queue.is_paused ? t('Resume') : t('Pause')}
      </Button>
    </Box>
  );
}
