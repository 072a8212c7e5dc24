// The pages and where they are. Those with an editor are loaded when they are opened.

import { CssBaseline, ThemeProvider, useMediaQuery } from '@mui/material';
import { CacheProvider } from '@emotion/react';
import { useEffect, useMemo, useState } from 'react';
import { createBrowserRouter, Navigate, RouterProvider } from 'react-router';
import { ReaderProvider } from '@kit/content/reader';
import { Notices } from '@kit/notices';
import { usePreferences } from '@kit/preferences';
import { themeOf } from '@kit/theme';
import { reader } from './api/reader';
import { load, mark, type Spoken } from './i18n/languages';
import { Shell } from './layout/shell';
import { Failure } from './layout/failure';
import { DashboardPage } from './pages/dashboard/page';

const router = createBrowserRouter(
  [
    {
      path: '/',
      Component: Shell,
      errorElement: <Failure />,
      children: [
        { index: true, element: <Navigate to="/dashboard" replace /> },
        { path: 'dashboard', Component: DashboardPage },
        {
          path: 'messages',
          lazy: async () => ({ Component: (await import('./pages/messages/page')).MessagesPage }),
          children: [{ path: ':id', lazy: async () => ({ Component: (await import('./pages/messages/detail')).MessageDetail }) }],
        },
        { path: 'new-channel', lazy: async () => ({ Component: (await import('./pages/new-channel/page')).NewChannelPage }) },
        { path: 'channels/:name', lazy: async () => ({ Component: (await import('./pages/channel/page')).ChannelPage }) },
        { path: 'channels/:name/:tab', lazy: async () => ({ Component: (await import('./pages/channel/page')).ChannelPage }) },
        { path: 'items/:kind', lazy: async () => ({ Component: (await import('./pages/items/page')).ItemsPage }) },
        { path: 'items/:kind/:name', lazy: async () => ({ Component: (await import('./pages/items/item')).ItemPage }) },
        { path: 'items/:kind/:name/:tab', lazy: async () => ({ Component: (await import('./pages/items/item')).ItemPage }) },
        { path: 'alerts', lazy: async () => ({ Component: (await import('./pages/alerts/page')).AlertsPage }) },
        { path: 'configuration', lazy: async () => ({ Component: (await import('./pages/configuration/page')).ConfigurationPage }) },
        { path: 'events', lazy: async () => ({ Component: (await import('./pages/events/page')).EventsPage }) },
        { path: 'users', lazy: async () => ({ Component: (await import('./pages/users/page')).UsersPage }) },
        { path: 'service-accounts', lazy: async () => ({ Component: (await import('./pages/service-accounts/page')).ServiceAccountsPage }) },
        { path: 'audit', lazy: async () => ({ Component: (await import('./pages/audit/page')).AuditPage }) },
        { path: 'security', lazy: async () => ({ Component: (await import('./pages/security/page')).SecurityPage }) },
        { path: 'settings', lazy: async () => ({ Component: (await import('./pages/settings/page')).SettingsPage }) },
        { path: '*', element: <Failure isMissing /> },
      ],
    },
  ],
  { basename: '/admin' },
);

/** `initial`: the language that was loaded before the first drawing. */
export function App({ initial }: { initial: Spoken }) {
  const choice = usePreferences((preferences) => preferences.theme);
  const prefersDark = useMediaQuery('(prefers-color-scheme: dark)', { noSsr: true });
  const mode = choice === 'system' ? (prefersDark ? 'dark' : 'light') : choice;
  const [spoken, setSpoken] = useState(initial);
  const language = usePreferences((preferences) => preferences.language);
  useEffect(() => {
    let isWanted = true;
    if (spoken.language !== language) void load(language).then((next) => isWanted && setSpoken(next));
    return () => {
      isWanted = false;
    };
  }, [language, spoken]);
  useEffect(() => mark(spoken), [spoken]);
  const theme = useMemo(() => themeOf(mode, spoken.direction, spoken.words), [mode, spoken]);
  const app = (
    <ThemeProvider theme={theme}>
      <CssBaseline enableColorScheme />
      <ReaderProvider value={reader}>
        {/* Words are chosen while drawing, so another language draws everything anew. */}
        <RouterProvider key={spoken.language} router={router} />
      </ReaderProvider>
      <Notices />
    </ThemeProvider>
  );
  return spoken.cache ? <CacheProvider value={spoken.cache}>{app}</CacheProvider> : app;
}
