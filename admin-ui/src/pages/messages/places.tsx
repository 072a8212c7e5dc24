// Where the message was: at the source, and at each destination.

import ResendIcon from '@mui/icons-material/ForwardToInboxOutlined';
import { Box, IconButton, List, ListItem, ListItemButton, Tooltip, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { elapsed, fullTime, plural, time } from '@kit/format';
import { lookOf, Status } from '@kit/status';
import { api, take } from '@/api/client';
import type { MessageDetail } from '@/api/messages';
import { useChange, usePermission } from '@/api/queries';
import { placeOf } from './contents';
import { delaysOf, type Delay } from './delays';

interface Props {
  message: MessageDetail;
  place: string;
  onPlace: (id: string) => void;
  refetch: () => void;
}

export function Places({ message, place, onPlace, refetch }: Props) {
  const isPermitted = usePermission()('messages:operate');
  const resend = useChange(
    async (destination: string) => {
      await take(api.POST('/api/v1/messages/{id}/destinations/{destination}/resend', { params: { path: { id: message.id, destination } } }));
      return destination;
    },
    { done: (destination) => t('Queued for {destination} again', { destination }), renews: [['message', message.id], ['messages']] },
  );
  const delays = delaysOf(message);
  const current = placeOf(message, place);
  return (
    <List dense aria-label={t('Source and destinations')} sx={{ borderInlineEnd: 1, borderColor: 'divider', overflow: 'auto', py: 0.5 }}>
      {message.connectors.map((connector) => {
        const isDestination = connector.direction === 'destination';
        return (
          <ListItem
            key={connector.id}
            disablePadding
            secondaryAction={
              isDestination &&
              isPermitted && (
                <Tooltip title={t('Deliver again what was to be sent')}>
                  <IconButton edge="end" aria-label={t('Deliver to {id} again', { id: connector.id })} disabled={resend.isPending} onClick={() => resend.mutate(connector.id, { onSuccess: refetch })}>
                    <ResendIcon sx={{ fontSize: 17 }} />
                  </IconButton>
                </Tooltip>
              )
            }
          >
            <ListItemButton selected={connector.id === current?.id} aria-current={connector.id === current?.id || undefined} onClick={() => onPlace(connector.id)} sx={{ pl: isDestination ? 2.25 : 1.25, pr: 5, display: 'block' }}>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.75, fontWeight: 550, overflowWrap: 'anywhere' }}>
                <Status of={connector.status} iconOnly />
                {connector.id}
              </Box>
              <Typography sx={{ fontSize: 11.5, color: 'text.secondary' }} title={fullTime(connector.updated_at)}>
                {lookOf(connector.status).word}
                {connector.attempts > 0 && `${t(', |list')}${plural(connector.attempts, 'attempt')}`}
                {connector.possible_duplicate && `${t(', |list')}${t('possible repeat')}`}
              </Typography>
              <Typography sx={{ fontSize: 11.5, color: 'text.secondary' }}>{time(connector.updated_at)}</Typography>
              <After delay={delays.get(connector.id)} />
            </ListItemButton>
          </ListItem>
        );
      })}
    </List>
  );
}

/** When its state came, from when the message was received: all bars begin there, and the longest is as wide as the list. */
function After({ delay }: { delay: Delay | undefined }) {
  if (!delay) return null;
  return (
    <>
      <Typography sx={{ fontSize: 11.5, color: 'text.secondary' }}>{t('after {time}', { time: elapsed(delay.ms * 1_000) })}</Typography>
      <Box aria-hidden sx={{ blockSize: 3, mt: 0.25, borderRadius: 1, bgcolor: 'divider' }}>
        <Box sx={{ blockSize: 3, borderRadius: 1, minInlineSize: 2, inlineSize: `${delay.share * 100}%`, bgcolor: 'primary.main' }} />
      </Box>
    </>
  );
}
