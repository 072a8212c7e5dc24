// A page to be printed: on the screen with its buttons, on paper without them. Black on white in any theme. Nothing goes to the hub for
// it; what is asked for is on the access log as anywhere.

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button, GlobalStyles, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { useTitle } from '@kit/parts';
import { queries } from '@/api/queries';
import { when } from '@/format';

/** What is around the sheet is not printed; what scrolls on the screen is whole on paper. */
const ON_PAPER = {
  '@page': { margin: '12mm' },
  '@media print': {
    'header, nav, [data-screen-only], .MuiSnackbar-root, a[href="#main"]': { display: 'none !important' },
    'html, body, #root, #root *': { overflow: 'visible !important' },
    '#root, #root > div, main, #main': { blockSize: 'auto !important', maxBlockSize: 'none !important', display: 'block !important' },
    body: { background: '#ffffff !important' },
  },
};

export function Sheet({ title, isReady, choices, children }: { title: string; isReady: boolean; choices?: ReactNode; children: ReactNode }) {
  useTitle(title);
  return (
    <Box sx={{ p: { xs: 1.5, sm: 2 }, '@media print': { p: 0 } }}>
      <GlobalStyles styles={ON_PAPER} />
      <Stack data-screen-only direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1.5 }}>
        <Typography variant="h1">{title}</Typography>
        <Box sx={{ flex: 1 }} />
        {choices}
        <Button variant="contained" startIcon={<PrintIcon />} disabled={!isReady} onClick={() => window.print()}>
          {t('Print')}
        </Button>
      </Stack>
      <Box sx={{ overflowX: 'auto' }}>
        <Box data-sheet sx={{ bgcolor: '#ffffff', color: '#000000', colorScheme: 'light', border: '1px solid #d6dde4', borderRadius: 1, p: { xs: 1.5, sm: 3 }, maxInlineSize: 820, '@media print': { border: 0, p: 0, maxInlineSize: 'none' }, '& *': { borderColor: '#9aa5b0' }, '& td, & th': { color: 'inherit', bgcolor: 'transparent' }, '& h2, & h3': { breakAfter: 'avoid' }, '& li, & tr': { breakInside: 'avoid' } }}>
          {children}
        </Box>
      </Box>
    </Box>
  );
}

/** Who printed it and when: paper says how old it is. */
export function Printed() {
  const me = useQuery(queries.me());
  const [now] = useState(() => new Date().toISOString());
  return (
    <Typography component="p" sx={{ mt: 2, fontSize: 11.5 }}>
      {t('Printed {when} by {name}', { when: when(now), name: me.data?.username ?? '' })}
    </Typography>
  );
}
