// The message browser: conditions above, messages at the left, one message at the right.

import { Alert, Box, Button, Paper, useMediaQuery } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { Outlet, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, PageHead, Pending } from '@kit/parts';
import { messagesQuery } from '@/api/messages';
import { SearchForm } from './form';
import { Found } from './found';
import { LIMIT, addressOf, hasForgotten, isAsked, parametersOf, readSearch, searchAt, writeSearch, type Search } from './search';
import { Starts } from './starts';
import { Transfer } from './transfer';

export function MessagesPage() {
  const [address, setParams] = useSearchParams();
  const params = useMemo(() => searchAt(address), [address]);
  const search = useMemo(() => readSearch(params), [params]);
  const { id } = useParams();
  const navigate = useNavigate();
  const isWide = useMediaQuery('(min-width: 1280px)');
  const before = params.get('before') ?? '';
  const [isFollowed, setFollowed] = useState(false);
  const [askedAt, setAskedAt] = useState(() => Date.now());
  // A search without some of its conditions would find what nobody asked for.
  const asked = isAsked(params) && !hasForgotten(address);
  const query = useResults(search, before, asked, isFollowed && before === '', askedAt);
  const run = (next: Search) => {
    setAskedAt(Date.now());
    const wanted = addressOf(writeSearch(next));
    if (![...wanted].length) wanted.set('newest', '');
    void navigate({ pathname: id ? `/messages/${id}` : '/messages', search: wanted.toString() });
  };
  const hasList = !id || isWide;
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.25 }}>
      {hasList && (
        <>
          <PageHead title={t('Messages')}>
            <Transfer search={search} hasSearch={asked} askedAt={askedAt} />
          </PageHead>
          {hasForgotten(address) && <Alert severity="info">{t('Conditions on persons are not part of an address, and this one had some. Give them again.')}</Alert>}
          <SearchForm key={params.toString()} search={search} onSearch={run} isBusy={query.isFetching && !isFollowed} />
        </>
      )}
      <Box sx={{ flex: 1, minBlockSize: 0, display: 'grid', gap: 1.25, gridTemplateColumns: id && isWide ? 'minmax(392px, 1fr) minmax(560px, 2fr)' : 'minmax(0, 1fr)' }}>
        {hasList && (
          <Paper sx={{ display: 'flex', flexDirection: 'column', minBlockSize: 0, overflow: 'hidden' }}>
            {!asked && !id ? (
              <Starts onStart={(query) => void navigate(`/messages?${query}`)} />
            ) : !asked ? (
              <Empty title={t('No search')} action={<Button onClick={() => run(search)}>{t('Show the newest')}</Button>} />
            ) : query.error ? (
              <Pending query={query} />
            ) : !query.data ? (
              <Pending query={query} rows={10} />
            ) : (
              <Found
                page={query.data}
                search={search}
                openId={id}
                isCompact={Boolean(id)}
                isFollowed={isFollowed}
                onFollow={setFollowed}
                isFirst={before === ''}
                askedAt={askedAt}
                onOlder={(next) => setParams((params) => with_(params, 'before', next))}
                onNewest={() => {
                  setAskedAt(Date.now());
                  setParams((params) => with_(params, 'before', ''));
                }}
              />
            )}
          </Paper>
        )}
        {id && (
          <Paper sx={{ minBlockSize: 0, minInlineSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
            <Outlet />
          </Paper>
        )}
      </Box>
      {search.regex !== '' && hasList && <Alert severity="info">{t('A regular expression looks into every message; give a channel and a time too.')}</Alert>}
    </Box>
  );
}

function with_(params: URLSearchParams, name: string, value: string): URLSearchParams {
  const next = new URLSearchParams(params);
  if (value) next.set(name, value);
  else next.delete(name);
  return next;
}

function useResults(search: Search, before: string, isEnabled: boolean, isFollowed: boolean, askedAt: number) {
  const parameters = useMemo(() => {
    const parameters = parametersOf(search, askedAt);
    parameters.set('limit', String(LIMIT));
    if (before) parameters.set('before', before);
    return parameters;
  }, [search, before, askedAt]);
  return useQuery({ ...messagesQuery(parameters, isFollowed), enabled: isEnabled });
}
