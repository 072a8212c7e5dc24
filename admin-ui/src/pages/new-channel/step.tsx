// A numbered step of the way to a first channel.

import { Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';

export function Step({ n, title, children }: { n: number; title: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} sx={{ p: 2 }}>
      <Typography variant="h2" sx={{ mb: 1.5 }}>
        {n}. {title}
      </Typography>
      {children}
    </Paper>
  );
}
