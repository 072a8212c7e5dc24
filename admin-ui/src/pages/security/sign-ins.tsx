// The sign-ins of whoever is signed in; one or all others are ended.

import { Box, Button, Chip, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { ago, fullTime, time } from '@kit/format';
import { Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { useChange } from '@/api/queries';

type Session = Schemas['Session'];

export function SignIns() {
  const [isEndingOthers, setEndingOthers] = useState(false);
  const sessions = useQuery({ queryKey: ['sign-ins'], queryFn: () => take(api.GET('/api/v1/auth/sessions')) });
  const end = useChange((id: string) => take(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })), { renews: [['sign-ins']], done: t('The sign-in has ended.') });
  const endOthers = useChange(() => take(api.POST('/api/v1/auth/sessions/end-others')), { renews: [['sign-ins']], done: t('Your other sign-ins have ended.') });
  if (!sessions.data) return <Pending query={sessions} rows={2} />;
  const n_others = sessions.data.filter(({ current }) => !current).length;
  return (
    <>
      <TableContainer sx={{ maxBlockSize: 340 }}>
        <Table aria-label={t('Sign-ins')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('Program')}</TableCell>
              <TableCell>{t('From|address')}</TableCell>
              <TableCell>{t('Since')}</TableCell>
              <TableCell>{t('Used last')}</TableCell>
              <TableCell>{t('Ends at the latest')}</TableCell>
              <TableCell />
            </TableRow>
          </TableHead>
          <TableBody>
            {sessions.data.map((session) => (
              <Row key={session.id} session={session} isBusy={end.isPending && end.variables === session.id} onEnd={() => end.mutate(session.id)} />
            ))}
          </TableBody>
        </Table>
      </TableContainer>
      <Button color="error" disabled={n_others === 0} onClick={() => setEndingOthers(true)} sx={{ mt: 1 }}>
        {t('End all others')}
      </Button>
      <Confirm
        open={isEndingOthers}
        title={t('End all your other sign-ins?')}
        verb={t('End all others')}
        isDangerous
        isBusy={endOthers.isPending}
        onConfirm={() => endOthers.mutate(undefined, { onSettled: () => setEndingOthers(false) })}
        onClose={() => setEndingOthers(false)}
      >
        {t('What is open there and not saved may be lost. This one goes on.')}
      </Confirm>
    </>
  );
}

function Row({ session, isBusy, onEnd }: { session: Session; isBusy: boolean; onEnd: () => void }) {
  const program = programOf(session.user_agent ?? '');
  return (
    <TableRow hover>
      <TableCell title={session.user_agent ?? ''}>
        <Box component="span" dir="ltr">
          {program || t('unknown')}
        </Box>{' '}
        {session.current && <Chip label={t('this one')} color="primary" variant="outlined" />}
      </TableCell>
      <TableCell dir="ltr" sx={{ textAlign: 'left' }}>
        {session.address}
      </TableCell>
      <TableCell title={fullTime(session.started_at)}>{time(session.started_at)}</TableCell>
      <TableCell title={fullTime(session.last_used_at)}>{ago(session.last_used_at)}</TableCell>
      <TableCell title={fullTime(session.expires_at)}>{time(session.expires_at)}</TableCell>
      <TableCell align="right">
        {!session.current && (
          <Button color="error" loading={isBusy} onClick={onEnd} aria-label={t('End the sign-in of {program}, {time}', { program, time: time(session.started_at) })}>
            {t('End')}
          </Button>
        )}
      </TableCell>
    </TableRow>
  );
}

/** The browser and its system out of what it calls itself, which is long and full of history. */
export function programOf(agent: string): string {
  // Others than these call themselves Chrome and Safari too, so those come last.
  const browser = ['Edg', 'OPR', 'Firefox', 'Chrome', 'Safari'].map((name) => new RegExp(`${name}/(\\d+)`).exec(agent)).find((found) => found)?.[0].replace('/', ' ');
  if (!browser) return agent.split(' ')[0] ?? '';
  const system = /Android|iPhone|iPad|Windows|Mac OS X|Linux/.exec(agent)?.[0];
  const name = browser.replace(/^Edg /, 'Edge ').replace(/^OPR /, 'Opera ');
  return system ? `${name}, ${system}` : name;
}
