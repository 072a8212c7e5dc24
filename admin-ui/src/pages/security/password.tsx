// Changes the own password.

import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { useChange } from '@/api/queries';
import { refusal } from '@/second-factor/refusal';

export function PasswordForm() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const differs = again !== '' && again !== next;
  const change = useChange(() => take(api.PUT('/api/v1/auth/password', { body: { current_password: current, new_password: next } })), {
    renews: [['sign-ins']],
    done: t('The password is changed; your other sign-ins have ended.'),
    quiet: true,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const clear = () => [setCurrent, setNext, setAgain].forEach((set) => set(''));
    if (!change.isPending) change.mutate(undefined, { onSuccess: clear });
  };
  return (
    <Stack component="form" onSubmit={submit} spacing={1.5} sx={{ maxInlineSize: 380 }}>
      <Field label={t('Password so far')} value={current} onChange={setCurrent} autoComplete="current-password" />
      <Field label={t('New password')} value={next} onChange={setNext} autoComplete="new-password" />
      <Field label={t('New password again')} value={again} onChange={setAgain} autoComplete="new-password" problem={differs ? t('It is not the same.') : ''} />
      {change.error && <Alert severity="error">{refusal(change.error, t('The password so far is wrong.'))}</Alert>}
      <Button type="submit" variant="outlined" loading={change.isPending} disabled={current === '' || next === '' || again !== next} sx={{ alignSelf: 'flex-start' }}>
        {t('Change the password')}
      </Button>
    </Stack>
  );
}

function Field({ label, value, onChange, autoComplete, problem = '' }: { label: string; value: string; onChange: (value: string) => void; autoComplete: string; problem?: string }) {
  return <TextField label={label} type="password" value={value} onChange={(event) => onChange(event.target.value)} autoComplete={autoComplete} error={problem !== ''} helperText={problem} slotProps={{ htmlInput: { dir: 'ltr', maxLength: 256 } }} />;
}
