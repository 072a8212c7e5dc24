// Who may sign in, with which roles.

import AddIcon from '@mui/icons-material/PersonAddOutlined';
import { Alert, Autocomplete, Box, Button, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { PageHead, Pending } from '@kit/parts';
import { plural, time } from '@kit/format';
import { Status } from '@kit/status';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange } from '@/api/queries';

type User = Schemas['User'];

/** Offered; another name can be typed, and the hub says which there are. */
const ROLES = ['administrator', 'analyst', 'doctor', 'nurse', 'receptionist', 'pharmacist', 'lab-technician', 'billing-clerk', 'billing-manager', 'compliance-officer'];
const PASSWORD = { min: 15, max: 256 };

export function UsersPage() {
  const me = useQuery(queries.me());
  const [dialog, setDialog] = useState<'new' | { password: User } | { toggle: User } | null>(null);
  const users = useInfiniteQuery({
    queryKey: ['users'],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/users', { params: { query: { limit: 100, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  const all = users.data?.pages.flatMap(({ items }) => items) ?? [];
  const toggle = useChange(
    (user: User) => take(api.POST(`/api/v1/users/{id}/${user.disabled ? 'enable' : 'disable'}`, { params: { path: { id: user.id } } })),
    { renews: [['users']] },
  );
  const close = () => setDialog(null);
  const toggled = dialog !== null && typeof dialog === 'object' && 'toggle' in dialog ? dialog.toggle : null;
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Users')} detail={users.data && plural(all.length, 'user')}>
        <Button variant="contained" startIcon={<AddIcon />} onClick={() => setDialog('new')}>
          {t('New user')}
        </Button>
      </PageHead>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!users.data ? (
          <Pending query={users} />
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t('Users')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('User')}</TableCell>
                  <TableCell>{t('Roles')}</TableCell>
                  <TableCell>{t('State')}</TableCell>
                  <TableCell>{t('Since')}</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {all.map((user) => (
                  <TableRow key={user.id} hover>
                    <TableCell sx={{ fontWeight: 550 }}>{user.username}</TableCell>
                    <TableCell>{user.roles.join(', ')}</TableCell>
                    <TableCell>{user.disabled ? <Status of="stopped" text={t('Shut out')} /> : <Status of="success" text={t('May sign in')} />}</TableCell>
                    <TableCell>{time(user.created_at)}</TableCell>
                    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                      <Button onClick={() => setDialog({ password: user })} aria-label={t('Set password of {username}', { username: user.username })}>
                        {t('Set password')}
                      </Button>
                      <Button disabled={user.id === me.data?.user_id} color={user.disabled ? 'primary' : 'error'} onClick={() => (user.disabled ? toggle.mutate(user) : setDialog({ toggle: user }))} aria-label={user.disabled ? t('Let in {name}', { name: user.username }) : t('Shut out {name}', { name: user.username })}>
                        {user.disabled ? t('Let in|verb') : t('Shut out|verb')}
                      </Button>
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
        {users.hasNextPage && <Button onClick={() => void users.fetchNextPage()}>{t('More users')}</Button>}
      </Paper>
      {dialog === 'new' && <NewUser onClose={close} />}
      {dialog !== null && typeof dialog === 'object' && 'password' in dialog && <PasswordDialog user={dialog.password} onClose={close} />}
      <Confirm open={toggled !== null} title={t('Shut {name} out?', { name: toggled?.username ?? '' })} verb={t('Shut out|verb')} isDangerous isBusy={toggle.isPending} onConfirm={() => toggled && toggle.mutate(toggled, { onSettled: close })} onClose={close}>
        {t('Sessions end, and signing in is refused until somebody lets the user in again.')}
      </Confirm>
    </Box>
  );
}

function passwordProblem(password: string): string {
  return password !== '' && (password.length < PASSWORD.min || password.length > PASSWORD.max) ? t('{min} to {max} characters', PASSWORD) : '';
}

function NewUser({ onClose }: { onClose: () => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const [roles, setRoles] = useState<string[]>(['analyst']);
  const isName = /^[A-Za-z0-9._-]{1,64}$/.test(username);
  const create = useChange(() => take(api.POST('/api/v1/users', { body: { username, password, roles } })), { renews: [['users']], done: t('{username} may sign in', { username }), quiet: true });
  return (
    <Confirm open title={t('New user')} verb={t('Add')} isBusy={create.isPending} isDisabled={!isName || password.length < PASSWORD.min || roles.length === 0} onConfirm={() => create.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={2} sx={{ mt: 1 }}>
        <TextField autoFocus label={t('User name')} value={username} onChange={(event) => setUsername(event.target.value)} error={username !== '' && !isName} helperText={t('Letters, digits, . _ and -; case does not matter.')} autoComplete="off" />
        <TextField label={t('Password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} error={passwordProblem(password) !== ''} helperText={passwordProblem(password)} autoComplete="new-password" />
        <Autocomplete multiple freeSolo options={ROLES} value={roles} onChange={(_, next) => setRoles(next)} renderInput={(input) => <TextField {...input} label={t('Roles')} />} />
        {create.error && <Alert severity="error">{explain(create.error)}</Alert>}
      </Stack>
    </Confirm>
  );
}

function PasswordDialog({ user, onClose }: { user: User; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const set = useChange(() => take(api.PUT('/api/v1/users/{id}/password', { params: { path: { id: user.id } }, body: { password } })), { done: t('The password of {username} is set; sessions have ended', { username: user.username }), quiet: true });
  return (
    <Confirm open title={t('Password of {username}', { username: user.username })} verb={t('Set')} isBusy={set.isPending} isDisabled={password === '' || passwordProblem(password) !== ''} onConfirm={() => set.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <TextField autoFocus fullWidth label={t('New password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} error={passwordProblem(password) !== ''} helperText={passwordProblem(password) || t('Sessions of this user end.')} autoComplete="new-password" sx={{ mt: 1 }} />
      {set.error && <Alert severity="error">{explain(set.error)}</Alert>}
    </Confirm>
  );
}
