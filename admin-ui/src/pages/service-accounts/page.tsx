// Programs that use the hub's interface: their accounts, and the keys of the one that is chosen.

import AddIcon from '@mui/icons-material/Add';
import { Alert, Box, Button, Link, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { fullTime, plural, time } from '@kit/format';
import { Empty, PageHead, Pending } from '@kit/parts';
import { Status } from '@kit/status';
import { api, take, type Schemas } from '@/api/client';
import { useChange } from '@/api/queries';
import { Keys } from './keys';

type Account = Schemas['ServiceAccount'];

export function ServiceAccountsPage() {
  const [params] = useSearchParams();
  const [isAdding, setAdding] = useState(false);
  const [shutOut, setShutOut] = useState<Account | null>(null);
  const accounts = useInfiniteQuery({
    queryKey: ['service-accounts'],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/service-accounts', { params: { query: { limit: 100, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const toggle = useChange(({ id, disabled }: Account) => take(api.POST(`/api/v1/service-accounts/{id}/${disabled ? 'enable' : 'disable'}`, { params: { path: { id } } })), { renews: [['service-accounts']] });
  const all = accounts.data?.pages.flatMap(({ items }) => items) ?? [];
  const chosen = all.find(({ id }) => id === params.get('account'));
  const add = (
    <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAdding(true)}>
      {t('New service account')}
    </Button>
  );
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Service accounts')} detail={accounts.data && plural(all.length, 'service account')}>
        {all.length > 0 && add}
      </PageHead>
      <Paper sx={{ flex: '1 1 0', minBlockSize: 160, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!accounts.data ? (
          <Pending query={accounts} />
        ) : all.length === 0 ? (
          <Empty title={t('There is no service account yet')} action={add}>
            {t('A program that uses the hub’s interface signs in with a key of its own: with just what it needs, for a time that ends, and revoked without touching anybody.')}
          </Empty>
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t('Service accounts')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('Name')}</TableCell>
                  <TableCell>{t('What for')}</TableCell>
                  <TableCell>{t('State')}</TableCell>
                  <TableCell>{t('Since')}</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {all.map((account) => (
                  <TableRow key={account.id} hover selected={account.id === chosen?.id}>
                    <TableCell sx={{ fontWeight: 550 }}>
                      <Link component={RouterLink} to={`?account=${account.id}`} aria-current={account.id === chosen?.id ? 'true' : undefined} dir="ltr">
                        {account.name}
                      </Link>
                    </TableCell>
                    <TableCell sx={{ overflowWrap: 'anywhere' }}>{account.description}</TableCell>
                    <TableCell>{account.disabled ? <Status of="stopped" text={t('Shut out')} /> : <Status of="success" text={t('Let in')} />}</TableCell>
                    <TableCell title={fullTime(account.created_at)}>{time(account.created_at)}</TableCell>
                    <TableCell align="right">
                      <Button color={account.disabled ? 'primary' : 'error'} onClick={() => (account.disabled ? toggle.mutate(account) : setShutOut(account))} aria-label={account.disabled ? t('Let in {name}', { name: account.name }) : t('Shut out {name}', { name: account.name })}>
                        {account.disabled ? t('Let in|verb') : t('Shut out|verb')}
                      </Button>
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
        {accounts.hasNextPage && <Button onClick={() => void accounts.fetchNextPage()}>{t('More service accounts')}</Button>}
      </Paper>
      {chosen && <Keys key={chosen.id} account={chosen} />}
      {isAdding && <NewAccount onClose={() => setAdding(false)} />}
      <Confirm open={shutOut !== null} title={t('Shut {name} out?', { name: shutOut?.name ?? '' })} verb={t('Shut out|verb')} isDangerous isBusy={toggle.isPending} onConfirm={() => shutOut && toggle.mutate(shutOut, { onSettled: () => setShutOut(null) })} onClose={() => setShutOut(null)}>
        {t('All its keys are refused until somebody lets it in again.')}
      </Confirm>
    </Box>
  );
}

function NewAccount({ onClose }: { onClose: () => void }) {
  const [name, setName] = useState('');
  const [description, setDescription] = useState('');
  const [, setParams] = useSearchParams();
  const isName = /^[a-z0-9._-]{1,64}$/.test(name);
  const create = useChange(() => take(api.POST('/api/v1/service-accounts', { body: { name, description } })), { renews: [['service-accounts']], quiet: true });
  const done = ({ id }: Account) => {
    setParams({ account: id });
    onClose();
  };
  return (
    <Confirm open title={t('New service account')} verb={t('Add')} isBusy={create.isPending} isDisabled={!isName} onConfirm={() => create.mutate(undefined, { onSuccess: done })} onClose={onClose}>
      <Stack spacing={2} sx={{ mt: 1 }}>
        <TextField autoFocus label={t('Name')} value={name} onChange={(event) => setName(event.target.value)} error={name !== '' && !isName} helperText={t('Lowercase letters, digits, . _ and -.')} autoComplete="off" slotProps={{ htmlInput: { dir: 'ltr', maxLength: 64 } }} />
        <TextField label={t('What for')} value={description} onChange={(event) => setDescription(event.target.value)} slotProps={{ htmlInput: { maxLength: 200 } }} />
        {create.error && <Alert severity="error">{explain(create.error)}</Alert>}
      </Stack>
    </Confirm>
  );
}
