// The second step of a sign-in: a code of the authenticator or a recovery code; or, where a role requires a second factor and
// there is none yet, setting one up.

import { Alert, Button, LinearProgress, Stack, Typography } from '@mui/material';
import { useMutation, useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useEffect, useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { typeOf } from '@kit/api/problem';
import { answerChallenge, api, begin, take, type Challenge, type Schemas } from '@/api/client';
import { CodeField, isCode } from '@/second-factor/code-field';
import { refusal } from '@/second-factor/refusal';

const Enrolment = lazy(async () => ({ default: (await import('@/second-factor/enrolment')).Enrolment }));
const RecoveryCodes = lazy(async () => ({ default: (await import('@/second-factor/recovery-codes')).RecoveryCodes }));

interface Props {
  challenge: Challenge;
  /** Back to the password, with a reason or without. */
  onBack: (reason: string | null) => void;
}

const tooLong = () => t('The sign-in took too long, or had too many wrong codes. Begin again with the password.');

export function SecondStep({ challenge, onBack }: Props) {
  const [hasEnrolled, setEnrolled] = useState(false);
  useEffect(() => {
    if (hasEnrolled) return;
    const timer = setTimeout(() => onBack(tooLong()), challenge.expires_in * 1000);
    return () => clearTimeout(timer);
  }, [challenge, onBack, hasEnrolled]);
  return challenge.must_enrol ? <SetUp challenge={challenge} onBack={onBack} onEnrolled={() => setEnrolled(true)} /> : <Code challenge={challenge} onBack={onBack} />;
}

function Code({ challenge, onBack }: Props) {
  const [code, setCode] = useState('');
  const [isRecovery, setRecovery] = useState(false);
  const attempt = useMutation({
    mutationFn: () => answerChallenge(challenge.challenge, isRecovery ? code.trim() : code.replace(/\s/g, '')),
    onError: (error) => {
      if (typeOf(error) === 'challenge-invalid') onBack(refusal(error));
      setCode('');
    },
  });
  const isComplete = isRecovery ? code.trim() !== '' : isCode(code);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isComplete && !attempt.isPending) attempt.mutate();
  };
  return (
    <Stack component="form" onSubmit={submit} spacing={2} sx={{ pt: 1 }}>
      <Typography variant="h2">{t('Second step')}</Typography>
      <CodeField value={code} onChange={setCode} isRecovery={isRecovery} />
      {attempt.isError && <Alert severity="error">{isRecovery && typeOf(attempt.error) === 'code-invalid' ? t('The recovery code is wrong, or was used already.') : refusal(attempt.error)}</Alert>}
      <Button type="submit" variant="contained" size="large" loading={attempt.isPending} disabled={!isComplete}>
        {t('Sign in')}
      </Button>
      <Stack direction="row" sx={{ justifyContent: 'space-between', flexWrap: 'wrap' }}>
        <Button
          onClick={() => {
            setRecovery(!isRecovery);
            setCode('');
            attempt.reset();
          }}
        >
          {isRecovery ? t('Use the authenticator') : t('Use a recovery code')}
        </Button>
        <Button onClick={() => onBack(null)}>{t('Another user')}</Button>
      </Stack>
    </Stack>
  );
}

function SetUp({ challenge, onBack, onEnrolled }: Props & { onEnrolled: () => void }) {
  const [enrolled, setEnrolled] = useState<Schemas['EnrolledSignIn'] | null>(null);
  const enrolment = useQuery({
    queryKey: ['enrol', challenge.challenge],
    queryFn: () => take(api.POST('/api/v1/auth/login/enrol', { body: { challenge: challenge.challenge } })),
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
  const confirm = useMutation({
    mutationFn: (code: string) => take(api.POST('/api/v1/auth/login/enrol/confirm', { body: { challenge: challenge.challenge, code } })),
    onSuccess: (told) => {
      onEnrolled();
      setEnrolled(told);
    },
    onError: (error) => {
      if (typeOf(error) === 'challenge-invalid') onBack(refusal(error));
    },
  });
  return (
    <Suspense fallback={<LinearProgress aria-label={t('Loading')} />}>
      {enrolled ? (
        <RecoveryCodes codes={enrolled.recovery_codes} onDone={() => begin(enrolled.tokens)} />
      ) : (
        <Stack spacing={1}>
          <Typography variant="h2">{t('Set up a second factor')}</Typography>
          <Typography color="text.secondary">{t('One of your roles requires a second factor.')}</Typography>
          {enrolment.error && <Alert severity="error">{refusal(enrolment.error)}</Alert>}
          {enrolment.data && <Enrolment enrolment={enrolment.data} onConfirm={(code) => confirm.mutate(code)} error={confirm.error} isBusy={confirm.isPending} />}
          <Button onClick={() => onBack(null)} sx={{ alignSelf: 'flex-start' }}>
            {t('Another user')}
          </Button>
        </Stack>
      )}
    </Suspense>
  );
}
