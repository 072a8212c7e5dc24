// The sign-in: as a page, and as a dialog over what was open when a session ended.

import { Alert, Box, Button, Dialog, DialogContent, DialogTitle, Paper, Stack, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { ApiError, explain } from '@kit/api/problem';
import { usePreferences } from '@kit/preferences';
import { signIn } from '@/api/client';
import { LANGUAGES } from '@/i18n/languages';

export function SignIn() {
  const current = usePreferences((preferences) => preferences.language);
  return (
    <Box component="main" sx={{ minBlockSize: '100vh', display: 'grid', placeItems: 'center', p: 2 }}>
      <Paper sx={{ p: 4, inlineSize: 380, maxInlineSize: '100%' }}>
        <Stack direction="row" spacing={1.5} sx={{ mb: 3, alignItems: 'center' }}>
          <img src="/admin/icon.svg" width={36} height={36} alt="" />
          <Box>
            <Typography variant="h1">NileCare</Typography>
            <Typography color="text.secondary">{t('Channels and messages')}</Typography>
          </Box>
        </Stack>
        <Credentials />
        <Stack direction="row" role="group" aria-label={t('Language')} sx={{ mt: 2, justifyContent: 'center' }}>
          {LANGUAGES.map(({ language, name }) => (
            <Button key={language} lang={language} aria-pressed={language === current} onClick={() => usePreferences.setState({ language })}>
              {name}
            </Button>
          ))}
        </Stack>
      </Paper>
    </Box>
  );
}

export function SignInAgain({ open }: { open: boolean }) {
  return (
    <Dialog open={open} maxWidth="xs" fullWidth aria-labelledby="sign-in-again">
      <DialogTitle id="sign-in-again">{t('Sign in again')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{t('Your session has ended. What you have not saved is still here.')}</Typography>
        <Credentials />
      </DialogContent>
    </Dialog>
  );
}

function Credentials() {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => signIn(username, password) });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!attempt.isPending) attempt.mutate();
  };
  return (
    <Stack component="form" onSubmit={submit} spacing={2} sx={{ pt: 1 }}>
      <TextField label={t('User name')} value={username} onChange={(event) => setUsername(event.target.value)} autoComplete="username" autoFocus required />
      <TextField label={t('Password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} autoComplete="current-password" required />
      {attempt.isError && <Alert severity="error">{refusal(attempt.error)}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending}>
        {t('Sign in')}
      </Button>
    </Stack>
  );
}

function refusal(error: unknown): string {
  const isWrong = error instanceof ApiError && error.problem.status === 401;
  return isWrong ? t('The user name or the password is wrong.') : explain(error);
}
