// What is always at hand: search, help, theme, who is signed in.

import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import HelpIcon from '@mui/icons-material/HelpOutlineOutlined';
import LanguageIcon from '@mui/icons-material/Translate';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import SearchIcon from '@mui/icons-material/Search';
import { Box, Button, IconButton, ListSubheader, Menu, MenuItem, Tooltip, useTheme } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { forgetNotices } from '@kit/notices';
import { usePreferences } from '@kit/preferences';
import { signOut } from '@/api/client';
import { queries } from '@/api/queries';
import { LANGUAGES } from '@/i18n/languages';
import { Key } from './shortcuts';

export function TopBar({ onPalette, onHelp }: { onPalette: () => void; onHelp: () => void }) {
  const theme = useTheme();
  const isDark = theme.palette.mode === 'dark';
  return (
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, blockSize: 48, px: 2, borderBlockEnd: 1, borderColor: 'divider', bgcolor: 'background.paper' }}>
      <Button
        onClick={onPalette}
        startIcon={<SearchIcon fontSize="small" />}
        color="inherit"
        aria-keyshortcuts="Control+K"
        sx={{ color: 'text.secondary', border: 1, borderColor: 'divider', inlineSize: 300, justifyContent: 'flex-start', fontWeight: 400 }}
      >
        {t('Go to a channel, a page, a message')}
        <Box component="span" sx={{ marginInlineStart: 'auto' }}>
          <Key>Ctrl K</Key>
        </Box>
      </Button>
      <Box sx={{ flex: 1 }} />
      <Tooltip title={t('Shortcuts (?)')}>
        <IconButton aria-label={t('Shortcuts')} onClick={onHelp}>
          <HelpIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Tooltip title={isDark ? t('Light theme') : t('Dark theme')}>
        <IconButton aria-label={isDark ? t('Light theme') : t('Dark theme')} onClick={() => usePreferences.setState({ theme: isDark ? 'light' : 'dark' })}>
          {isDark ? <LightIcon fontSize="small" /> : <DarkIcon fontSize="small" />}
        </IconButton>
      </Tooltip>
      <LanguageMenu />
      <Account />
    </Box>
  );
}

function LanguageMenu() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const language = usePreferences((preferences) => preferences.language);
  return (
    <>
      <Tooltip title={t('Language')}>
        <IconButton aria-label={t('Language')} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
          <LanguageIcon fontSize="small" />
        </IconButton>
      </Tooltip>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {LANGUAGES.map((one) => (
          <MenuItem key={one.language} lang={one.language} selected={one.language === language} onClick={() => usePreferences.setState({ language: one.language })}>
            {one.name}
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function Account() {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const client = useQueryClient();
  const me = useQuery(queries.me());
  const leave = async () => {
    setAnchor(null);
    await signOut();
    client.clear();
    forgetNotices();
  };
  return (
    <>
      <Button color="inherit" startIcon={<AccountIcon />} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)}>
        {me.data?.username ?? t('Account')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <ListSubheader sx={{ lineHeight: '32px' }}>{me.data?.roles.join(', ') || t('no role')}</ListSubheader>
        <MenuItem component={Link} to="/security" onClick={() => setAnchor(null)}>
          {t('My security')}
        </MenuItem>
        <MenuItem onClick={leave}>{t('Sign out')}</MenuItem>
      </Menu>
    </>
  );
}
