// The sign-in: as a page, and as a dialog over what was open when a session ended.

import { Box, Button, Dialog, DialogContent, DialogTitle, Paper, Stack, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { LANGUAGES } from '@kit/languages';
import { useTitle } from '@kit/parts';
import { usePreferences } from '@kit/preferences';
import { SignInSteps } from './sign-in-steps';

export function SignIn() {
  useTitle(t('Sign in'));
  const current = usePreferences((preferences) => preferences.language);
  return (
    <Box component="main" sx={{ minBlockSize: '100dvh', display: 'grid', gridTemplateColumns: 'minmax(0, 400px)', placeContent: 'center', p: 2 }}>
      <Paper sx={{ p: { xs: 2.5, sm: 4 } }}>
        <Stack direction="row" spacing={1.5} sx={{ mb: 3, alignItems: 'center' }}>
          <img src="/icon.svg" width={36} height={36} alt="" />
          <Box>
            <Typography variant="h1">NileCare</Typography>
            <Typography color="text.secondary">{t('Clinical work')}</Typography>
          </Box>
        </Stack>
        <SignInSteps />
        <Stack direction="row" role="group" aria-label={t('Language')} sx={{ mt: 2, justifyContent: 'center' }}>
          {LANGUAGES.map(({ language, name }) => (
            <Button key={language} lang={language} aria-pressed={language === current} onClick={() => usePreferences.setState({ language })}>
              {name}
            </Button>
          ))}
        </Stack>
      </Paper>
    </Box>
  );
}

export function SignInAgain({ open }: { open: boolean }) {
  return (
    <Dialog open={open} maxWidth="xs" fullWidth aria-labelledby="sign-in-again">
      <DialogTitle id="sign-in-again">{t('Sign in again')}</DialogTitle>
      <DialogContent>
        <Typography sx={{ mb: 2 }}>{t('Your session has ended. What you have not saved is still here.')}</Typography>
        {open && <SignInSteps />}
      </DialogContent>
    </Dialog>
  );
}
