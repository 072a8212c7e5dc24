// The frame around every page: menu, top bar, what the hub's state is. Shows the sign-in while nobody is signed in; what was
// open stays open below it, so that nothing typed is lost when a session ends.

import { Box, LinearProgress, Link } from '@mui/material';
import { useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Outlet, useNavigation } from 'react-router';
import { t } from '@kit/i18n';
import { useSession } from '@kit/api/session';
import { Menu } from './menu';
import { Palette } from './palette';
import { ShortcutHelp, useShortcuts } from './shortcuts';
import { SignIn, SignInAgain } from './sign-in';
import { TopBar } from './top-bar';
import { Unreachable } from './unreachable';

export function Shell() {
  const isSignedIn = useSession((session) => session.tokens !== null);
  const hasExpired = useSession((session) => session.hasExpired);
  const [wasSignedIn, setWasSignedIn] = useState(isSignedIn);
  useEffect(() => setWasSignedIn(isSignedIn || hasExpired), [isSignedIn, hasExpired]);
  const client = useQueryClient();
  const before = useRef(isSignedIn);
  useEffect(() => {
    // What was refused while nobody was signed in, or is somebody else's to see, is asked for anew.
    if (isSignedIn && !before.current) void client.invalidateQueries();
    before.current = isSignedIn;
  }, [isSignedIn, client]);
  if (!isSignedIn && !(wasSignedIn && hasExpired)) return <SignIn />;
  return (
    <>
      <Frame />
      <SignInAgain open={!isSignedIn} />
    </>
  );
}

function Frame() {
  const navigation = useNavigation();
  const shortcuts = useShortcuts();
  return (
    <Box sx={{ display: 'flex', blockSize: '100vh', overflow: 'hidden' }}>
      <Link href="#main" sx={{ position: 'absolute', insetInlineStart: 8, insetBlockStart: -60, zIndex: 2000, p: 1, bgcolor: 'background.paper', '&:focus': { insetBlockStart: 8 } }}>
        {t('Skip to the content')}
      </Link>
      <Menu />
      <Box sx={{ flex: 1, minInlineSize: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar onPalette={shortcuts.openPalette} onHelp={shortcuts.openHelp} />
        <Unreachable />
        <Box sx={{ blockSize: 2 }}>{navigation.state === 'loading' && <LinearProgress aria-label={t('Loading the page')} sx={{ blockSize: 2 }} />}</Box>
        <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto', outline: 'none' }}>
          <Outlet />
        </Box>
      </Box>
      <Palette open={shortcuts.isPaletteOpen} onClose={shortcuts.close} />
      <ShortcutHelp open={shortcuts.isHelpOpen} onClose={shortcuts.close} />
    </Box>
  );
}
