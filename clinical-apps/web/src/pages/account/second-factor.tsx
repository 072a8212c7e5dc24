// The own second factor: setting it up, new recovery codes, taking it away. Each asks for the password again.

import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange } from '@/api/queries';
import { CodeField } from '@/layout/sign-in-steps';
import { EnrolmentKey } from '@/parts/enrolment-key';
import { Section } from '@/parts/page';
import { RecoveryCodes } from '@/parts/recovery-codes';
import { Tag } from '@/parts/tag';
import { told } from './told';

type What = 'set-up' | 'codes' | 'remove';
const RENEWS = [['second-factor']];

export function SecondFactorSection() {
  const state = useQuery(queries.secondFactor());
  const [open, setOpen] = useState<What | null>(null);
  if (!state.data) return <Paper><Pending query={state} rows={2} /></Paper>;
  const { enabled, recovery_codes_left, required } = state.data;
  return (
    <Section title={t('Second factor')} actions={enabled ? <Tag tone="success">{t('In use')}</Tag> : <Tag tone="warning">{t('Not set up')}</Tag>}>
      <Stack spacing={1.5}>
        {enabled ? (
          <Typography>{t('Signing in asks for a code of your authenticator. Left: {codes}.', { codes: plural(recovery_codes_left, 'recovery code') })}</Typography>
        ) : (
          <Typography>{t('With a second factor, somebody who knows your password cannot sign in as you.')}</Typography>
        )}
        {enabled && recovery_codes_left < 3 && <Alert severity="warning">{t('Few recovery codes are left: make new ones.')}</Alert>}
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
          {!enabled && <Button variant="contained" onClick={() => setOpen('set-up')}>{t('Set it up')}</Button>}
          {enabled && <Button variant="outlined" onClick={() => setOpen('codes')}>{t('New recovery codes')}</Button>}
          {enabled && <Button variant="outlined" color="error" disabled={required} onClick={() => setOpen('remove')}>{t('Take it away')}</Button>}
        </Stack>
        {enabled && required && <Typography sx={{ color: 'text.secondary' }}>{t('Your role needs it, so it cannot be taken away.')}</Typography>}
      </Stack>
      {open && <Steps what={open} onClose={() => setOpen(null)} />}
    </Section>
  );
}

const TITLES: Record<What, string> = { 'set-up': 'Set up the second factor', codes: 'New recovery codes', remove: 'Take the second factor away' };

/** For the test that each is translated. */
export const STEP_TITLES = Object.values(TITLES);

function Steps({ what, onClose }: { what: What; onClose: () => void }) {
  const [enrolment, setEnrolment] = useState<Schemas['TotpEnrolment'] | null>(null);
  const [codes, setCodes] = useState<string[] | null>(null);
  const ask = useChange(
    async (password: string) => {
      if (what === 'set-up') setEnrolment(await take(api.POST('/api/v1/auth/second-factor', { body: { password } })));
      else if (what === 'codes') setCodes((await take(api.POST('/api/v1/auth/second-factor/recovery-codes', { body: { password } }))).codes);
      else {
        await take(api.POST('/api/v1/auth/second-factor/remove', { body: { password } }));
        onClose();
      }
    },
    { quiet: true, renews: RENEWS },
  );
  return (
    <Dialog open onClose={codes ? undefined : onClose} fullWidth maxWidth="xs" aria-labelledby="second-factor-step">
      <DialogTitle id="second-factor-step">{t(TITLES[what])}</DialogTitle>
      {codes ? (
        <DialogContent>
          <RecoveryCodes codes={codes} onDone={onClose} />
        </DialogContent>
      ) : enrolment ? (
        <Confirmation enrolment={enrolment} onCodes={setCodes} onClose={onClose} />
      ) : (
        <Password isBusy={ask.isPending} error={ask.error} isDangerous={what === 'remove'} onPassword={(password) => ask.mutate(password)} onClose={onClose} />
      )}
    </Dialog>
  );
}

function Password({ isBusy, error, isDangerous, onPassword, onClose }: { isBusy: boolean; error: unknown; isDangerous: boolean; onPassword: (password: string) => void; onClose: () => void }) {
  const [password, setPassword] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onPassword(password);
  };
  return (
    <form onSubmit={submit}>
      <DialogContent>
        <Stack spacing={2} sx={{ pt: 1 }}>
          <TextField label={t('Your password')} type="password" autoComplete="current-password" autoFocus required value={password} onChange={(event) => setPassword(event.target.value)} />
          {error !== null && <Alert severity="error">{told(error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="contained" color={isDangerous ? 'error' : 'primary'} loading={isBusy}>
          {t('Go on')}
        </Button>
      </DialogActions>
    </form>
  );
}

function Confirmation({ enrolment, onCodes, onClose }: { enrolment: Schemas['TotpEnrolment']; onCodes: (codes: string[]) => void; onClose: () => void }) {
  const [code, setCode] = useState('');
  const confirm = useChange(() => take(api.POST('/api/v1/auth/second-factor/confirm', { body: { code: code.trim() } })), { quiet: true, renews: RENEWS });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    confirm.mutate(undefined, { onSuccess: ({ codes }) => onCodes(codes) });
  };
  return (
    <form onSubmit={submit}>
      <DialogContent>
        <Stack spacing={2}>
          <EnrolmentKey of={enrolment} />
          <Typography>{t('Type the code that it shows then.')}</Typography>
          <CodeField value={code} onChange={setCode} />
          {confirm.error && <Alert severity="error">{told(confirm.error)}</Alert>}
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="contained" loading={confirm.isPending}>
          {t('Put it in use')}
        </Button>
      </DialogActions>
    </form>
  );
}
