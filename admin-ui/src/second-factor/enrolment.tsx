// Setting an authenticator up: the key as a QR code and as text, and the first code that it shows.

import { Alert, Box, Button, Stack, Typography } from '@mui/material';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { Copy } from '@/second-factor/copy';
import { MONOSPACE } from '@kit/theme';
import type { Schemas } from '@/api/client';
import { CodeField, isCode } from './code-field';
import { Qr } from './qr';
import { refusal } from './refusal';

interface Props {
  enrolment: Schemas['TotpEnrolment'];
  onConfirm: (code: string) => void;
  error: unknown;
  isBusy: boolean;
}

export function Enrolment({ enrolment, onConfirm, error, isBusy }: Props) {
  const [code, setCode] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isCode(code) && !isBusy) onConfirm(code.replace(/\s/g, ''));
  };
  return (
    <Stack component="form" spacing={2} onSubmit={submit} sx={{ pt: 1 }}>
      <Typography>{t('Scan this with an authenticator on your telephone, or type the key there. Both are shown once.')}</Typography>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 2 }}>
        <Qr text={enrolment.uri} label={t('QR code of the key')} />
        <Box sx={{ flex: 1, minInlineSize: 200 }}>
          <Typography color="text.secondary" id="totp-key">
            {t('Key')}
          </Typography>
          <Box component="code" dir="ltr" aria-labelledby="totp-key" data-totp-key sx={{ display: 'block', fontFamily: MONOSPACE, overflowWrap: 'anywhere', mb: 1 }}>
            {grouped(enrolment.secret)}
          </Box>
          <Copy text={enrolment.secret} />
          <Typography color="text.secondary" sx={{ mt: 1 }}>
            {t('By time, SHA-1, six digits, 30 seconds: what every authenticator begins with.')}
          </Typography>
        </Box>
      </Box>
      <CodeField value={code} onChange={setCode} />
      {error != null && <Alert severity="error">{refusal(error)}</Alert>}
      <Button type="submit" variant="contained" loading={isBusy} disabled={!isCode(code)} sx={{ alignSelf: 'flex-start' }}>
        {t('Confirm the code')}
      </Button>
    </Stack>
  );
}

/** In groups of four, as it is typed from. */
export function grouped(secret: string): string {
  return secret.match(/.{1,4}/g)?.join(' ') ?? '';
}
