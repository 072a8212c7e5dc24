// The frame of a page, and of a list whose rows lead somewhere.

import { Box, List, ListItem, ListItemButton, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, PageHead, Pending } from '@kit/parts';
import { usePermission } from '@/api/queries';

export function Page({ title, detail, actions, children, isNarrow = false }: { title: string; detail?: ReactNode; actions?: ReactNode; children: ReactNode; isNarrow?: boolean }) {
  return (
    <Box sx={{ p: { xs: 1.5, sm: 2 }, display: 'flex', flexDirection: 'column', gap: 1.5, maxInlineSize: isNarrow ? 860 : undefined }}>
      <PageHead title={title} detail={detail}>
        {actions}
      </PageHead>
      {children}
    </Box>
  );
}

/** A titled part of a page. */
export function Section({ title, actions, children }: { title: string; actions?: ReactNode; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} sx={{ p: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, mb: 1, flexWrap: 'wrap' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {title}
        </Typography>
        {actions}
      </Box>
      {children}
    </Paper>
  );
}

interface ListProps<T> {
  label: string;
  query: { data?: { items: T[]; hasMore: boolean }; error: unknown; refetch: () => unknown };
  empty: string;
  emptyHelp?: string;
  /** What is shown of what was asked for. */
  items?: T[];
  keyOf: (item: T) => string;
  linkOf: (item: T) => string;
  children: (item: T) => ReactNode;
}

/** A list in its four states: waiting, failed, empty, and there. */
export function LinkedList<T>({ label, query, empty, emptyHelp, items = query.data?.items ?? [], keyOf, linkOf, children }: ListProps<T>) {
  if (!query.data) return <Paper><Pending query={query} /></Paper>;
  if (items.length === 0) return <Paper><Empty title={empty}>{emptyHelp}</Empty></Paper>;
  return (
    <Paper>
      <List aria-label={label} disablePadding>
        {items.map((item) => (
          <ListItem key={keyOf(item)} disablePadding divider>
            <ListItemButton component={Link} to={linkOf(item)} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, py: 1, alignItems: 'center' }}>
              {children(item)}
            </ListItemButton>
          </ListItem>
        ))}
      </List>
      {query.data.hasMore && <Typography sx={{ p: 1.5, color: 'text.secondary' }}>{t('There are more than these; narrow the search.')}</Typography>}
    </Paper>
  );
}

/** Shows what a role may see, and says so where it may not. */
export function Permitted({ permission, children }: { permission: string; children: ReactNode }) {
  const may = usePermission();
  if (may(permission)) return children;
  return <Empty title={t('Your role does not have this page')}>{t('Whoever manages the users can give you a role that has it.')}</Empty>;
}
