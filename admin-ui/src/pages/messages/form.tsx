// The conditions of a search. It runs when it is asked for, not while somebody types.

import SearchIcon from '@mui/icons-material/Search';
import { Autocomplete, Box, Button, Checkbox, Collapse, FormControlLabel, IconButton, MenuItem, Paper, TextField, ToggleButton, ToggleButtonGroup } from '@mui/material';
import AddIcon from '@mui/icons-material/Add';
import RemoveIcon from '@mui/icons-material/Remove';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { lookOf, toneColor } from '@kit/status';
import { queries } from '@/api/queries';
import type { Search } from './search';

const TIMES: [string, string][] = [
  ['', 'Any time'],
  ['15m', 'Last 15 minutes'],
  ['1h', 'Last hour'],
  ['24h', 'Last 24 hours'],
  ['7d', 'Last 7 days'],
  ['30d', 'Last 30 days'],
  ['range', 'From … to …'],
];
const MAIN_STATUSES = ['error', 'queued', 'filtered', 'sent'];

interface Props {
  search: Search;
  onSearch: (search: Search) => void;
  isBusy: boolean;
}

export function SearchForm({ search, onSearch, isBusy }: Props) {
  const [draft, setDraft] = useState(search);
  const [hasMore, setHasMore] = useState(usesMore(search));
  const [isRange, setRange] = useState(Boolean(search.since || search.until));
  const change = (changes: Partial<Search>) => setDraft({ ...draft, ...changes });
  const channels = useQuery({ ...queries.channels(), refetchInterval: false });
  const ids = (channels.data ?? []).map(({ id }) => id);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onSearch(draft);
  };
  const field = (name: 'patient_id' | 'message_type' | 'text', label: string, width: number, placeholder = '') => (
    <TextField label={label} placeholder={placeholder} value={draft[name]} onChange={(event) => change({ [name]: event.target.value })} sx={{ inlineSize: width }} />
  );
  return (
    <Paper component="form" role="search" onSubmit={submit} sx={{ p: 1.25, display: 'flex', flexDirection: 'column', gap: 1.25 }}>
      <Row>
        <Autocomplete
          options={ids}
          value={draft.channel || null}
          onChange={(_, channel) => change({ channel: channel ?? '' })}
          renderInput={(input) => <TextField {...input} label={t('Channel')} placeholder={t('All channels')} />}
          sx={{ inlineSize: 170 }}
          data-filter
        />
        <TextField
          select
          label={t('Received|time')}
          value={isRange ? 'range' : draft.last}
          onChange={(event) => {
            setRange(event.target.value === 'range');
            change(event.target.value === 'range' ? { last: '' } : { last: event.target.value, since: '', until: '' });
          }}
          sx={{ inlineSize: 135 }}
        >
          {TIMES.map(([value, word]) => (
            <MenuItem key={value} value={value}>
              {t(word)}
            </MenuItem>
          ))}
        </TextField>
        {isRange && (
          <>
            <Moment label={t('From')} value={draft.since} onChange={(since) => change({ since })} />
            <Moment label={t('To')} value={draft.until} onChange={(until) => change({ until })} />
          </>
        )}
        <ToggleButtonGroup size="small" value={draft.status} onChange={(_, status: string[]) => change({ status })} aria-label={t('Status')}>
          {MAIN_STATUSES.map((status) => {
            const { Icon, tone, word } = lookOf(status);
            return (
              <ToggleButton key={status} value={status} sx={{ textTransform: 'none', gap: 0.5, py: 0.6, color: 'text.primary' }}>
                <Icon sx={{ fontSize: 16, color: toneColor(tone) }} aria-hidden />
                {word}
              </ToggleButton>
            );
          })}
        </ToggleButtonGroup>
        {field('patient_id', t('Patient id'), 105)}
        {field('message_type', t('Type'), 95, 'ADT^A01')}
        {field('text', t('Text'), 130, t('3 characters'))}
        <Button type="submit" variant="contained" startIcon={<SearchIcon />} loading={isBusy} loadingPosition="start" sx={{ blockSize: 36 }}>
          {t('Search')}
        </Button>
        <Button onClick={() => setHasMore(!hasMore)} aria-expanded={hasMore} aria-label={hasMore ? t('Fewer conditions') : t('More conditions')}>
          {hasMore ? t('Less') : t('More')}
        </Button>
      </Row>
      <Collapse in={hasMore} unmountOnExit>
        <More draft={draft} change={change} connectors={(channels.data ?? []).find(({ id }) => id === draft.channel)?.connectors.map(({ id }) => id) ?? []} />
      </Collapse>
    </Paper>
  );
}

function usesMore(search: Search): boolean {
  return Boolean(search.connector || search.control_id || search.regex || search.attempts_from || search.has_attachment || search.origin || search.from || search.through || search.metadata.length > 0);
}

function Row({ children }: { children: ReactNode }) {
  return <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>{children}</Box>;
}

/** A time of this browser's zone. */
function Moment({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <TextField type="datetime-local" label={label} value={local(value)} onChange={(event) => onChange(event.target.value)} slotProps={{ inputLabel: { shrink: true } }} sx={{ inlineSize: 190 }} />;
}

function local(value: string): string {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) return '';
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

function More({ draft, change, connectors }: { draft: Search; change: (changes: Partial<Search>) => void; connectors: string[] }) {
  const text = (name: 'control_id' | 'regex' | 'attempts_from' | 'origin' | 'from' | 'through', label: string, width: number) => (
    <TextField label={label} value={draft[name]} onChange={(event) => change({ [name]: event.target.value })} sx={{ inlineSize: width }} />
  );
  const set = (index: number, changes: Partial<Search['metadata'][number]>) => change({ metadata: draft.metadata.map((one, at) => (at === index ? { ...one, ...changes } : one)) });
  return (
    <Row>
      <Autocomplete freeSolo options={connectors} value={draft.connector} onInputChange={(_, connector) => change({ connector })} renderInput={(input) => <TextField {...input} label={t('At connector')} />} sx={{ inlineSize: 170 }} />
      {text('control_id', t('Control id'), 130)}
      {text('attempts_from', t('Tried at least'), 110)}
      {text('regex', t('Regular expression'), 200)}
      {text('from', t('Number from'), 120)}
      {text('through', t('up to'), 120)}
      {text('origin', t('Processed again from'), 160)}
      <FormControlLabel control={<Checkbox checked={draft.has_attachment} onChange={(event) => change({ has_attachment: event.target.checked })} />} label={t('Has an attachment')} />
      {draft.metadata.map((condition, index) => (
        <Box key={index} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
          <TextField label={t('Column')} value={condition.name} onChange={(event) => set(index, { name: event.target.value })} sx={{ inlineSize: 110 }} />
          <TextField label={t('Test')} placeholder="prefix:IC" value={condition.test} onChange={(event) => set(index, { test: event.target.value })} sx={{ inlineSize: 130 }} />
          <IconButton aria-label={t('Leave this condition out')} onClick={() => change({ metadata: draft.metadata.filter((_, at) => at !== index) })}>
            <RemoveIcon fontSize="small" />
          </IconButton>
        </Box>
      ))}
      <Button startIcon={<AddIcon />} onClick={() => change({ metadata: [...draft.metadata, { name: '', test: '' }] })}>
        {t('Metadata column')}
      </Button>
    </Row>
  );
}
