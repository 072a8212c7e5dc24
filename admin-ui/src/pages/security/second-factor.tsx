// The own second factor: set up, switched off, new recovery codes. Each asks for the password first.

import { Alert, Box, Button, Dialog, DialogContent, DialogTitle, Stack, TextField, Typography } from '@mui/material';
import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { plural } from '@kit/format';
import { notify } from '@kit/notices';
import { Pending } from '@kit/parts';
import { Status } from '@kit/status';
import { api, take, type Schemas } from '@/api/client';
import { Enrolment } from '@/second-factor/enrolment';
import { RecoveryCodes } from '@/second-factor/recovery-codes';
import { refusal } from '@/second-factor/refusal';

type Asked = 'set-up' | 'codes' | 'off';
/** Fewer recovery codes than this are worth a warning. */
const FEW = 3;

export function SecondFactor() {
  const client = useQueryClient();
  const factor = useQuery({ queryKey: ['second-factor'], queryFn: () => take(api.GET('/api/v1/auth/second-factor')) });
  const [asked, setAsked] = useState<Asked | null>(null);
  const [enrolment, setEnrolment] = useState<Schemas['TotpEnrolment'] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const confirm = useMutation({
    mutationFn: (code: string) => take(api.POST('/api/v1/auth/second-factor/confirm', { body: { code } })),
    onSuccess: (told) => {
      setEnrolment(null);
      setCodes(told.codes);
      void client.invalidateQueries({ queryKey: ['second-factor'] });
    },
  });
  if (!factor.data) return <Pending query={factor} rows={2} />;
  const { enabled, required, recovery_codes_left } = factor.data;
  return (
    <>
      <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', gap: 1.5 }}>
        {enabled ? <Status of="success" text={t('In use')} /> : <Status of="idle" text={t('Not set up')} />}
        {enabled && <Typography color="text.secondary">{t('{codes} left', { codes: plural(recovery_codes_left, 'recovery code') })}</Typography>}
        <Box sx={{ flex: 1 }} />
        {!enabled && (
          <Button variant="contained" onClick={() => setAsked('set-up')}>
            {t('Set up')}
          </Button>
        )}
        {enabled && <Button onClick={() => setAsked('codes')}>{t('New recovery codes')}</Button>}
        {enabled && (
          <Button color="error" disabled={required} onClick={() => setAsked('off')}>
            {t('Switch off')}
          </Button>
        )}
      </Stack>
      {required && (
        <Typography color="text.secondary" sx={{ mt: 1 }}>
          {t('One of your roles requires it, so it cannot be switched off. Lost the telephone? An administrator takes it away, and the next sign-in sets up another.')}
        </Typography>
      )}
      {enabled && recovery_codes_left < FEW && (
        <Alert severity="warning" sx={{ mt: 1 }}>
          {t('Few recovery codes are left. Make new ones before you need them.')}
        </Alert>
      )}
      {asked && (
        <AskPassword
          asked={asked}
          onClose={() => setAsked(null)}
          onEnrolment={(told) => {
            confirm.reset();
            setEnrolment(told);
          }}
          onCodes={setCodes}
        />
      )}
      <Dialog open={enrolment !== null} onClose={() => setEnrolment(null)} aria-labelledby="set-up" maxWidth="sm" fullWidth>
        <DialogTitle id="set-up">{t('Set up a second factor')}</DialogTitle>
        <DialogContent>{enrolment && <Enrolment enrolment={enrolment} onConfirm={(code) => confirm.mutate(code)} error={confirm.error} isBusy={confirm.isPending} />}</DialogContent>
      </Dialog>
      {/* Closed by its button only: the codes cannot be shown a second time. */}
      <Dialog open={codes !== null} aria-labelledby="recovery-codes" maxWidth="sm" fullWidth>
        <DialogTitle id="recovery-codes">{t('Recovery codes')}</DialogTitle>
        <DialogContent>{codes && <RecoveryCodes codes={codes} onDone={() => setCodes(null)} />}</DialogContent>
      </Dialog>
    </>
  );
}

interface AskProps {
  asked: Asked;
  onClose: () => void;
  onEnrolment: (enrolment: Schemas['TotpEnrolment']) => void;
  onCodes: (codes: string[]) => void;
}

function AskPassword({ asked, onClose, onEnrolment, onCodes }: AskProps) {
  const [password, setPassword] = useState('');
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: async () => {
      const body = { password };
      if (asked === 'set-up') onEnrolment(await take(api.POST('/api/v1/auth/second-factor', { body })));
      if (asked === 'codes') onCodes((await take(api.POST('/api/v1/auth/second-factor/recovery-codes', { body }))).codes);
      if (asked === 'off') {
        await take(api.POST('/api/v1/auth/second-factor/remove', { body }));
        notify({ severity: 'success', text: t('The second factor is switched off.') });
      }
    },
    onSuccess: () => {
      onClose();
      void client.invalidateQueries({ queryKey: ['second-factor'] });
    },
  });
  const words = {
    'set-up': { title: t('Set up a second factor'), verb: t('Go on|step'), about: t('First your password, so that nobody else does this at your open screen.') },
    codes: { title: t('New recovery codes'), verb: t('Make new codes'), about: t('Those so far are worth nothing then.') },
    off: { title: t('Switch the second factor off?'), verb: t('Switch off'), about: t('The password alone lets in then. Recovery codes are worth nothing any more.') },
  }[asked];
  return (
    <Confirm open title={words.title} verb={words.verb} isDangerous={asked === 'off'} isBusy={run.isPending} isDisabled={password === ''} onConfirm={() => run.mutate()} onClose={onClose}>
      <Stack spacing={2}>
        <Typography>{words.about}</Typography>
        <TextField autoFocus label={t('Password')} type="password" value={password} onChange={(event) => setPassword(event.target.value)} autoComplete="current-password" slotProps={{ htmlInput: { dir: 'ltr' } }} />
        {run.error && <Alert severity="error">{refusal(run.error)}</Alert>}
      </Stack>
    </Confirm>
  );
}
