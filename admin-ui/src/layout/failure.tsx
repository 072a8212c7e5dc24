// What is shown instead of a page that is not there or broke.

import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { t } from '@kit/i18n';

export function Failure({ isMissing = false }: { isMissing?: boolean }) {
  return (
    <Box sx={{ p: 6, maxInlineSize: 560 }}>
      <Typography variant="h1" gutterBottom>
        {isMissing ? t('There is no such page') : t('This page broke')}
      </Typography>
      <Typography sx={{ mb: 2 }} color="text.secondary">
        {isMissing ? t('The address may be mistyped, or what it named is no longer there.') : t('Reload it. The hub and its channels are not touched by this.')}
      </Typography>
      {isMissing ? (
        <Button component={Link} to="/dashboard" variant="contained">
          {t('To the dashboard')}
        </Button>
      ) : (
        <Button variant="contained" onClick={() => window.location.reload()}>
          {t('Reload')}
        </Button>
      )}
    </Box>
  );
}
