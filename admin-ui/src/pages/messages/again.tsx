// Processes one message again, or removes it.

import { Alert, Checkbox, FormControlLabel, FormGroup, FormLabel, Typography } from '@mui/material';
import { useState } from 'react';
import { useLocation, useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { api, take } from '@/api/client';
import type { MessageDetail } from '@/api/messages';
import { useChange } from '@/api/queries';

interface Props {
  message: MessageDetail;
  onClose: () => void;
}

export function AgainDialog({ message, onClose, onDone }: Props & { onDone: () => void }) {
  const all = message.connectors.filter(({ direction }) => direction === 'destination').map(({ id }) => id);
  const [destinations, setDestinations] = useState<ReadonlySet<string>>(new Set(all));
  const navigate = useNavigate();
  const { search } = useLocation();
  const isAll = destinations.size === all.length;
  const again = useChange(
    () => take(api.POST('/api/v1/messages/{id}/reprocess', { params: { path: { id: message.id } }, body: isAll ? {} : { destinations: [...destinations] } })),
    { done: ({ id }) => t('Taken in again as message {id}', { id }), renews: [['messages'], ['statistics']] },
  );
  const toggle = (id: string) => {
    const next = new Set(destinations);
    if (!next.delete(id)) next.add(id);
    setDestinations(next);
  };
  const run = () =>
    again.mutate(undefined, {
      onSuccess: ({ id }) => {
        onDone();
        onClose();
        void navigate(`/messages/${id}${search}`);
      },
    });
  return (
    <Confirm open title={t('Process message {id} again', { id: message.id })} verb={t('Process again')} isBusy={again.isPending} isDisabled={all.length > 0 && destinations.size === 0} onConfirm={run} onClose={onClose}>
      <Typography sx={{ mb: 1 }}>{t('It runs through the channel as it was received, with the scripts of now, under a new number. This one stays.')}</Typography>
      {!message.raw && <Alert severity="warning">{t('What was received is no longer kept, so this may be refused.')}</Alert>}
      {all.length > 1 && (
        <FormGroup>
          <FormLabel component="legend">{t('Destinations')}</FormLabel>
          {all.map((id) => (
            <FormControlLabel key={id} control={<Checkbox checked={destinations.has(id)} onChange={() => toggle(id)} />} label={id} />
          ))}
        </FormGroup>
      )}
    </Confirm>
  );
}

export function RemoveDialog({ message, onClose }: Props) {
  const navigate = useNavigate();
  const { search } = useLocation();
  const remove = useChange(() => take(api.DELETE('/api/v1/messages/{id}', { params: { path: { id: message.id } } })), {
    done: t('Message {id} removed', { id: message.id }),
    renews: [['messages']],
  });
  return (
    <Confirm
      open
      title={t('Remove message {id}?', { id: message.id })}
      verb={t('Remove')}
      isDangerous
      isBusy={remove.isPending}
      onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate(`/messages${search}`) })}
      onClose={onClose}
    >
      <Typography>{t('It cannot be brought back. That it was removed is put on record, and its counts stay in the statistics.')}</Typography>
    </Confirm>
  );
}
