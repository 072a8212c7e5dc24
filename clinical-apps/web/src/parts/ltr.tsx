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

/** The same within a text, such as a value with its unit in a translated sentence (UAX #9, isolates). */
export function isolated(text: string): string {
  return `\u2066${text}\u2069`;
}
