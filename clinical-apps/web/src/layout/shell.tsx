// The frame around every page. Shows the sign-in while nobody is signed in; what was open stays open below it, so that nothing
// typed is lost when a session ends.

import { Alert, Box, Collapse, LinearProgress, Link, useMediaQuery } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef, useState } from 'react';
import { Outlet, useNavigation } from 'react-router';
import { isUnreachable } from '@kit/api/problem';
import { useSession } from '@kit/api/session';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { queries } from '@/api/queries';
import { LiveLink } from '@/live/live';
import { Menu } from './menu';
import { SignIn, SignInAgain } from './sign-in';
import { TopBar } from './top-bar';

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
      <LiveLink />
      <SignInAgain open={!isSignedIn} />
    </>
  );
}

function Frame() {
  const navigation = useNavigation();
  const isSmall = useMediaQuery('(max-width: 899px)');
  const [isMenuOpen, setMenuOpen] = useState(false);
  const me = useQuery(queries.me());
  return (
    <Box sx={{ display: 'flex', blockSize: '100dvh', overflow: 'hidden' }}>
      <Link href="#main" sx={{ position: 'absolute', insetInlineStart: 8, insetBlockStart: -60, zIndex: 2000, p: 1, bgcolor: 'background.paper', '&:focus': { insetBlockStart: 8 } }}>
        {t('Skip to the content')}
      </Link>
      <Menu isSmall={isSmall} isOpen={isMenuOpen} onClose={() => setMenuOpen(false)} />
      <Box sx={{ flex: 1, minInlineSize: 0, display: 'flex', flexDirection: 'column' }}>
        <TopBar onMenu={isSmall ? () => setMenuOpen(true) : undefined} />
        <Unreachable />
        <Box sx={{ blockSize: 2 }}>{navigation.state === 'loading' && <LinearProgress aria-label={t('Loading the page')} sx={{ blockSize: 2 }} />}</Box>
        <Box component="main" id="main" tabIndex={-1} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto', outline: 'none' }}>
          {/* What a page shows depends on what the roles permit, so that is known first. */}
          {me.data ? <Outlet /> : <Pending query={me} />}
        </Box>
      </Box>
    </Box>
  );
}

/** Asks from time to time whether the hub answers, and says when it does not. */
function Unreachable() {
  const health = useQuery({
    queryKey: ['health'],
    queryFn: async () => {
      const answer = await fetch('/health/ready').catch(() => null);
      return answer?.ok ?? false;
    },
    refetchInterval: 10_000,
    retry: false,
  });
  const isDown = health.data === false || isUnreachable(health.error);
  return (
    <Collapse in={isDown} unmountOnExit>
      <Alert severity="warning" variant="filled" role="status" sx={{ borderRadius: 0, py: 0 }}>
        {t('The hub does not answer. It may be restarting; what is shown is from before. This page goes on by itself.')}
      </Alert>
    </Collapse>
  );
}
