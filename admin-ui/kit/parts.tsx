// Small parts that pages are made of.

import { Alert, Box, Button, Skeleton, Stack, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { useEffect } from 'react';
import { t } from './i18n';
import { explain } from './api/problem';

/** The head of a page: its title, which becomes the window's too, and what can be done. */
export function PageHead({ title, detail, children }: { title: string; detail?: ReactNode; children?: ReactNode }) {
  useTitle(title);
  return (
    <Stack direction="row" sx={{ alignItems: 'center', flexWrap: 'wrap', columnGap: 2, rowGap: 1, minBlockSize: 36 }}>
      <Typography variant="h1">{title}</Typography>
      {detail && <Box sx={{ color: 'text.secondary' }}>{detail}</Box>}
      <Box sx={{ flex: 1 }} />
      {children}
    </Stack>
  );
}

export function useTitle(title: string): void {
  useEffect(() => {
    document.title = `${title} · NileCare`;
  }, [title]);
}

/** Says that there is nothing, why, and what to do about it. */
export function Empty({ title, children, action }: { title: string; children?: ReactNode; action?: ReactNode }) {
  return (
    <Box sx={{ p: 5, textAlign: 'center', color: 'text.secondary' }}>
      <Typography variant="h2" component="p" color="text.primary" gutterBottom>
        {title}
      </Typography>
      <Box sx={{ maxInlineSize: 520, mx: 'auto', mb: action ? 2 : 0 }}>{children}</Box>
      {action}
    </Box>
  );
}

/** Waits for what was asked for, or says why it is not there. */
export function Pending({ query, rows = 6 }: { query: { error: unknown; refetch: () => unknown }; rows?: number }) {
  if (query.error) {
    return (
      <Alert severity="error" sx={{ m: 2 }} action={<Button color="inherit" onClick={() => void query.refetch()}>{t('Try again')}</Button>}>
        {explain(query.error)}
      </Alert>
    );
  }
  return (
    <Box sx={{ p: 2 }} role="status" aria-label={t('Loading')}>
      {Array.from({ length: rows }, (_, index) => (
        <Skeleton key={index} height={28} />
      ))}
    </Box>
  );
}

/** A name and a value. */
export function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <Box sx={{ minInlineSize: 0 }}>
      <Typography component="dt" sx={{ fontSize: 12, color: 'text.secondary' }}>
        {name}
      </Typography>
      <Typography component="dd" sx={{ m: 0, overflowWrap: 'anywhere' }}>
        {children}
      </Typography>
    </Box>
  );
}
