// The menu at the side. It can be folded to its icons.

import FoldIcon from '@mui/icons-material/KeyboardDoubleArrowLeft';
import UnfoldIcon from '@mui/icons-material/KeyboardDoubleArrowRight';
import { Badge, Box, IconButton, List, ListItem, ListItemButton, ListItemIcon, ListItemText, Tooltip, Typography, useMediaQuery } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { NavLink, useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { usePreferences } from '@kit/preferences';
import { queries, usePermission } from '@/api/queries';
import { PAGES, type Page } from './pages';

const WIDE = 200;
const NARROW = 52;
/** The menu is at the other side in languages from right to left. */
const MIRRORED = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };

export function Menu() {
  const isSmall = useMediaQuery('(max-width: 1100px)');
  const isNarrow = usePreferences((preferences) => preferences.isMenuNarrow) || isSmall;
  const may = usePermission();
  const alerts = useQuery({ ...queries.alerts(), enabled: may('channels:read') });
  const n_raised = alerts.data?.filter((alert) => alert.is_raised).length ?? 0;
  const pages = PAGES.filter((page) => !page.permission || may(page.permission));
  return (
    <Box
      component="nav"
      aria-label={t('Pages')}
      sx={{ inlineSize: isNarrow ? NARROW : WIDE, flexShrink: 0, display: 'flex', flexDirection: 'column', borderInlineEnd: 1, borderColor: 'divider', bgcolor: 'background.paper' }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, blockSize: 48, px: 1.75 }}>
        <img src="/admin/icon.svg" width={24} height={24} alt="" />
        {!isNarrow && <Typography sx={{ fontWeight: 650, letterSpacing: 0.1 }}>NileCare</Typography>}
      </Box>
      <List dense disablePadding sx={{ flex: 1, overflow: 'auto', px: 0.75 }}>
        {pages.map((page) => (
          <Entry key={page.path} page={page} isNarrow={isNarrow} badge={page.path === '/alerts' ? n_raised : 0} />
        ))}
      </List>
      {!isSmall && (
        <Box sx={{ p: 0.75 }}>
          <Tooltip title={isNarrow ? t('Show the names') : t('Show icons only')} placement="right">
            <IconButton aria-label={isNarrow ? t('Widen the menu') : t('Narrow the menu')} onClick={() => usePreferences.setState({ isMenuNarrow: !isNarrow })}>
              {isNarrow ? <UnfoldIcon fontSize="small" sx={MIRRORED} /> : <FoldIcon fontSize="small" sx={MIRRORED} />}
            </IconButton>
          </Tooltip>
        </Box>
      )}
    </Box>
  );
}

function Entry({ page, isNarrow, badge }: { page: Page; isNarrow: boolean; badge: number }) {
  const { pathname } = useLocation();
  const isHere = pathname.startsWith(page.path) || (page.elsewhere !== undefined && pathname.startsWith(page.elsewhere));
  const label = badge > 0 ? t('{title}, {n} raised', { title: t(page.title), n: badge }) : t(page.title);
  return (
    <ListItem disablePadding>
      <Tooltip title={isNarrow ? label : ''} placement="right">
        <ListItemButton
          component={NavLink}
          to={page.path}
          selected={isHere}
          aria-current={isHere ? 'page' : undefined}
          aria-label={label}
          sx={{ borderRadius: 1, minBlockSize: 34, px: 1.25, mb: 0.25, '&.Mui-selected': { fontWeight: 600, color: 'primary.main' } }}
        >
          <ListItemIcon sx={{ minInlineSize: isNarrow ? 0 : 32, color: isHere ? 'primary.main' : 'text.secondary' }}>
            {badge > 0 ? (
              <Badge badgeContent={badge} color="error" slotProps={{ badge: { 'aria-hidden': true } }}>
                <page.Icon sx={{ fontSize: 19 }} />
              </Badge>
            ) : (
              <page.Icon sx={{ fontSize: 19 }} />
            )}
          </ListItemIcon>
          {!isNarrow && <ListItemText primary={t(page.title)} slotProps={{ primary: { sx: { fontSize: 13.5, fontWeight: isHere ? 600 : 450 } } }} />}
        </ListItemButton>
      </Tooltip>
    </ListItem>
  );
}
