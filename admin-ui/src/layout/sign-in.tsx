// The sign-in: as a page, and as a dialog over what was open when a session ended.

import { Alert, Box, Button, Dialog, DialogContent, DialogTitle, Paper, Stack, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useCallback, useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { usePreferences } from '@kit/preferences';
import { signIn, type Challenge } from '@/api/client';
import { LANGUAGES } from '@/i18n/languages';
import { refusal } from '@/second-factor/refusal';
import { SecondStep } from './second-step';

export function SignIn() {
  const current = usePreferences((preferences) => preferences.language);
  return (
    <Box component="main" sx={{ minBlockSize: '100vh', display: 'grid', placeItems: 'center', p: 2 }}>
      <Paper sx={{ p: 4, inlineSize: 420, maxInlineSize: '100%' }}>
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
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const [reason, setReason] = useState<string | null>(null);
  const attempt = useMutation({
    mutationFn: () => signIn(username, password),
    onSuccess: (next) => {
      setChallenge(next);
      if (next) setPassword('');
    },
  });
  const { reset } = attempt;
  const back = useCallback(
    (told: string | null) => {
      setChallenge(null);
      setReason(told);
      reset();
    },
    [reset],
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    setReason(null);
    if (!attempt.isPending) attempt.mutate();
  };
  if (challenge) return <SecondStep challenge={challenge} onBack={back} />;
  return (
    <Stack component="form" onSubmit={submit} spacing={2} sx={{ pt: 1 }}>
      <TextField label={t('User name')} value={username} onChange={(event) => setUsername(event.target.value)} autoComplete="username" autoFocus required slotProps={{ htmlInput: { dir: 'ltr' } }} />
      <TextField label={t('Password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} autoComplete="current-password" required slotProps={{ htmlInput: { dir: 'ltr' } }} />
      {reason && <Alert severity="warning">{reason}</Alert>}
      {attempt.isError && <Alert severity="error">{refusal(attempt.error, t('The user name or the password is wrong.'))}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending}>
        {t('Sign in')}
      </Button>
    </Stack>
  );
}
