// The keys of a service account: what they permit, until when, used when last; made (and shown once) and revoked.

import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { ago, fullTime, time } from '@kit/format';
import { Pending } from '@kit/parts';
import { Status } from '@kit/status';
import { MONOSPACE } from '@kit/theme';
import { api, take, type Schemas } from '@/api/client';
import { useChange } from '@/api/queries';
import { Copy } from '@/second-factor/copy';
import { NewKey } from './new-key';

type Key = Schemas['ApiKey'];

export function Keys({ account }: { account: Schemas['ServiceAccount'] }) {
  const [isAdding, setAdding] = useState(false);
  const [issued, setIssued] = useState<Schemas['IssuedApiKey'] | null>(null);
  const [revoked, setRevoked] = useState<Key | null>(null);
  const path = { id: account.id };
  const keys = useQuery({ queryKey: ['service-accounts', account.id, 'keys'], queryFn: () => take(api.GET('/api/v1/service-accounts/{id}/keys', { params: { path } })) });
  const revoke = useChange(({ id }: Key) => take(api.DELETE('/api/v1/service-accounts/{id}/keys/{key}', { params: { path: { ...path, key: id } } })), {
    renews: [['service-accounts', account.id, 'keys']],
    done: t('The key is refused from now on.'),
  });
  return (
    <Paper component="section" aria-label={t('Keys of {name}', { name: account.name })} sx={{ flex: '1 1 0', minBlockSize: 160, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
      <Stack direction="row" sx={{ px: 1.25, py: 0.75, alignItems: 'center' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {t('Keys of {name}', { name: account.name })}
        </Typography>
        <Button variant="outlined" onClick={() => setAdding(true)}>
          {t('New key')}
        </Button>
      </Stack>
      {!keys.data ? (
        <Pending query={keys} rows={2} />
      ) : keys.data.length === 0 ? (
        <Typography sx={{ p: 2 }} color="text.secondary">
          {t('It has no key yet, so it cannot sign in.')}
        </Typography>
      ) : (
        <TableContainer sx={{ flex: 1 }}>
          <Table aria-label={t('Keys')}>
            <TableHead>
              <TableRow>
                <TableCell>{t('Key')}</TableCell>
                <TableCell>{t('Permits')}</TableCell>
                <TableCell>{t('State')}</TableCell>
                <TableCell>{t('Ends')}</TableCell>
                <TableCell>{t('Used last')}</TableCell>
                <TableCell>{t('Made')}</TableCell>
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {keys.data.map((key) => (
                <TableRow key={key.id} hover>
                  <TableCell dir="ltr" sx={{ fontFamily: MONOSPACE, fontSize: 12.5, textAlign: 'left' }}>
                    {key.hint}…
                  </TableCell>
                  <TableCell dir="ltr" sx={{ fontFamily: MONOSPACE, fontSize: 12.5, overflowWrap: 'anywhere', textAlign: 'left' }}>
                    {key.scopes.join(', ')}
                  </TableCell>
                  <TableCell>
                    <KeyState apiKey={key} />
                  </TableCell>
                  <TableCell title={fullTime(key.expires_at)}>{time(key.expires_at)}</TableCell>
                  <TableCell title={fullTime(key.last_used_at)}>{key.last_used_at ? ago(key.last_used_at) : t('never')}</TableCell>
                  <TableCell title={t('by {name}', { name: key.created_by })}>{time(key.created_at)}</TableCell>
                  <TableCell align="right">
                    {!key.revoked_at && (
                      <Button color="error" onClick={() => setRevoked(key)} aria-label={t('Revoke {key}', { key: key.hint })}>
                        {t('Revoke')}
                      </Button>
                    )}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      {isAdding && <NewKey account={account} onClose={() => setAdding(false)} onIssued={setIssued} />}
      <Issued issued={issued} onClose={() => setIssued(null)} />
      <Confirm open={revoked !== null} title={t('Revoke the key {key}?', { key: revoked?.hint ?? '' })} verb={t('Revoke')} isDangerous isBusy={revoke.isPending} onConfirm={() => revoked && revoke.mutate(revoked, { onSettled: () => setRevoked(null) })} onClose={() => setRevoked(null)}>
        {t('Whatever uses it is refused at once. It cannot be taken back.')}
      </Confirm>
    </Paper>
  );
}

function KeyState({ apiKey }: { apiKey: Key }) {
  if (apiKey.revoked_at) return <Status of="stopped" text={t('Revoked')} />;
  if (Date.parse(apiKey.expires_at) <= Date.now()) return <Status of="refused" text={t('Ended')} />;
  return <Status of="success" text={t('In use')} />;
}

function Issued({ issued, onClose }: { issued: Schemas['IssuedApiKey'] | null; onClose: () => void }) {
  return (
    <Dialog open={issued !== null} aria-labelledby="issued" maxWidth="sm" fullWidth>
      <DialogTitle id="issued">{t('The new key')}</DialogTitle>
      <DialogContent>
        <Stack spacing={2}>
          <Alert severity="warning">{t('It is shown this once. Put it where the program reads its secrets.')}</Alert>
          <Box component="code" dir="ltr" data-api-key sx={{ fontFamily: MONOSPACE, overflowWrap: 'anywhere', p: 1.25, border: 1, borderColor: 'divider', borderRadius: 1 }}>
            {issued?.api_key}
          </Box>
          <Typography color="text.secondary">{t('The program sends it as the header')} <Box component="code" dir="ltr">Authorization: Bearer nck_…</Box></Typography>
        </Stack>
      </DialogContent>
      <DialogActions>
        <Copy text={issued?.api_key ?? ''} />
        <Button variant="contained" onClick={onClose}>
          {t('I have kept it')}
        </Button>
      </DialogActions>
    </Dialog>
  );
}
