// Signing in, step by step: name and password, then the second factor where there is one, or setting one up where a role needs it.

import { Alert, Button, Link, Stack, TextField, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { ApiError, explain } from '@kit/api/problem';
import { beginSession } from '@kit/api/session';
import { tokensOf } from '@kit/api/transport';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { answerChallenge, api, signIn, take, type Schemas } from '@/api/client';
import { EnrolmentKey } from '@/parts/enrolment-key';
import { RecoveryCodes } from '@/parts/recovery-codes';

type Challenge = Schemas['Challenge'];

export function SignInSteps() {
  const [challenge, setChallenge] = useState<Challenge | null>(null);
  const restart = () => setChallenge(null);
  if (!challenge) return <Credentials onChallenge={setChallenge} />;
  return challenge.must_enrol ? <Enrol challenge={challenge.challenge} onRestart={restart} /> : <SecondStep challenge={challenge.challenge} onRestart={restart} />;
}

function Credentials({ onChallenge }: { onChallenge: (challenge: Challenge) => void }) {
  const [username, setUsername] = useState('');
  const [password, setPassword] = useState('');
  const attempt = useMutation({ mutationFn: () => signIn(username, password), onSuccess: (challenge) => challenge && onChallenge(challenge) });
  return (
    <Stack component="form" onSubmit={submitting(() => !attempt.isPending && attempt.mutate())} spacing={2} sx={{ pt: 1 }}>
      <TextField label={t('User name')} value={username} onChange={(event) => setUsername(event.target.value)} autoComplete="username" autoFocus required />
      <TextField label={t('Password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} autoComplete="current-password" required />
      {attempt.isError && <Alert severity="error">{refusal(attempt.error, t('The user name or the password is wrong.'))}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending}>
        {t('Sign in')}
      </Button>
    </Stack>
  );
}

function SecondStep({ challenge, onRestart }: { challenge: string; onRestart: () => void }) {
  const [isRecovery, setRecovery] = useState(false);
  const [code, setCode] = useState('');
  const attempt = useMutation({ mutationFn: () => answerChallenge(challenge, code.trim()) });
  const swap = () => {
    setRecovery(!isRecovery);
    setCode('');
    attempt.reset();
  };
  return (
    <Stack component="form" onSubmit={submitting(() => !attempt.isPending && attempt.mutate())} spacing={2} sx={{ pt: 1 }}>
      <Typography>{isRecovery ? t('Type one of the recovery codes that you kept. Each works once.') : t('Type the code that your authenticator shows now.')}</Typography>
      <CodeField key={String(isRecovery)} isRecovery={isRecovery} value={code} onChange={setCode} />
      {attempt.isError && <Alert severity="error">{refusal(attempt.error, t('This code is not right, or was used already. After some wrong ones, begin anew.'))}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending}>
        {t('Sign in')}
      </Button>
      <Stack direction="row" sx={{ justifyContent: 'space-between', flexWrap: 'wrap', gap: 1 }}>
        <Link component="button" type="button" onClick={swap}>
          {isRecovery ? t('Use the authenticator') : t('Use a recovery code')}
        </Link>
        <Link component="button" type="button" onClick={onRestart}>
          {t('Begin anew')}
        </Link>
      </Stack>
    </Stack>
  );
}

/** A role of the user needs a second factor, and there is none yet. */
function Enrol({ challenge, onRestart }: { challenge: string; onRestart: () => void }) {
  const [code, setCode] = useState('');
  const [granted, setGranted] = useState<Schemas['EnrolledSignIn'] | null>(null);
  const enrolment = useQuery({ queryKey: ['enrol', challenge], queryFn: () => take(api.POST('/api/v1/auth/login/enrol', { body: { challenge } })), staleTime: Infinity, gcTime: 0, refetchOnWindowFocus: false });
  const attempt = useMutation({ mutationFn: () => take(api.POST('/api/v1/auth/login/enrol/confirm', { body: { challenge, code: code.trim() } })), onSuccess: setGranted });
  if (granted) return <RecoveryCodes codes={granted.recovery_codes} onDone={() => beginSession(tokensOf(granted.tokens))} />;
  return (
    <Stack component="form" onSubmit={submitting(() => !attempt.isPending && attempt.mutate())} spacing={2} sx={{ pt: 1 }}>
      <Typography>{t('Your role needs a second factor. Set it up now; it is asked for whenever you sign in.')}</Typography>
      {enrolment.data ? <EnrolmentKey of={enrolment.data} /> : <Pending query={enrolment} rows={3} />}
      <CodeField value={code} onChange={setCode} />
      {attempt.isError && <Alert severity="error">{refusal(attempt.error, t('This code is not right. Wait for the next one and try again.'))}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending} disabled={!enrolment.data}>
        {t('Confirm and sign in')}
      </Button>
      <Link component="button" type="button" onClick={onRestart}>
        {t('Begin anew')}
      </Link>
    </Stack>
  );
}

export function CodeField({ isRecovery = false, value, onChange }: { isRecovery?: boolean; value: string; onChange: (value: string) => void }) {
  const label = isRecovery ? t('Recovery code') : t('Code');
  return (
    <TextField
      label={label}
      value={value}
      onChange={(event) => onChange(event.target.value)}
      autoComplete={isRecovery ? 'off' : 'one-time-code'}
      autoFocus
      required
      slotProps={{ htmlInput: { dir: 'ltr', inputMode: isRecovery ? 'text' : 'numeric', style: { letterSpacing: '0.15em' } } }}
    />
  );
}

function submitting(act: () => unknown) {
  return (event: FormEvent) => {
    event.preventDefault();
    act();
  };
}

function refusal(error: unknown, wrong: string): string {
  return error instanceof ApiError && error.problem.status === 401 ? wrong : explain(error);
}
