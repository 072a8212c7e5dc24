// A message by hand, with the reply that a sender would get.

import { Alert, Autocomplete, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, TextField } from '@mui/material';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { ContentView } from '@kit/content/view';
import { Status } from '@kit/status';
import { api, save, take } from '@/api/client';
import { useChange, type Channel } from '@/api/queries';
import { onTheWire } from './sample';

export function SendDialog({ channel, onClose }: { channel: Channel; onClose: () => void }) {
  const [text, setText] = useState('');
  const [destinations, setDestinations] = useState<string[]>([]);
  const all = channel.connectors.filter(({ direction }) => direction === 'destination').map(({ id }) => id);
  const send = useChange(
    () => {
      const body = { content: { text: onTheWire(text) }, ...(destinations.length > 0 ? { destinations } : {}) };
      return take(api.POST('/api/v1/channels/{id}/messages', { params: { path: { id: channel.id } }, body }));
    },
    { renews: [['messages'], ['statistics'], ['queues']], quiet: true },
  );
  return (
    <Dialog open onClose={onClose} maxWidth="md" fullWidth aria-labelledby="send">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          send.mutate();
        }}
      >
        <DialogTitle id="send">{t('Send a message to {name}', { name: channel.name })}</DialogTitle>
        <DialogContent sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}>
          <TextField autoFocus multiline minRows={6} maxRows={16} label={t('Message')} value={text} onChange={(event) => setText(event.target.value)} helperText={t('As a sender would send it, without framing. It is processed and delivered like any other.')} slotProps={{ htmlInput: { style: { fontFamily: 'monospace', fontSize: 12.5 }, spellCheck: false } }} sx={{ mt: 1 }} />
          {all.length > 1 && <Autocomplete multiple options={all} value={destinations} onChange={(_, next) => setDestinations(next)} renderInput={(input) => <TextField {...input} label={t('Destinations')} placeholder={destinations.length === 0 ? t('As routed') : ''} />} />}
          {send.error && <Alert severity="error">{explain(send.error)}</Alert>}
          {send.data && (
            <Box>
              <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1 }}>
                <Status of={send.data.is_positive ? 'success' : 'error'} text={send.data.is_positive ? t('Taken') : t('Refused')} />
                <Button component={Link} to={`/messages/${send.data.id}?channel=${channel.id}`}>
                  {t('Message {id}', { id: send.data.id })}
                </Button>
              </Box>
              {send.data.reply && (
                <Box sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
                  <ContentView content={send.data.reply} name={`reply-${send.data.id}`} onSave={save} />
                </Box>
              )}
            </Box>
          )}
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{t('Close')}</Button>
          <Button type="submit" variant="contained" disabled={text.trim() === ''} loading={send.isPending}>
            {t('Send')}
          </Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}
