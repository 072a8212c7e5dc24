// Names of drugs, codes, numbers and units: from left to right in any language.

import { Box, type SxProps } from '@mui/material';
import type { ReactNode } from 'react';

export function Ltr({ children, sx }: { children: ReactNode; sx?: SxProps }) {
  return (
    <Box component="bdi" dir="ltr" sx={{ overflowWrap: 'break-word', ...sx }}>
      {children}
    </Box>
  );
}
