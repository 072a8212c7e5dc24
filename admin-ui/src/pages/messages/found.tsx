// The messages that were found, a page of them. Several can be chosen for one operation, or all that match.

import AttachmentIcon from '@mui/icons-material/AttachFile';
import { Alert, Box, Button, Checkbox, Chip, FormControlLabel, Link, Switch, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useMemo, useState } from 'react';
import { Link as RouterLink, useLocation, useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { Empty } from '@kit/parts';
import { fullTime, plural, time } from '@kit/format';
import { Status } from '@kit/status';
import { useRowKeys } from '@kit/table/row-keys';
import { overall, type Message } from '@/api/messages';
import type { Schemas } from '@/api/client';
import { BulkActions } from './bulk';
import type { Search } from './search';

/** More columns make the table unreadable. */
const METADATA_COLUMNS = 5;

interface Props {
  page: Schemas['MessagePage'];
  search: Search;
  openId: string | undefined;
  isCompact: boolean;
  isFollowed: boolean;
  onFollow: (isFollowed: boolean) => void;
  isFirst: boolean;
  askedAt: number;
  onOlder: (before: string) => void;
  onNewest: () => void;
}

export function Found(props: Props) {
  const { page, search, openId, isCompact } = props;
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const navigate = useNavigate();
  const { search: address } = useLocation();
  const { items } = page;
  const open = (index: number) => items[index] && void navigate(`/messages/${items[index].id}${address}`);
  const choose = (id: string) => setChosen(toggled(chosen, id));
  const [row, setRow] = useRowKeys({
    n: items.length,
    onOpen: open,
    onChoose: (index) => items[index] && choose(items[index].id),
    // While a message is open, the keys go through the messages.
    onMove: (index) => openId && open(index),
  });
  const columns = useMemo(() => metadataColumns(items), [items]);
  const here = items.filter(({ id }) => chosen.has(id)).map(({ id }) => id);
  const isOfOne = search.channel !== '';
  /** Beside an open message there is no room for it in a narrower window; the message tells it. */
  const besideMessage = isCompact ? { xs: 'none', xl: 'table-cell' } : undefined;
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: isCompact ? 0 : 1, px: isCompact ? 0.5 : 1.25, py: 0.5, borderBlockEnd: 1, borderColor: 'divider', flexWrap: 'wrap', minBlockSize: 42 }}>
        <BulkActions isCompact={isCompact} ids={here} search={search} askedAt={props.askedAt} hasResults={items.length > 0} onDone={() => setChosen(new Set())} />
        {here.length === 2 && (
          <Button color="inherit" component={RouterLink} to={comparison(here, address)}>
            {t('Compare')}
          </Button>
        )}
        <Box sx={{ flex: 1 }} />
        {props.isFirst && <FormControlLabel control={<Switch checked={props.isFollowed} onChange={(event) => props.onFollow(event.target.checked)} />} label={t('Follow')} sx={{ mr: 0 }} />}
      </Box>
      {page.stopped_at && (
        <Alert severity="info" sx={{ borderRadius: 0 }} action={<Button color="inherit" onClick={() => props.onOlder(page.stopped_at ?? '')}>{t('Go on')}</Button>}>
          {t('The search stopped after 10 seconds. Everything from number {from} on was looked at.', { from: page.stopped_at })}
        </Alert>
      )}
      {items.length === 0 ? (
        <Empty title={t('No message is like that')}>{page.stopped_at ? t('Among those looked at so far.') : t('Leave out a condition, or look further back.')}</Empty>
      ) : (
        <TableContainer sx={{ flex: 1 }}>
          <Table aria-label={t('Messages')}>
            <TableHead>
              <TableRow>
                <TableCell padding="checkbox">
                  <Checkbox
                    checked={here.length > 0 && here.length === items.length}
                    indeterminate={here.length > 0 && here.length < items.length}
                    onChange={() => setChosen(here.length === items.length ? new Set() : new Set(items.map(({ id }) => id)))}
                    slotProps={{ input: { 'aria-label': t('Choose all on this page') } }}
                  />
                </TableCell>
                <TableCell>{t('Status')}</TableCell>
                <TableCell align="right">{t('Number')}</TableCell>
                <TableCell>{t('Received|time')}</TableCell>
                {!isOfOne && !isCompact && <TableCell>{t('Channel')}</TableCell>}
                <TableCell>{t('Type')}</TableCell>
                {!isCompact && <TableCell>{t('Control id')}</TableCell>}
                <TableCell sx={{ display: besideMessage }}>{t('Patient')}</TableCell>
                {!isCompact && columns.map((name) => <TableCell key={name}>{name}</TableCell>)}
                {!isCompact && <TableCell>{t('Destinations')}</TableCell>}
              </TableRow>
            </TableHead>
            <TableBody>
              {items.map((message, index) => (
                <TableRow
                  key={message.id}
                  hover
                  data-row={index}
                  selected={openId === message.id || chosen.has(message.id)}
                  aria-current={openId === message.id || undefined}
                  onClick={() => {
                    setRow(index);
                    open(index);
                  }}
                  sx={{ cursor: 'pointer', boxShadow: row === index ? 'inset 3px 0 0 var(--row)' : 'none', '--row': (theme) => theme.palette.primary.main }}
                >
                  <TableCell padding="checkbox" onClick={(event) => event.stopPropagation()}>
                    <Checkbox checked={chosen.has(message.id)} onChange={() => choose(message.id)} slotProps={{ input: { 'aria-label': t('Choose message {id}', { id: message.id }) } }} />
                  </TableCell>
                  <TableCell>
                    <Status of={overall(message)} iconOnly={isCompact} />
                  </TableCell>
                  <TableCell align="right">
                    <Link component={RouterLink} to={`/messages/${message.id}${address}`} onClick={(event) => event.stopPropagation()}>
                      {message.id}
                    </Link>
                  </TableCell>
                  <TableCell title={fullTime(message.received_at)} sx={{ whiteSpace: 'nowrap' }}>
                    {time(message.received_at)}
                  </TableCell>
                  {!isOfOne && !isCompact && <TableCell>{message.channel}</TableCell>}
                  <TableCell sx={{ whiteSpace: 'nowrap' }}>
                    {message.message_type}
                    {message.has_attachments && <AttachmentIcon titleAccess={t('Has attachments')} sx={{ fontSize: 14, verticalAlign: -2, ml: 0.5 }} />}
                    {message.origin && <Chip label={t('again')} variant="outlined" title={t('Processed again from {origin}', { origin: message.origin })} sx={{ blockSize: 17, fontSize: 11, ml: 0.5 }} />}
                  </TableCell>
                  {!isCompact && <TableCell sx={{ overflowWrap: 'anywhere' }}>{message.control_id}</TableCell>}
                  <TableCell sx={{ display: besideMessage }}>{message.patient_id}</TableCell>
                  {!isCompact && columns.map((name) => <TableCell key={name}>{shownValue(message.metadata[name])}</TableCell>)}
                  {!isCompact && (
                    <TableCell>
                      <Destinations message={message} />
                    </TableCell>
                  )}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      )}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.25, py: 0.5, borderBlockStart: 1, borderColor: 'divider', color: 'text.secondary' }}>
        {page.next ? t('{messages} on this page', { messages: plural(items.length, 'message') }) : plural(items.length, 'message')}
        <Box sx={{ flex: 1 }} />
        <Button disabled={props.isFirst} onClick={props.onNewest}>
          {t('Newest')}
        </Button>
        <Button disabled={!page.next} onClick={() => page.next && props.onOlder(page.next)}>
          {t('Older')}
        </Button>
      </Box>
    </>
  );
}

/** The later of two messages, beside the earlier. */
function comparison([later, earlier]: string[], address: string): string {
  const params = new URLSearchParams(address);
  params.set('with', earlier ?? '');
  return `/messages/${later ?? ''}?${params.toString()}`;
}

function Destinations({ message }: { message: Message }) {
  const destinations = message.connectors.filter(({ direction }) => direction === 'destination');
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5 }}>
      {destinations.map(({ id, status, attempts, possible_duplicate }) => (
        <Box key={id} component="span" sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, whiteSpace: 'nowrap' }}>
          <Status of={status} iconOnly />
          {id}
          {attempts > 1 && <Box component="span" sx={{ color: 'text.secondary' }}>×{attempts}</Box>}
          {possible_duplicate && <Box component="span" sx={{ color: 'text.secondary' }}>{t('repeat')}</Box>}
        </Box>
      ))}
    </Box>
  );
}

function metadataColumns(items: Message[]): string[] {
  return [...new Set(items.flatMap(({ metadata }) => Object.keys(metadata)))].slice(0, METADATA_COLUMNS);
}

export function shownValue(value: unknown): string {
  return value === null || value === undefined ? '' : typeof value === 'string' ? value : JSON.stringify(value);
}

function toggled(set: ReadonlySet<string>, id: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(id)) next.add(id);
  return next;
}
