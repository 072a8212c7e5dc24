// The table of channels, in groups that fold. A row opens to its connectors.

import FoldIcon from '@mui/icons-material/ExpandMore';
import UnfoldIcon from '@mui/icons-material/ChevronRight';
import { Box, Checkbox, Chip, IconButton, Link, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TableSortLabel, Tooltip, Typography } from '@mui/material';
import { Fragment, memo } from 'react';
import { Link as RouterLink } from 'react-router';
import { t } from '@kit/i18n';
import { age, ago, count, fullTime, plural, rate } from '@kit/format';
import { usePreferences } from '@kit/preferences';
import { Status } from '@kit/status';
import { connectionOf } from '@/api/shapes';
import { ConnectorRows } from './connector-rows';
import { oldestAge, type Group, type Line, type SortKey, type View } from './list';
import { recent } from './rates';
import { Sparkline } from './sparkline';

const COLUMNS: { key: SortKey; title: string; isNumber?: boolean; hidesBelow?: 'md' | 'lg' }[] = [
  { key: 'state', title: 'State' },
  { key: 'name', title: 'Channel' },
  { key: 'received', title: 'Received', isNumber: true },
  { key: 'filtered', title: 'Filtered', isNumber: true, hidesBelow: 'lg' },
  { key: 'queued', title: 'Queued', isNumber: true },
  { key: 'sent', title: 'Sent', isNumber: true },
  { key: 'error', title: 'Error', isNumber: true },
  { key: 'rate', title: 'Rate', isNumber: true },
  { key: 'deployed', title: 'Deployed', hidesBelow: 'lg' },
];
/** It points to where the text goes on. */
const MIRRORED = { '[dir=rtl] &': { transform: 'scaleX(-1)' } };
export const N_COLUMNS = COLUMNS.length + 2;

interface Props {
  groups: Group[];
  view: View;
  onSort: (key: SortKey) => void;
  chosen: ReadonlySet<string>;
  onChosen: (chosen: ReadonlySet<string>) => void;
  onChoose: (id: string) => void;
  opened: ReadonlySet<string>;
  onToggle: (id: string) => void;
  row: number;
  onRow: (index: number) => void;
}

export function ChannelTable(props: Props) {
  const { groups, chosen, onChosen } = props;
  const ids = groups.flatMap((group) => group.lines.map(({ channel }) => channel.id));
  const n_chosen = ids.filter((id) => chosen.has(id)).length;
  const isGrouped = groups.length > 1 || groups[0]?.name !== '';
  let index = 0;
  return (
    <TableContainer sx={{ flex: 1 }}>
      <Table aria-label={t('Channels')}>
        <TableHead>
          <TableRow>
            <TableCell padding="checkbox" sx={{ inlineSize: 36 }}>
              <Checkbox
                checked={n_chosen > 0 && n_chosen === ids.length}
                indeterminate={n_chosen > 0 && n_chosen < ids.length}
                onChange={() => onChosen(n_chosen === ids.length ? new Set() : new Set(ids))}
                slotProps={{ input: { 'aria-label': t('Choose all channels shown') } }}
              />
            </TableCell>
            <TableCell sx={{ inlineSize: 32, px: 0 }}>
              <Box component="span" sx={{ position: 'absolute', clip: 'rect(0 0 0 0)', overflow: 'hidden' }}>{t('Connectors')}</Box>
            </TableCell>
            {COLUMNS.map((column) => (
              <Head key={column.key} column={column} view={props.view} onSort={props.onSort} />
            ))}
          </TableRow>
        </TableHead>
        <TableBody>
          {groups.map((group) => (
            <GroupRows key={group.name} group={group} from={(index += group.lines.length) - group.lines.length} hasHead={isGrouped} {...props} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

const hides = (below?: 'md' | 'lg') => (below ? { display: { xs: 'none', [below]: 'table-cell' } } : {});

function Head({ column, view, onSort }: { column: (typeof COLUMNS)[number]; view: View; onSort: (key: SortKey) => void }) {
  const isSorted = view.sort === column.key;
  const direction = view.isDescending ? 'desc' : 'asc';
  return (
    <TableCell align={column.isNumber ? 'right' : 'left'} sortDirection={isSorted ? direction : false} sx={hides(column.hidesBelow)}>
      <TableSortLabel hideSortIcon active={isSorted} direction={isSorted ? direction : 'asc'} onClick={() => onSort(column.key)}>
        {t(column.title)}
      </TableSortLabel>
    </TableCell>
  );
}

function GroupRows({ group, from, hasHead, ...props }: Props & { group: Group; from: number; hasHead: boolean }) {
  const folded = usePreferences((preferences) => preferences.foldedGroups);
  const name = group.name || 'Without a group';
  const shown = group.name || t('Without a group');
  const isFolded = hasHead && folded.includes(name);
  const fold = () => usePreferences.setState({ foldedGroups: isFolded ? folded.filter((other) => other !== name) : [...folded, name] });
  return (
    <>
      {hasHead && (
        <TableRow sx={{ bgcolor: 'background.default' }}>
          <TableCell colSpan={N_COLUMNS} sx={{ py: 0.25 }}>
            <IconButton aria-label={isFolded ? t('Unfold {name}', { name }) : t('Fold {name}', { name })} aria-expanded={!isFolded} onClick={fold}>
              {isFolded ? <UnfoldIcon fontSize="small" sx={MIRRORED} /> : <FoldIcon fontSize="small" />}
            </IconButton>
            <Typography component="span" sx={{ fontWeight: 600, mx: 1 }}>
              {shown}
            </Typography>
            <Typography component="span" color="text.secondary">
              {plural(group.lines.length, 'channel')}
            </Typography>
          </TableCell>
        </TableRow>
      )}
      {!isFolded &&
        group.lines.map((line, index) => (
          <Fragment key={line.channel.id}>
            <ChannelRow
              line={line}
              index={from + index}
              isChosen={props.chosen.has(line.channel.id)}
              isOpened={props.opened.has(line.channel.id)}
              isCurrent={props.row === from + index}
              onChoose={props.onChoose}
              onToggle={props.onToggle}
              onRow={props.onRow}
            />
            {props.opened.has(line.channel.id) && <ConnectorRows line={line} />}
          </Fragment>
        ))}
    </>
  );
}

interface RowProps {
  line: Line;
  index: number;
  isChosen: boolean;
  isOpened: boolean;
  isCurrent: boolean;
  /** These stay the same from one drawing to the next. */
  onChoose: (id: string) => void;
  onToggle: (id: string) => void;
  onRow: (index: number) => void;
}

/** Hundreds of rows are asked about every few seconds; those in which nothing changed are not drawn again. */
const ChannelRow = memo(Row, (one, other) => shownOf(one) === shownOf(other) && one.line.channel === other.line.channel);

function shownOf({ line: { statistics, queues, rates }, index, isChosen, isOpened, isCurrent }: RowProps): string {
  const { received, filtered, queued, sent, error } = statistics ?? {};
  const flow = rates?.received.some((rate) => rate > 0) ? rates.received : rates?.received.length === 0;
  return JSON.stringify([received, filtered, queued, sent, error, flow, oldestAge(queues), index, isChosen, isOpened, isCurrent]);
}

function Row({ line, index, isChosen, isOpened, isCurrent, onChoose, onToggle, onRow }: RowProps) {
  const { channel, statistics, rates } = line;
  const wait = oldestAge(line.queues);
  return (
    <TableRow hover data-row={index} selected={isChosen} onClick={() => onRow(index)} sx={{ boxShadow: isCurrent ? 'inset 3px 0 0 var(--row)' : 'none', '--row': (theme) => theme.palette.primary.main, contentVisibility: 'auto' }}>
      <TableCell padding="checkbox">
        <Checkbox checked={isChosen} onChange={() => onChoose(channel.id)} slotProps={{ input: { 'aria-label': t('Choose {name}', { name: channel.name }) } }} />
      </TableCell>
      <TableCell sx={{ px: 0 }}>
        <IconButton aria-label={t('Connectors of {name}', { name: channel.name })} aria-expanded={isOpened} disabled={channel.connectors.length === 0} onClick={() => onToggle(channel.id)}>
          {isOpened ? <FoldIcon fontSize="small" /> : <UnfoldIcon fontSize="small" sx={MIRRORED} />}
        </IconButton>
      </TableCell>
      <TableCell sx={{ minInlineSize: 122 }}>
        <Status of={channel.state} />
      </TableCell>
      <NameCell line={line} />
      <NumberCell line={line} name="received" />
      <NumberCell line={line} name="filtered" hidesBelow="lg" />
      <NumberCell line={line} name="queued" detail={wait !== null && statistics && statistics.queued > 0 ? age(wait) : undefined} />
      <NumberCell line={line} name="sent" />
      <NumberCell line={line} name="error" />
      <TableCell align="right">
        {rates && (
          <Box sx={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'middle', gap: 1 }}>
            <Sparkline values={rates.received} />
            <Box component="span" sx={{ minInlineSize: 48, color: recent(rates) > 0 ? 'text.primary' : 'text.secondary' }}>
              {rate(recent(rates))}
            </Box>
          </Box>
        )}
      </TableCell>
      <TableCell sx={{ ...hides('lg'), color: 'text.secondary', whiteSpace: 'nowrap' }} title={fullTime(channel.deployed_at)}>
        {ago(channel.deployed_at)}
      </TableCell>
    </TableRow>
  );
}

function NameCell({ line: { channel } }: { line: Line }) {
  const broken = channel.connectors.filter((connector) => connectionOf(connector).state === 'disconnected');
  return (
    <TableCell sx={{ minInlineSize: 190, maxInlineSize: 460 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', flexWrap: 'wrap', columnGap: 0.75 }}>
        <Link component={RouterLink} to={`/channels/${channel.id}`} color="text.primary" sx={{ fontWeight: 550 }}>
          {channel.name}
        </Link>
        {channel.tags.map((tag) => (
          <Chip key={tag} label={tag} variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />
        ))}
        {channel.is_changed && (
          <Tooltip title={t('What is saved differs from what is deployed.')}>
            <Chip label={t('changed')} color="info" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />
          </Tooltip>
        )}
        {channel.problems.length > 0 && (
          <Tooltip title={channel.problems.join('\n')}>
            <Chip label={plural(channel.problems.length, 'problem')} color="error" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />
          </Tooltip>
        )}
        {broken.length > 0 && (
          <Tooltip title={broken.map((connector) => `${connector.id}: ${connectionOf(connector).text}`).join('\n')}>
            <Chip label={t('{names}: not connected', { names: broken.map(({ id }) => id).join(', ') })} color="warning" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />
          </Tooltip>
        )}
      </Box>
      <Typography sx={{ fontSize: 11.5, color: 'text.secondary' }}>{channel.id}</Typography>
    </TableCell>
  );
}

type Counted = 'received' | 'filtered' | 'queued' | 'sent' | 'error';

/** A number that leads to its messages. */
function NumberCell({ line, name, detail, hidesBelow }: { line: Line; name: Counted; detail?: string; hidesBelow?: 'md' | 'lg' }) {
  const n = line.statistics?.[name];
  const status = name === 'received' ? '' : `&status=${name}`;
  const color = !n ? 'text.secondary' : name === 'error' ? 'error.main' : name === 'queued' ? 'warning.main' : 'text.primary';
  return (
    <TableCell align="right" sx={hides(hidesBelow)}>
      {n === undefined ? (
        <Box component="span" sx={{ color: 'text.secondary' }}>–</Box>
      ) : (
        <Link component={RouterLink} to={`/messages?channel=${line.channel.id}${status}`} sx={{ color, fontWeight: n > 0 && (name === 'error' || name === 'queued') ? 650 : 400 }} aria-label={`${line.channel.name}: ${n} ${name}`}>
          {count(n)}
        </Link>
      )}
      {detail && <Typography sx={{ fontSize: 11, color: 'text.secondary', lineHeight: 1.2 }}>{detail}</Typography>}
    </TableCell>
  );
}
