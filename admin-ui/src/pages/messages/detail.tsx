// One message: its source and destinations as a tree, and each content that is kept of it.

import AgainIcon from '@mui/icons-material/Replay';
import CloseIcon from '@mui/icons-material/Close';
import NextIcon from '@mui/icons-material/KeyboardArrowDown';
import PreviousIcon from '@mui/icons-material/KeyboardArrowUp';
import { Alert, Box, Button, IconButton, Link, Stack, Tooltip, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useLocation, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending, useTitle } from '@kit/parts';
import { bytes, fullTime } from '@kit/format';
import { Status } from '@kit/status';
import { download } from '@/api/client';
import { overall, type MessageDetail as Detail } from '@/api/messages';
import { queries, usePermission, useChange } from '@/api/queries';
import { AgainDialog, RemoveDialog } from './again';
import { Contents } from './contents';
import { shownValue } from './found';
import { addressOf } from './search';
import { Places } from './places';

export function MessageDetail() {
  const { id = '' } = useParams();
  const message = useQuery(queries.message(id));
  useTitle(t('Message {id}', { id }));
  return (
    <Box component="article" aria-label={t('Message {id}', { id })} sx={{ display: 'flex', flexDirection: 'column', minBlockSize: 0, flex: 1 }}>
      {message.data ? <Loaded key={id} message={message.data} refetch={() => void message.refetch()} /> : <MissingHead id={id} query={message} />}
    </Box>
  );
}

function MissingHead({ id, query }: { id: string; query: { error: unknown; refetch: () => unknown } }) {
  return (
    <>
      <Stack direction="row" sx={{ p: 1.25, alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {t('Message {id}', { id })}
        </Typography>
        <Close />
      </Stack>
      <Pending query={query} />
    </>
  );
}

function Close() {
  const { search } = useLocation();
  return (
    <Tooltip title={t('Close')}>
      <IconButton component={RouterLink} to={`/messages${search}`} aria-label={t('Close the message')}>
        <CloseIcon fontSize="small" />
      </IconButton>
    </Tooltip>
  );
}

function Loaded({ message, refetch }: { message: Detail; refetch: () => void }) {
  const [params, setParams] = useSearchParams();
  const place = params.get('at') ?? '';
  const setPlace = (at: string) =>
    setParams(
      (params) => {
        params.set('at', at);
        return params;
      },
      { replace: true },
    );
  return (
    <>
      <Head message={message} refetch={refetch} />
      <Facts message={message} />
      <Box sx={{ flex: 1, minBlockSize: 0, display: 'grid', gridTemplateColumns: '164px minmax(0, 1fr)', borderBlockStart: 1, borderColor: 'divider' }}>
        <Places message={message} place={place} onPlace={setPlace} refetch={refetch} />
        <Contents message={message} place={place} />
      </Box>
    </>
  );
}

function Head({ message, refetch }: { message: Detail; refetch: () => void }) {
  const [dialog, setDialog] = useState<'again' | 'remove' | null>(null);
  const may = usePermission();
  const navigate = useNavigate();
  const { search } = useLocation();
  const step = (by: number) => void navigate(`/messages/${BigInt(message.id) + BigInt(by)}${search}`);
  return (
    <Stack direction="row" sx={{ px: 1.25, py: 0.75, gap: 0.5, alignItems: 'center', flexWrap: 'wrap' }}>
      <Status of={overall(message)} iconOnly />
      <Typography variant="h2" sx={{ mr: 0.5 }}>
        {t('Message {id}', { id: message.id })}
      </Typography>
      <Tooltip title={t('The message received before')}>
        <IconButton aria-label={t('Message before')} disabled={message.id === '1'} onClick={() => step(-1)}>
          <PreviousIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Tooltip title={t('The message received after')}>
        <IconButton aria-label={t('Message after')} onClick={() => step(1)}>
          <NextIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Box sx={{ flex: 1 }} />
      {message.channel && may('channels:trace') && (
        <Button component={RouterLink} to={`/channels/${message.channel}/edit?message=${message.id}`}>
          {t('Try in the editor')}
        </Button>
      )}
      {may('messages:operate') && (
        <Button startIcon={<AgainIcon />} onClick={() => setDialog('again')}>
          {t('Process again')}
        </Button>
      )}
      {may('messages:remove') && (
        <Button color="error" onClick={() => setDialog('remove')}>
          {t('Remove')}
        </Button>
      )}
      <Close />
      {dialog === 'again' && <AgainDialog message={message} onClose={() => setDialog(null)} onDone={refetch} />}
      {dialog === 'remove' && <RemoveDialog message={message} onClose={() => setDialog(null)} />}
    </Stack>
  );
}

function Facts({ message }: { message: Detail }) {
  const { search } = useLocation();
  const facts = [...Object.entries(message.source), ...Object.entries(message.metadata)];
  return (
    <Box sx={{ px: 1.25, pb: 1 }}>
      <Box component="dl" sx={{ m: 0, display: 'flex', flexWrap: 'wrap', columnGap: 3, rowGap: 0.75 }}>
        <Fact name={t('Channel')}>
          <Link component={RouterLink} to={`/channels/${message.channel}`}>
            {message.channel}
          </Link>
        </Fact>
        <Fact name={t('Received|time')}>{fullTime(message.received_at)}</Fact>
        {message.message_type && <Fact name={t('Type')}>{message.message_type}</Fact>}
        {message.control_id && <Fact name={t('Control id')}>{message.control_id}</Fact>}
        {message.patient_id && (
          <Fact name={t('Patient id')}>
            <Link component={RouterLink} to={`/messages?${addressOf(new URLSearchParams({ patient_id: message.patient_id })).toString()}`}>
              {message.patient_id}
            </Link>
          </Fact>
        )}
        {message.origin && (
          <Fact name={t('Processed again from')}>
            <Link component={RouterLink} to={`/messages/${message.origin}${search}`}>
              {message.origin}
            </Link>
          </Fact>
        )}
        {message.processed_again.length > 0 && (
          <Fact name={t('Processed again as')}>
            {message.processed_again.map((id) => (
              <Link key={id} component={RouterLink} to={`/messages/${id}${search}`} sx={{ mr: 1 }}>
                {id}
              </Link>
            ))}
          </Fact>
        )}
        {message.imported_from && <Fact name={t('Imported')}>{message.imported_from}</Fact>}
        {facts.map(([name, value]) => (
          <Fact key={name} name={name}>
            {shownValue(value)}
          </Fact>
        ))}
        {message.attachments.length > 0 && (
          <Fact name={t('Attachments')}>
            <Attachments message={message} />
          </Fact>
        )}
      </Box>
      {message.postprocessor_error && (
        <Alert severity="error" sx={{ mt: 1 }}>
          {t('The postprocessor failed: {error}', { error: message.postprocessor_error })}
        </Alert>
      )}
    </Box>
  );
}

function Attachments({ message }: { message: Detail }) {
  const get = useChange(({ number, name }: { number: number; name: string }) => download(`/api/v1/messages/${message.id}/attachments/${number}`, name));
  return message.attachments.map(({ number, name, mime_type, n_bytes }) => (
    <Button key={number} onClick={() => get.mutate({ number, name: name ?? `message-${message.id}-${number}` })}>
      {name ?? number}: {mime_type}, {bytes(n_bytes)}
    </Button>
  ));
}
