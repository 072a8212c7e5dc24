// Where I am signed in; each sign-in can be ended.

import { Box, Button, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { ago } from '@kit/format';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange } from '@/api/queries';
import { when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Tag } from '@/parts/tag';

const RENEWS = [['sessions']];

export function SessionsSection() {
  const sessions = useQuery(queries.sessions());
  const end = useChange((id: string) => take(api.DELETE('/api/v1/auth/sessions/{id}', { params: { path: { id } } })), { renews: RENEWS, done: t('The sign-in has ended.') });
  const endOthers = useChange(() => take(api.POST('/api/v1/auth/sessions/end-others')), { renews: RENEWS, done: t('All other sign-ins have ended.') });
  if (!sessions.data) return <Paper><Pending query={sessions} rows={3} /></Paper>;
  const hasOthers = sessions.data.length > 1;
  return (
    <Section title={t('Sign-ins')} actions={hasOthers && <Button color="error" loading={endOthers.isPending} onClick={() => endOthers.mutate(undefined)}>{t('End all others')}</Button>}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {sessions.data.map((session) => (
          <One key={session.id} session={session} isBusy={end.isPending} onEnd={() => end.mutate(session.id)} />
        ))}
      </Box>
    </Section>
  );
}

function One({ session, isBusy, onEnd }: { session: Schemas['Session']; isBusy: boolean; onEnd: () => void }) {
  const since = when(session.started_at);
  return (
    <Stack component="li" direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', py: 1, borderBlockEnd: '1px solid', borderColor: 'divider', '&:last-child': { borderBlockEnd: 0 } }}>
      <Box sx={{ flex: '1 1 240px', minInlineSize: 0 }}>
        <Typography>
          {t('Since {time}', { time: since })} {session.last_used_at && `· ${t('used {ago}', { ago: ago(session.last_used_at) })}`}
        </Typography>
        <Ltr sx={{ color: 'text.secondary', fontSize: 12.5 }}>{[session.address, session.user_agent].filter(Boolean).join(' · ')}</Ltr>
      </Box>
      {session.current ? (
        <Tag tone="success">{t('This one')}</Tag>
      ) : (
        <Button color="error" disabled={isBusy} onClick={onEnd} aria-label={t('End the sign-in since {time}', { time: since })}>
          {t('End')}
        </Button>
      )}
    </Stack>
  );
}
