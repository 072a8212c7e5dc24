// What a channel does now: a drawing of its source and destinations with their counts, states and queues.

import { Alert, Box, Link, Paper, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact } from '@kit/parts';
import { age, ago, count, fullTime } from '@kit/format';
import { Status } from '@kit/status';
import { queries, type Channel, type Queue } from '@/api/queries';
import { connectionOf } from '@/api/shapes';
import { QueueActions } from '@/pages/dashboard/connector-rows';

export function Overview({ channel }: { channel: Channel }) {
  const [params, setParams] = useSearchParams();
  const sinceReset = params.get('count') === 'reset';
  const isDeployed = channel.state !== 'undeployed';
  const statistics = useQuery({ ...queries.statisticsOf(channel.id, sinceReset), enabled: isDeployed });
  const queues = useQuery({ ...queries.queuesOf(channel.id), enabled: isDeployed });
  const counts = statistics.data;
  const [source, ...destinations] = channel.connectors;
  return (
    <Box sx={{ overflow: 'auto', blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 2, py: 1 }}>
      {channel.problems.length > 0 && <Alert severity="error">{channel.problems.join('\n')}</Alert>}
      {channel.description && <Typography dir="auto" sx={{ maxInlineSize: 760, textAlign: 'left' }}>{channel.description}</Typography>}
      <Box component="dl" sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 4, rowGap: 1, m: 0 }}>
        {channel.group && <Fact name={t('Group')}>{channel.group}</Fact>}
        {channel.tags.length > 0 && <Fact name={t('Tags')}>{channel.tags.join(', ')}</Fact>}
        {channel.depends_on.length > 0 && (
          <Fact name={t('Depends on')}>
            {channel.depends_on.map((id) => (
              <Link key={id} component={RouterLink} to={`/channels/${id}`} sx={{ mr: 1 }}>
                {id}
              </Link>
            ))}
          </Fact>
        )}
        <Fact name={t('Deployed|when')}>
          <span title={fullTime(channel.deployed_at)}>{isDeployed ? t('revision {id}, {when}', { id: channel.deployed_revision ?? '?', when: ago(channel.deployed_at) }) : t('no')}</span>
        </Fact>
        <Fact name={t('Saved')}>
          <Link component={RouterLink} to={`/channels/${channel.id}/history`}>
            {channel.current_revision ? t('revision {id}', { id: channel.current_revision }) : t('no longer')}
          </Link>
        </Fact>
      </Box>
      {source && (
        <Box component="section" aria-label={t('Source and destinations')}>
          <Box sx={{ mb: 1, display: 'flex', alignItems: 'center', gap: 1 }}>
            <Typography variant="h2">{t('Messages')}</Typography>
            <ToggleButtonGroup size="small" exclusive value={sinceReset ? 'reset' : 'all'} onChange={(_, next: string | null) => next && setParams(next === 'reset' ? { count: 'reset' } : {}, { replace: true })} aria-label={t('Counted since')}>
              <ToggleButton value="all" sx={{ py: 0, textTransform: 'none' }}>{t('of all time')}</ToggleButton>
              <ToggleButton value="reset" sx={{ py: 0, textTransform: 'none' }}>{t('since the new count')}</ToggleButton>
            </ToggleButtonGroup>
          </Box>
          <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(240px, 340px) 56px minmax(300px, 560px)', alignItems: 'center' }}>
            <Connector channel={channel} connector={source} counts={counts?.connectors.find(({ id }) => id === source.id)} names={['received', 'filtered', 'error']} />
            <Lines n={destinations.length} />
            <Box sx={{ display: 'flex', flexDirection: 'column', gap: 1.25 }}>
              {destinations.map((connector) => (
                <Connector key={connector.id} channel={channel} connector={connector} counts={counts?.connectors.find(({ id }) => id === connector.id)} queue={queues.data?.find(({ id }) => id === connector.id)} names={['sent', 'filtered', 'queued', 'error']} />
              ))}
            </Box>
          </Box>
        </Box>
      )}
      {!isDeployed && <Alert severity="info">{t('The channel is not deployed: nothing runs. Deploy it to see here what it does.')}</Alert>}
    </Box>
  );
}

/** From the source to each destination; the boxes say the same in words. */
function Lines({ n }: { n: number }) {
  const at = (index: number) => ((index + 0.5) / Math.max(1, n)) * 100;
  return (
    <Box component="svg" aria-hidden viewBox="0 0 100 100" preserveAspectRatio="none" sx={{ blockSize: '100%', inlineSize: '100%', color: 'divider', minBlockSize: 60 }}>
      {Array.from({ length: n }, (_, index) => (
        <path key={index} d={`M0 50 C 50 50, 50 ${at(index)}, 100 ${at(index)}`} fill="none" stroke="currentColor" strokeWidth="2" vectorEffect="non-scaling-stroke" />
      ))}
    </Box>
  );
}

type Name = 'received' | 'filtered' | 'queued' | 'sent' | 'error';

interface ConnectorProps {
  channel: Channel;
  connector: Channel['connectors'][number];
  counts: ({ id: string } & Record<Name, number>) | undefined;
  queue?: Queue;
  names: Name[];
}

function Connector({ channel, connector, counts, queue, names }: ConnectorProps) {
  const connection = connectionOf(connector);
  const isSource = connector.direction === 'source';
  return (
    <Paper sx={{ p: 1.5, borderColor: connection.state === 'disconnected' ? 'warning.main' : 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1 }}>
        <Typography variant="h3">{isSource ? t('Source') : connector.id}</Typography>
        <Typography color="text.secondary">{connector.kind}</Typography>
        <Box sx={{ flex: 1 }} />
        <Status of={queue?.is_paused ? 'paused' : connection.state} />
      </Box>
      <Typography sx={{ fontSize: 12, color: 'text.secondary', overflowWrap: 'anywhere', minBlockSize: '1.5em' }}>
        {connection.text}
        {connector.connections > 0 && ` · ${t('{n} connected', { n: connector.connections })}`}
      </Typography>
      <Box sx={{ display: 'flex', gap: 2.5, mt: 0.5, alignItems: 'flex-end' }}>
        {names.map((name) => {
          const n = counts?.[name];
          const color = !n ? 'text.secondary' : name === 'error' ? 'error.main' : name === 'queued' ? 'warning.main' : 'text.primary';
          return (
            <Box key={name}>
              <Typography sx={{ fontSize: 11.5, color: 'text.secondary' }}>{t(name)}</Typography>
              <Link component={RouterLink} to={`/messages?channel=${channel.id}&connector=${connector.id}${name === 'received' ? '' : `&status=${name}`}`} sx={{ color, fontWeight: 600 }}>
                {n === undefined ? '–' : count(n)}
              </Link>
            </Box>
          );
        })}
        <Box sx={{ flex: 1 }} />
        {queue?.oldest_age_seconds != null && <Typography sx={{ fontSize: 12, color: 'warning.main' }}>{t('oldest {age}', { age: age(queue.oldest_age_seconds) })}</Typography>}
        {queue && <QueueActions channel={channel.id} queue={queue} />}
      </Box>
    </Paper>
  );
}
