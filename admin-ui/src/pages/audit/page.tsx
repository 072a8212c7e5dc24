// The audit log of patient data: who saw or changed whose data, when, with which permission, and how it ended.

import { Alert, Box, Button, Paper } from '@mui/material';
import { useInfiniteQuery, useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { Empty, PageHead, Pending } from '@kit/parts';
import { api, download, take } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';
import { Conditions } from './conditions';
import { Entries } from './entries';
import { addressOf, filterOf, queryOf, type Filter } from './filter';
import { Verified } from './verified';

const LIMIT = 100;

export function AuditPage() {
  const [params, setParams] = useSearchParams();
  // Whose data was looked at is no part of an address: it lives as long as the page is open.
  const [patient, setPatient] = useState('');
  const filter = { ...filterOf(params), patient };
  const query = queryOf(filter);
  const may = usePermission();
  const entries = useInfiniteQuery({
    queryKey: ['audit', query],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/audit/entries', { params: { query: { ...query, limit: LIMIT, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
    // Each look at the log is an entry of the log, so it is not repeated without need.
    staleTime: Infinity,
    gcTime: 60_000,
    refetchOnWindowFocus: false,
  });
  const all = entries.data?.pages.flatMap(({ items }) => items) ?? [];
  const out = useChange(() => download(`/api/v1/audit/export?${new URLSearchParams(query).toString()}`, 'audit.ndjson'));
  const verify = useMutation({ mutationFn: () => take(api.GET('/api/v1/audit/verification')) });
  const search = (next: Filter) => {
    setPatient(next.patient);
    setParams(addressOf(next));
  };
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Audit')} detail={t('who saw or changed data of patients')}>
        <Button color="inherit" loading={verify.isPending} onClick={() => verify.mutate()}>
          {t('Check the chain')}
        </Button>
        <Button color="inherit" loading={entries.isRefetching} onClick={() => void entries.refetch()}>
          {t('Look again')}
        </Button>
        <Button color="inherit" disabled={!may('audit:export')} title={may('audit:export') ? undefined : t('Your roles do not permit this.')} loading={out.isPending} onClick={() => out.mutate()}>
          {t('Export')}
        </Button>
      </PageHead>
      <Conditions key={JSON.stringify(filter)} filter={filter} onFilter={search} />
      {verify.error && <Alert severity="error">{explain(verify.error)}</Alert>}
      {verify.data && <Verified verification={verify.data} onClose={verify.reset} />}
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!entries.data ? (
          <Pending query={entries} />
        ) : all.length === 0 ? (
          <Empty title={t('No entry is like that')}>{t('Leave out a condition, or look further back.')}</Empty>
        ) : (
          <Entries entries={all} onNarrow={(condition) => search({ ...filter, ...condition })} />
        )}
        <Box sx={{ display: 'flex', alignItems: 'center', px: 1.25, py: 0.5, borderBlockStart: 1, borderColor: 'divider', color: 'text.secondary' }}>
          {plural(all.length, 'entry', 'entries')}
          <Box sx={{ flex: 1 }} />
          <Button disabled={!entries.hasNextPage} loading={entries.isFetchingNextPage} onClick={() => void entries.fetchNextPage()}>
            {t('Earlier')}
          </Button>
        </Box>
      </Paper>
    </Box>
  );
}
