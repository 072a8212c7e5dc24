// Pages side by side that are addresses: links that look like tabs. They scroll where they do not fit.

import { Box, Link as Anchor } from '@mui/material';
import { useEffect, useRef, type ReactNode } from 'react';
import { Link } from 'react-router';

export interface LinkTab {
  to: string;
  label: ReactNode;
  isHere: boolean;
}

export function LinkTabs({ label, tabs }: { label: string; tabs: LinkTab[] }) {
  const row = useRef<HTMLElement>(null);
  const here = tabs.find(({ isHere }) => isHere)?.to;
  // In the middle, so that those before and after it can be seen too. The row alone is scrolled, whichever way the language is written.
  useEffect(() => {
    const tab = row.current?.querySelector('[aria-current=page]')?.getBoundingClientRect();
    if (!row.current || !tab) return;
    const { left, width } = row.current.getBoundingClientRect();
    row.current.scrollLeft += tab.left + tab.width / 2 - (left + width / 2);
  }, [here]);
  return (
    <Box ref={row} component="nav" aria-label={label} sx={{ overflowX: 'auto', scrollbarWidth: 'none', px: { xs: 0, sm: 0.75 } }}>
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
