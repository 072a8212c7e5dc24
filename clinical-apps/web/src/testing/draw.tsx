// Draws a page as somebody who is signed in sees it.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { cleanup, configure, render } from '@testing-library/react';
import type { ReactNode } from 'react';
import { createMemoryRouter, RouterProvider, type RouteObject } from 'react-router';
import { afterEach, vi } from 'vitest';
import { useSession } from '@kit/api/session';
import { forgetNotices, Notices } from '@kit/notices';

// A busy machine takes its time.
configure({ asyncUtilTimeout: 5_000 });

afterEach(() => {
  cleanup();
  vi.unstubAllGlobals();
  useSession.setState({ tokens: null, hasExpired: false });
  forgetNotices();
});

/** `path`: the route's pattern, when the page reads its address; `children`: the routes within it. */
export function draw(page: ReactNode, { at = '/', path = '*', isSignedIn = true, children }: { at?: string; path?: string; isSignedIn?: boolean; children?: RouteObject[] } = {}) {
  if (isSignedIn) useSession.setState({ tokens: { access_token: 'a', refresh_token: 'r', expires_at: Date.now() + 3_600_000 } });
  const client = new QueryClient({ defaultOptions: { queries: { retry: false } } });
  const router = createMemoryRouter([{ path, element: page, children }], { initialEntries: [at] });
  const drawn = render(
    <QueryClientProvider client={client}>
      <RouterProvider router={router} />
      <Notices />
    </QueryClientProvider>,
  );
  return { ...drawn, router };
}
