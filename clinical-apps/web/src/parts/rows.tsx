// Rows with what can be done beside each, in the four states of a list: waiting, failed, empty, and there.

import { Box, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';

interface Props<T> {
  label: string;
  query: { data?: { items: T[]; hasMore: boolean }; error: unknown; refetch: () => unknown };
  empty: string;
  emptyHelp?: string;
  items?: T[];
  keyOf: (item: T) => string;
  children: (item: T) => ReactNode;
}

export function Rows<T>({ label, query, empty, emptyHelp, items = query.data?.items ?? [], keyOf, children }: Props<T>) {
  if (!query.data) return <Paper><Pending query={query} rows={3} /></Paper>;
  if (items.length === 0) return <Paper><Empty title={empty}>{emptyHelp}</Empty></Paper>;
  return (
    <Paper>
      <Box component="ul" aria-label={label} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {items.map((item) => (
          <Box component="li" key={keyOf(item)} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, p: 1.5, alignItems: 'center', borderBlockEnd: '1px solid', borderColor: 'divider', '&:last-child': { borderBlockEnd: 0 } }}>
            {children(item)}
          </Box>
        ))}
      </Box>
      {query.data.hasMore && <Typography sx={{ p: 1.5, color: 'text.secondary' }}>{t('There are more than these; narrow the search.')}</Typography>}
    </Paper>
  );
}

/** The part of a row that says what it is about, with less important things below. */
export function Main({ title, children }: { title: ReactNode; children?: ReactNode }) {
  return (
    <Box sx={{ flex: '1 1 220px', minInlineSize: 0 }}>
      <Typography component="div" sx={{ fontWeight: 600, overflowWrap: 'anywhere' }}>{title}</Typography>
      {children && <Typography component="div" sx={{ color: 'text.secondary', fontSize: 12.5, overflowWrap: 'anywhere' }}>{children}</Typography>}
    </Box>
  );
}
