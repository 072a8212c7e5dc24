// Recovery codes, shown once.

import { Alert, Box, Button, Stack } from '@mui/material';
import { t } from '@kit/i18n';
import { save } from '@kit/api/transport';
import { MONOSPACE } from '@kit/theme';

export function RecoveryCodes({ codes, onDone }: { codes: string[]; onDone: () => void }) {
  return (
    <Stack spacing={2}>
      <Alert severity="warning">{t('Keep these codes where only you find them. Each signs you in once when the telephone is not at hand. They are not shown again.')}</Alert>
      <Box component="ul" aria-label={t('Recovery codes')} dir="ltr" sx={{ m: 0, p: 1.5, listStyle: 'none', display: 'grid', gridTemplateColumns: 'repeat(auto-fill, minmax(130px, 1fr))', gap: 0.75, fontFamily: MONOSPACE, border: 1, borderColor: 'divider', borderRadius: 1 }}>
        {codes.map((code) => (
          <li key={code}>{code}</li>
        ))}
      </Box>
      <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
        <Button onClick={() => save(new Blob([codes.join('\n') + '\n'], { type: 'text/plain' }), 'recovery-codes.txt')}>{t('Save as a file')}</Button>
        <Button variant="contained" onClick={onDone}>
          {t('I have kept them')}
        </Button>
      </Stack>
    </Stack>
  );
}
