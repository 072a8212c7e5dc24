// The menu: at the side where there is room, else in a drawer that the top bar opens.

import { Box, Drawer, List, ListItem, ListItemButton, ListItemIcon, ListItemText, Typography } from '@mui/material';
import { NavLink, useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { PAGES } from './pages';

const WIDTH = 208;

export function Menu({ isSmall, isOpen, onClose }: { isSmall: boolean; isOpen: boolean; onClose: () => void }) {
  if (!isSmall) {
    return (
      <Box component="nav" aria-label={t('Pages')} sx={{ inlineSize: WIDTH, flexShrink: 0, borderInlineEnd: '1px solid', borderColor: 'divider', bgcolor: 'background.paper', overflow: 'auto' }}>
        <Entries />
      </Box>
    );
  }
  return (
    <Drawer open={isOpen} onClose={onClose} slotProps={{ paper: { sx: { inlineSize: WIDTH + 32 } } }}>
      <Box component="nav" aria-label={t('Pages')} onClick={onClose}>
        <Entries />
      </Box>
    </Drawer>
  );
}

function Entries() {
  const may = usePermission();
  const { pathname } = useLocation();
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1.25, blockSize: 48, px: 1.75 }}>
        <img src="/icon.svg" width={24} height={24} alt="" />
        <Typography sx={{ fontWeight: 650 }}>NileCare</Typography>
      </Box>
      <List dense disablePadding sx={{ px: 0.75 }}>
        {PAGES.filter(({ permission }) => !permission || may(permission)).map(({ title, path, Icon }) => {
          const isHere = pathname === path || pathname.startsWith(`${path}/`);
          return (
            <ListItem key={path} disablePadding>
              <ListItemButton component={NavLink} to={path} selected={isHere} aria-current={isHere ? 'page' : undefined} sx={{ borderRadius: 1, minBlockSize: 40, px: 1.25, mb: 0.25, '&.Mui-selected': { color: 'primary.main' } }}>
                <ListItemIcon sx={{ minInlineSize: 32, color: isHere ? 'primary.main' : 'text.secondary' }}>
                  <Icon sx={{ fontSize: 20 }} />
                </ListItemIcon>
                <ListItemText primary={t(title)} slotProps={{ primary: { sx: { fontSize: 13.5, fontWeight: isHere ? 600 : 450 } } }} />
              </ListItemButton>
            </ListItem>
          );
        })}
      </List>
    </>
  );
}
