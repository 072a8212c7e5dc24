// Changing one's own password. The rules are the hub's, which says what is wrong with one.

import { Alert, Button, Stack, TextField } from '@mui/material';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { useChange } from '@/api/queries';
import { Section } from '@/parts/page';
import { told } from './told';

export function PasswordSection() {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [again, setAgain] = useState('');
  const change = useChange(() => take(api.PUT('/api/v1/auth/password', { body: { current_password: current, new_password: next } })), { quiet: true, renews: [['sessions']], done: t('The password is changed. Your other sign-ins have ended.') });
  const isTyped = again === '' || again === next;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (next !== again) return;
    change.mutate(undefined, {
      onSuccess: () => {
        setCurrent('');
        setNext('');
        setAgain('');
      },
    });
  };
  return (
    <Section title={t('Password')}>
      <Stack component="form" onSubmit={submit} spacing={1.5} sx={{ maxInlineSize: 420 }}>
        <TextField label={t('Current password')} type="password" autoComplete="current-password" required value={current} onChange={(event) => setCurrent(event.target.value)} />
        <TextField label={t('New password')} type="password" autoComplete="new-password" required value={next} onChange={(event) => setNext(event.target.value)} helperText={t('A sentence is good: long, and nobody’s guess.')} />
        <TextField label={t('New password again')} type="password" autoComplete="new-password" required value={again} onChange={(event) => setAgain(event.target.value)} error={!isTyped} helperText={isTyped ? undefined : t('The two are not the same.')} />
        {change.error && <Alert severity="error">{told(change.error)}</Alert>}
        <div>
          <Button type="submit" variant="contained" loading={change.isPending} disabled={!isTyped}>
            {t('Change the password')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}
