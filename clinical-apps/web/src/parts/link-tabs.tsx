// Pages side by side that are addresses: links that look like tabs. They scroll where they do not fit.

import { Box, Link as Anchor } from '@mui/material';
import type { ReactNode } from 'react';
import { Link } from 'react-router';

export interface LinkTab {
  to: string;
  label: ReactNode;
  isHere: boolean;
}

export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  return (
    <Box component="nav" aria-label={label} sx={{ overflowX: 'auto', scrollbarWidth: 'none', px: { xs: 0, sm: 0.75 } }}>
      <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none', display: 'flex' }}>
        {tabs.map(({ to, label: text, isHere }) => (
          <li key={to}>
            <Anchor
              component={Link}
              to={to}
              underline="none"
              aria-current={isHere ? 'page' : undefined}
              sx={{ display: 'block', px: { xs: 1, sm: 1.5 }, py: 1, whiteSpace: 'nowrap', fontWeight: isHere ? 650 : 450, color: isHere ? 'primary.main' : 'text.secondary', borderBlockEnd: '2px solid', borderColor: isHere ? 'primary.main' : 'transparent', '&:focus-visible': { outlineOffset: '-2px' } }}
            >
              {text}
            </Anchor>
          </li>
        ))}
      </Box>
    </Box>
  );
}
