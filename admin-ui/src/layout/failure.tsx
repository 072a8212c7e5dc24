// What is shown instead of a page that is not there or broke.

import { Box, Button, Typography } from '@mui/material';
import { Link } from 'react-router';

export function Failure({ isMissing = false }: { isMissing?: boolean }) {
  return (
    <Box sx={{ p: 6, maxInlineSize: 560 }}>
      <Typography variant="h1" gutterBottom>
        {isMissing ? 'There is no such page' : 'This page broke'}
      </Typography>
      <Typography sx={{ mb: 2 }} color="text.secondary">
        {isMissing ? 'The address may be mistyped, or what it named is no longer there.' : 'Reload it. The hub and its channels are not touched by this.'}
      </Typography>
      {isMissing ? (
        <Button component={Link} to="/dashboard" variant="contained">
          To the dashboard
        </Button>
      ) : (
        <Button variant="contained" onClick={() => window.location.reload()}>
          Reload
        </Button>
      )}
    </Box>
  );
}
