// What is shown instead of a page that is not there or broke.

import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router';
import { t } from '@kit/i18n';

export function Failure({ isMissing = false }: { isMissing?: boolean }) {
  return (
    <Box sx={{ p: { xs: 2, sm: 6 }, maxInlineSize: 560 }}>
      <Typography variant="h1" gutterBottom>
        {isMissing ? t('There is no such page') : t('This page broke')}
      </Typography>
      <Typography sx={{ mb: 2 }} color="text.secondary">
        {isMissing ? t('The address may be mistyped, or what it named is no longer there.') : t('Reload it. What was saved is not touched by this.')}
      </Typography>
      {isMissing ? (
        <Button component={Link} to="/home" variant="contained">
          {t('To the home page')}
        </Button>
      ) : (
        <Button variant="contained" onClick={() => window.location.reload()}>
          {t('Reload')}
        </Button>
      )}
    </Box>
  );
}
