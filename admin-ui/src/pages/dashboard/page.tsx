// The dashboard: every channel, what it does now, and what can be done with several at once.

import { Box, Button, Paper } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useCallback, useMemo, useState } from 'react';
import { Link, useNavigate, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, PageHead, Pending } from '@kit/parts';
import { plural } from '@kit/format';
import { useRowKeys } from '@kit/table/row-keys';
import { queries, usePermission } from '@/api/queries';
import { grouped, isSortKey, shown, type Line, type SortKey, type View } from './list';
import { useRates } from './rates';
import { ChannelTable } from './table';
import { Summary } from './summary';
import { Toolbar } from './toolbar';

export function DashboardPage() {
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const [opened, setOpened] = useState<ReadonlySet<string>>(new Set());
  const { view, change } = useView();
  const { lines, all, channels } = useLines(view);
  const navigate = useNavigate();
  const may = usePermission();
  const groups = useMemo(() => grouped(lines), [lines]);
  const ordered = useMemo(() => groups.flatMap((group) => group.lines), [groups]);
  const idAt = (index: number) => ordered[index]?.channel.id ?? '';
  const choose = useCallback((id: string) => setChosen((chosen) => toggled(chosen, id)), []);
  const unfold = useCallback((id: string) => setOpened((opened) => toggled(opened, id)), []);
  const [row, setRow] = useRowKeys({
    n: ordered.length,
    onOpen: (index) => void navigate(`/channels/${idAt(index)}`),
    onChoose: (index) => choose(idAt(index)),
  });
  const stillThere = useMemo(() => new Set([...chosen].filter((id) => all.some(({ channel }) => channel.id === id))), [chosen, all]);

  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Dashboard')} detail={channels.data ? plural(channels.data.length, 'channel') : ''}>
        {may('channels:edit') && (
          <Button component={Link} to="/new-channel" variant="outlined">
            {t('New channel')}
          </Button>
        )}
      </PageHead>
      <Summary lines={all} state={view.state} onState={(state) => change({ state })} />
      <Paper sx={{ flex: 1, minBlockSize: 240, display: 'flex', flexDirection: 'column', overflow: 'hidden' }}>
        <Toolbar view={view} onView={change} chosen={stillThere} lines={all} onClear={() => setChosen(new Set())} />
        {!channels.data ? (
          <Pending query={channels} />
        ) : ordered.length === 0 ? (
          <Nothing isFiltered={channels.data.length > 0} onClear={() => change({ text: '', state: '' })} />
        ) : (
          <ChannelTable
            groups={groups}
            view={view}
            onSort={(sort) => change({ sort, isDescending: sort === view.sort ? !view.isDescending : sort !== 'name' })}
            chosen={stillThere}
            onChosen={setChosen}
            onChoose={choose}
            opened={opened}
            onToggle={unfold}
            row={row}
            onRow={setRow}
          />
        )}
      </Paper>
    </Box>
  );
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  if (isFiltered) {
    return (
      <Empty title={t('No channel is like that')} action={<Button onClick={onClear}>{t('Show all channels')}</Button>}>
        {t('Every word must be in a channel’s name, id, group, tags or connectors.')}
      </Empty>
    );
  }
  return (
    <Empty title={t('There is no channel yet')} action={<Button component={Link} to="/new-channel" variant="contained">{t('Make the first one')}</Button>}>
      {t('A channel takes messages from one source, filters and transforms them, and hands them to its destinations.')}
    </Empty>
  );
}

/** What is shown is in the address, so that it can be kept and sent to somebody. */
function useView() {
  const [search, setSearch] = useSearchParams();
  const sort = search.get('sort') ?? '';
  const key = sort.replace(/^-/, '');
  const view: View = {
    text: search.get('q') ?? '',
    state: search.get('state') ?? '',
    sort: isSortKey(key) ? key : 'name',
    isDescending: sort.startsWith('-'),
  };
  const change = (changes: Partial<View>) => {
    const next = { ...view, ...changes };
    const order = `${next.isDescending ? '-' : ''}${next.sort satisfies SortKey}`;
    const entries = Object.entries({ q: next.text, state: next.state, sort: order === 'name' ? '' : order }).filter(([, value]) => value !== '');
    setSearch(Object.fromEntries(entries), { replace: true });
  };
  return { view, change };
}

function useLines(view: View) {
  const channels = useQuery(queries.channels());
  const statistics = useQuery(queries.statistics(false));
  const queues = useQuery(queries.queues());
  const rates = useRates(statistics.data);
  const all: Line[] = (channels.data ?? []).map((channel) => ({
    channel,
    statistics: statistics.data?.of.get(channel.id),
    queues: queues.data?.get(channel.id),
    rates: rates.get(channel.id),
  }));
  return { channels, all, lines: shown([...all], view) };
}
