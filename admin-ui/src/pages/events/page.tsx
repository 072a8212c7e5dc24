// The record of who did what: searched, paged, exported.

import { Box, Button, Collapse, MenuItem, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useInfiniteQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, PageHead, Pending } from '@kit/parts';
import { fullTime, plural, time } from '@kit/format';
import { Status } from '@kit/status';
import { MONOSPACE } from '@kit/theme';
import { api, download, take } from '@/api/client';
import { useChange } from '@/api/queries';

const LIMIT = 100;
const NAMES = ['user', 'action', 'target', 'outcome'] as const;
const OUTCOMES: Record<string, string> = { success: 'Success', refused: 'Refused', failed: 'Failed' };
type Filter = Record<(typeof NAMES)[number], string>;

export function EventsPage() {
  const [params, setParams] = useSearchParams();
  const filter = Object.fromEntries(NAMES.map((name) => [name, params.get(name) ?? ''])) as Filter;
  const query = Object.fromEntries(Object.entries(filter).filter(([, value]) => value !== ''));
  const events = useInfiniteQuery({
    queryKey: ['events', query],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/events', { params: { query: { ...query, limit: LIMIT, cursor: pageParam } } })),
    initialPageParam: undefined as number | undefined,
    getNextPageParam: (page) => (page.next ? Number(page.next) : undefined),
  });
  const all = events.data?.pages.flatMap(({ items }) => items) ?? [];
  const out = useChange(() => download(`/api/v1/events/export?${new URLSearchParams(query).toString()}`, 'events.csv'));
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Events')} detail={t('who did what')}>
        <Button color="inherit" loading={events.isRefetching} onClick={() => void events.refetch()}>
          {t('Look again')}
        </Button>
        <Button color="inherit" loading={out.isPending} onClick={() => out.mutate()}>
          {t('Export')}
        </Button>
      </PageHead>
      <Conditions key={params.toString()} filter={filter} onFilter={(next) => setParams(Object.fromEntries(Object.entries(next).filter(([, value]) => value !== '')))} />
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!events.data ? (
          <Pending query={events} />
        ) : all.length === 0 ? (
          <Empty title={t('No event is like that')} />
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t('Events')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('When')}</TableCell>
                  <TableCell>{t('Who')}</TableCell>
                  <TableCell>{t('What|event')}</TableCell>
                  <TableCell>{t('With')}</TableCell>
                  <TableCell>{t('Outcome')}</TableCell>
                  <TableCell>{t('From|address')}</TableCell>
                  <TableCell>{t('More')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {all.map(({ id, at, user, action, target, outcome, address, detail }) => (
                  <TableRow key={id} hover>
                    <TableCell title={fullTime(at)} sx={{ whiteSpace: 'nowrap' }}>
                      {time(at)}
                    </TableCell>
                    <TableCell>{user}</TableCell>
                    <TableCell dir="ltr" sx={{ fontFamily: MONOSPACE, fontSize: 12.5, textAlign: 'left' }}>{action}</TableCell>
                    <TableCell dir="ltr" sx={{ overflowWrap: 'anywhere', textAlign: 'left' }}>{target}</TableCell>
                    <TableCell>
                      <Status of={outcome === 'failed' ? 'error' : outcome} text={t(OUTCOMES[outcome] ?? outcome)} />
                    </TableCell>
                    <TableCell dir="ltr" sx={{ color: 'text.secondary', textAlign: 'left' }}>{address}</TableCell>
                    <TableCell>
                      <Detail detail={detail} />
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
        <Box sx={{ display: 'flex', alignItems: 'center', px: 1.25, py: 0.5, borderBlockStart: 1, borderColor: 'divider', color: 'text.secondary' }}>
          {plural(all.length, 'event')}
          <Box sx={{ flex: 1 }} />
          <Button disabled={!events.hasNextPage} loading={events.isFetchingNextPage} onClick={() => void events.fetchNextPage()}>
            {t('Earlier')}
          </Button>
        </Box>
      </Paper>
    </Box>
  );
}

function Detail({ detail }: { detail: unknown }) {
  const [isOpen, setOpen] = useState(false);
  if (typeof detail !== 'object' || detail === null || Object.keys(detail).length === 0) return null;
  const text = Object.entries(detail).map(([name, value]) => `${name}: ${JSON.stringify(value)}`).join('\n');
  if (text.length < 60) return <bdi dir="ltr">{text}</bdi>;
  return (
    <>
      <Button onClick={() => setOpen(!isOpen)} aria-expanded={isOpen} sx={{ py: 0 }}>
        {isOpen ? t('Hide') : t('Show')}
      </Button>
      <Collapse in={isOpen} unmountOnExit>
        <Box component="pre" dir="ltr" sx={{ m: 0, fontFamily: MONOSPACE, fontSize: 12, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {text}
        </Box>
      </Collapse>
    </>
  );
}

function Conditions({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const [draft, setDraft] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter(draft);
  };
  const field = (name: 'user' | 'action' | 'target', label: string, placeholder: string) => (
    <TextField label={label} placeholder={placeholder} value={draft[name]} onChange={(event) => setDraft({ ...draft, [name]: event.target.value })} data-filter={name === 'user' ? '' : undefined} />
  );
  return (
    <Paper component="form" role="search" onSubmit={submit} sx={{ p: 1.25, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      {field('user', t('Who'), 'admin')}
      {field('action', t('What|event'), 'channel.*')}
      {field('target', t('With'), 'message/42')}
      <TextField select label={t('Outcome')} value={draft.outcome} onChange={(event) => setDraft({ ...draft, outcome: event.target.value })} sx={{ inlineSize: 130 }}>
        {[
          ['', 'Any'],
          ['success', 'Success'],
          ['refused', 'Refused'],
          ['failed', 'Failed'],
        ].map(([value, word]) => (
          <MenuItem key={value} value={value}>
            {t(word ?? '')}
          </MenuItem>
        ))}
      </TextField>
      <Button type="submit" variant="contained">
        {t('Search')}
      </Button>
    </Paper>
  );
}
