// The key for an authenticator: as a QR code that is drawn here and leaves this page for the telephone's camera only, and as text.

import { Box, Stack, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { MONOSPACE } from '@kit/theme';
import type { Schemas } from '@/api/client';
import { QrCode } from './qr-code';

export function EnrolmentKey({ of }: { of: Schemas['TotpEnrolment'] }) {
  return (
    <Stack spacing={1} sx={{ alignItems: 'center' }}>
      <Typography>{t('Scan this with an authenticator app, or type the key into it.')}</Typography>
      <QrCode text={of.uri} label={t('QR code with the key for the authenticator')} />
      <Box component="code" dir="ltr" data-testid="totp-key" sx={{ fontFamily: MONOSPACE, overflowWrap: 'anywhere', textAlign: 'center' }}>
        {of.secret.replace(/(.{4})(?=.)/g, '$1 ')}
      </Box>
    </Stack>
  );
}
