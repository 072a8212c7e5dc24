// What is always at hand: the menu where it is hidden, finding a patient, theme, language, and who is signed in.

import AccountIcon from '@mui/icons-material/AccountCircleOutlined';
import DarkIcon from '@mui/icons-material/DarkModeOutlined';
import LanguageIcon from '@mui/icons-material/Translate';
import LightIcon from '@mui/icons-material/LightModeOutlined';
import MenuIcon from '@mui/icons-material/Menu';
import SearchIcon from '@mui/icons-material/Search';
import { Box, Button, IconButton, InputBase, ListSubheader, Menu, MenuItem, Tooltip, useTheme } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { LANGUAGES } from '@kit/languages';
import { usePreferences } from '@kit/preferences';
import { signOut } from '@/api/client';
import { queries, usePermission } from '@/api/queries';
import { ROLE } from '@/words';
import { Bell } from './bell';
import { LiveMark } from './live-mark';

export function TopBar({ onMenu }: { onMenu?: () => void }) {
  const theme = useTheme();
  const isDark = theme.palette.mode === 'dark';
  const may = usePermission();
  return (
    <Box component="header" sx={{ display: 'flex', alignItems: 'center', gap: 0.5, blockSize: 48, flexShrink: 0, px: { xs: 0.5, sm: 2 }, borderBlockEnd: '1px solid', borderColor: 'divider', bgcolor: 'background.paper' }}>
      {onMenu && (
        <IconButton aria-label={t('Open the menu')} onClick={onMenu}>
          <MenuIcon />
        </IconButton>
      )}
      {may('patients:read') && <FindPatient />}
      <Box sx={{ flex: 1 }} />
      <LiveMark />
      <Bell />
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

/** What is typed goes on to the search by the page's state, not by its address: an address is kept in the browser's history. */
function FindPatient() {
  const navigate = useNavigate();
  const [text, setText] = useState('');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (text.trim() === '') return;
    void navigate('/patients', { state: { text: text.trim() } });
    setText('');
  };
  return (
    <Box component="form" role="search" onSubmit={submit} sx={{ display: 'flex', alignItems: 'center', minInlineSize: 0, flex: '0 1 300px', border: 1, borderColor: 'divider', borderRadius: 1, px: 1 }}>
      <SearchIcon fontSize="small" sx={{ color: 'text.secondary' }} />
      <InputBase value={text} onChange={(event) => setText(event.target.value)} placeholder={t('Find a patient')} inputProps={{ 'aria-label': t('Find a patient'), type: 'search', autoComplete: 'off' }} sx={{ flex: 1, minInlineSize: 0, ps: 1, px: 0.75, blockSize: 32 }} />
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
  const navigate = useNavigate();
  const me = useQuery(queries.me());
  const leave = async () => {
    setAnchor(null);
    await signOut();
    client.clear();
    void navigate('/home');
  };
  const name = me.data?.username ?? t('Account');
  return (
    <>
      <Button color="inherit" aria-label={name} aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)} sx={{ minInlineSize: 0, gap: 0.75 }}>
        <AccountIcon />
        <Box component="bdi" sx={{ display: { xs: 'none', sm: 'inline' } }}>{name}</Box>
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <ListSubheader sx={{ lineHeight: '32px' }}>{me.data?.roles.map((role) => t(ROLE[role] ?? role)).join(', ') || t('no role')}</ListSubheader>
        <MenuItem
          onClick={() => {
            setAnchor(null);
            void navigate('/account');
          }}
        >
          {t('My account')}
        </MenuItem>
        <MenuItem onClick={leave}>{t('Sign out')}</MenuItem>
      </Menu>
    </>
  );
}
