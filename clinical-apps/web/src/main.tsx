// Starts the clinical app.

import { QueryClient, QueryClientProvider } from '@tanstack/react-query';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { ApiError } from '@kit/api/problem';
import { joinSession } from '@kit/api/session';
import { usePreferences } from '@kit/preferences';
import { App } from './app';
import { load } from './i18n/languages';

const client = new QueryClient({
  defaultOptions: {
    queries: {
      staleTime: 2_000,
      // An answer that says why not is final; a hub that restarts is asked again.
      retry: (count, error) => error instanceof ApiError && error.problem.status === 0 && count < 2,
      refetchOnWindowFocus: true,
      networkMode: 'always',
    },
    mutations: { networkMode: 'always' },
  },
});

async function start(): Promise<void> {
  const [spoken] = await Promise.all([load(usePreferences.getState().language), joinSession()]);
  const root = document.getElementById('root');
  if (!root) throw new Error('index.html has an element with the id root');
  createRoot(root).render(
    <StrictMode>
      <QueryClientProvider client={client}>
        <App initial={spoken} />
      </QueryClientProvider>
    </StrictMode>,
  );
}

void start();
