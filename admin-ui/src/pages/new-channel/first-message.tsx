// The channel runs: where senders reach it, a made-up message to try it with, and what came in so far.

import { Alert, Box, Button, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { Status } from '@kit/status';
import { MONOSPACE } from '@kit/theme';
import { formatOf } from '@kit/content/format';
import { api, take } from '@/api/client';
import { useOperate } from '@/api/operate';
import { queries, useChange, usePermission } from '@/api/queries';
import { connectionOf } from '@/api/shapes';
import { Step } from './step';
import type { Template } from './templates';

export function FirstMessage({ id, template }: { id: string; template: Template }) {
  const channel = useQuery(queries.channel(id));
  const operate = useOperate();
  const statistics = useQuery(queries.statisticsOf(id, false));
  if (!channel.data) return <Pending query={channel} />;
  const source = channel.data.connectors.find(({ direction }) => direction === 'source');
  const connection = source && connectionOf(source);
  const isRunning = channel.data.state === 'started';
  const n_received = statistics.data?.received ?? 0;
  return (
    <>
      <Step n={3} title={isRunning ? t('It runs') : t('It does not run yet')}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', flexWrap: 'wrap' }}>
          <Status of={channel.data.state} />
          {connection && <Status of={connection.state} />}
          <code dir="ltr">{connection?.text}</code>
          {!isRunning && (
            <>
              <Button variant="contained" loading={operate.isPending} onClick={() => operate.mutate({ verb: channel.data.state === 'undeployed' ? 'deploy' : 'start', channels: [id] })}>
                {channel.data.state === 'undeployed' ? t('Deploy') : t('Start')}
              </Button>
              <Button component={Link} to={`/channels/${id}/edit`}>
                {t('Change it in the editor')}
              </Button>
            </>
          )}
        </Box>
        {channel.data.problems.length > 0 && (
          <Alert severity="error" sx={{ mt: 1 }}>
            {channel.data.problems.join('\n')}
          </Alert>
        )}
        <Typography color="text.secondary" sx={{ mt: 1 }}>
          {t('Senders reach it there. Try it with a made-up message first.')}
        </Typography>
      </Step>
      <Try id={id} template={template} isRunning={isRunning} />
      <Step n={5} title={t('What came in')}>
        <Box role="status" sx={{ display: 'flex', alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
          <Status of={n_received > 0 ? 'success' : 'pending'} text={n_received > 0 ? `${plural(n_received, 'message')} ${t('received')}` : t('Waiting for the first message…')} />
        </Box>
        <Stack direction="row" spacing={1} sx={{ mt: 1.5 }}>
          <Button variant="outlined" component={Link} to={`/messages?channel=${id}`}>
            {t('Look at its messages')}
          </Button>
          <Button component={Link} to={`/channels/${id}/edit`}>
            {t('Add filters, steps and destinations')}
          </Button>
          <Button component={Link} to={`/channels/${id}`}>
            {t('To the channel')}
          </Button>
        </Stack>
      </Step>
    </>
  );
}

function Try({ id, template, isRunning }: { id: string; template: Template; isRunning: boolean }) {
  const [text, setText] = useState(template.sample);
  const isPermitted = usePermission()('messages:operate');
  const send = useChange(
    () => {
      const content = { text: formatOf(text) === 'hl7v2' ? text.replace(/\r?\n/g, '\r') : text };
      return take(api.POST('/api/v1/channels/{id}/messages', { params: { path: { id } }, body: { content } }));
    },
    { renews: [['messages'], ['statistics'], ['queues']], quiet: true },
  );
  return (
    <Step n={4} title={t('Send it a message')}>
      <TextField multiline fullWidth minRows={5} maxRows={14} label={t('Message')} value={text} onChange={(event) => setText(event.target.value)} slotProps={{ htmlInput: { dir: 'ltr', spellCheck: false, style: { fontFamily: MONOSPACE, fontSize: 12.5 } } }} />
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.5, mt: 1.5, flexWrap: 'wrap' }}>
        <Button variant="contained" disabled={!isPermitted || !isRunning || text.trim() === ''} loading={send.isPending} onClick={() => send.mutate()}>
          {t('Send')}
        </Button>
        {send.data && (
          <>
            <Status of={send.data.is_positive ? 'success' : 'error'} text={send.data.is_positive ? t('Taken') : t('Refused')} />
            <Button component={Link} to={`/messages/${send.data.id}?channel=${id}`}>
              {t('Message {id}', { id: send.data.id })}
            </Button>
          </>
        )}
      </Box>
      {send.error && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {explain(send.error)}
        </Alert>
      )}
    </Step>
  );
}
