// Shows a page as the app does, over a hub that is made up, with somebody signed in.

import { ThemeProvider } from '@mui/material';
import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import userEvent from '@testing-library/user-event';
import type { ReactNode } from 'react';
import { MemoryRouter } from 'react-router';
import { afterEach, vi } from 'vitest';
import { useSession } from '@kit/api/session';
import { forgetNotices, Notices } from '@kit/notices';
import { themeOf } from '@kit/theme';

// A busy machine takes its time; a test waits for what it names.
configure({ asyncUtilTimeout: 15_000 });

export const TOKENS = { access_token: 'an access token', refresh_token: 'a refresh token', expires_at: Number.MAX_SAFE_INTEGER };

afterEach(() => {
  cleanup();
  forgetNotices();
  vi.unstubAllGlobals();
  useSession.setState({ tokens: null, hasExpired: false });
});

export function show(page: ReactNode, { at = '/', isSignedIn = true } = {}) {
  if (isSignedIn) useSession.setState({ tokens: TOKENS });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  render(
    <QueryClientProvider client={client}>
      <ThemeProvider theme={themeOf('light')}>
        <MemoryRouter initialEntries={[at]}>{page}</MemoryRouter>
        <Notices />
      </ThemeProvider>
    </QueryClientProvider>,
  );
  return userEvent.setup({ delay: null });
}
