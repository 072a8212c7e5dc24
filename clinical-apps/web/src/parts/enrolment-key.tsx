// The key for an authenticator: as a QR code that is drawn here and leaves this page for the telephone's camera only, and as text.

import { Box, Stack, Typography } from '@mui/material';
import { useMemo } from 'react';
import { encode } from 'uqr';
import { t } from '@kit/i18n';
import { MONOSPACE } from '@kit/theme';
import type { Schemas } from '@/api/client';

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

/** Dark on light in any theme: scanners want it so. */
export function QrCode({ text, label }: { text: string; label: string }) {
  const { size, path } = useMemo(() => squares(text), [text]);
  return (
    <svg role="img" aria-label={label} viewBox={`0 0 ${size} ${size}`} width={196} height={196} shapeRendering="crispEdges">
      <rect width={size} height={size} fill="#ffffff" />
      <path d={path} fill="#000000" />
    </svg>
  );
}

function squares(text: string): { size: number; path: string } {
  const { data, size } = encode(text, { ecc: 'M', border: 4 });
  const path = data.flatMap((row, y) => row.flatMap((isDark, x) => (isDark ? [`M${x} ${y}h1v1h-1z`] : []))).join('');
  return { size, path };
}
