// Recovery codes, which are shown once: to be copied, printed or written down.

import { Alert, Box, Button, GlobalStyles, Stack } from '@mui/material';
import { t } from '@kit/i18n';
import { MONOSPACE } from '@kit/theme';
import { Copy } from './copy';

/** Nothing else is on the paper. */
const PRINTED = {
  '@media print': {
    'body *': { visibility: 'hidden' },
    '[data-printed], [data-printed] *': { visibility: 'visible', color: '#000' },
    '[data-printed]': { position: 'fixed', insetBlockStart: 0, insetInlineStart: 0 },
  },
} as const;

export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <Stack spacing={2} sx={{ pt: 1 }}>
      <GlobalStyles styles={PRINTED} />
      <Alert severity="warning">{t('These codes are shown this once. Each lets you in one time without the authenticator. Keep them where your telephone is not.')}</Alert>
      <Box component="ol" aria-label={t('Recovery codes')} data-printed dir="ltr" sx={{ m: 0, ps: 4, display: 'grid', gridTemplateColumns: 'repeat(2, 1fr)', rowGap: 0.5, fontFamily: MONOSPACE, fontSize: 15 }}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Stack direction="row" spacing={1}>
        <Copy text={codes.join('\n')} />
        <Button variant="outlined" onClick={() => window.print()}>
          {t('Print')}
        </Button>
        <Box sx={{ flex: 1 }} />
        <Button variant="contained" onClick={onDone}>
          {t('I have kept them')}
        </Button>
      </Stack>
    </Stack>
  );
}
