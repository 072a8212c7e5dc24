// The fields of a search in the audit log. Whoever may see users chooses a person by name; others give the id.

import { Autocomplete, Button, MenuItem, Paper, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { usePermission } from '@/api/queries';
import type { Filter } from './filter';

/** Of a hub with more users than this, those further on are given by id. */
const OFFERED = 500;

export function Conditions({ filter, onFilter }: { filter: Filter; onFilter: (filter: Filter) => void }) {
  const [draft, setDraft] = useState(filter);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    onFilter(draft);
  };
  const set = (name: keyof Filter) => (value: string) => setDraft({ ...draft, [name]: value });
  return (
    <Paper component="form" role="search" onSubmit={submit} sx={{ p: 1.25, display: 'flex', gap: 1, flexWrap: 'wrap' }}>
      <Person value={draft.actor} onChange={set('actor')} />
      <TextField label={t('Patient id')} value={draft.patient} onChange={(event) => set('patient')(event.target.value)} autoComplete="off" slotProps={{ htmlInput: { dir: 'ltr' } }} sx={{ inlineSize: 210 }} />
      <TextField label={t('Permission')} placeholder="patients:read" value={draft.action} onChange={(event) => set('action')(event.target.value)} slotProps={{ htmlInput: { dir: 'ltr' } }} sx={{ inlineSize: 150 }} />
      <TextField select label={t('Outcome')} value={draft.outcome} onChange={(event) => set('outcome')(event.target.value)} sx={{ inlineSize: 120 }}>
        <MenuItem value="">{t('Any')}</MenuItem>
        <MenuItem value="begun">{t('Begun')}</MenuItem>
        <MenuItem value="done">{t('Done')}</MenuItem>
        <MenuItem value="refused">{t('Refused')}</MenuItem>
        <MenuItem value="failed">{t('Failed')}</MenuItem>
      </TextField>
      <Time label={t('From')} value={draft.from} onChange={set('from')} />
      <Time label={t('To')} value={draft.to} onChange={set('to')} />
      <Button type="submit" variant="contained">
        {t('Search')}
      </Button>
    </Paper>
  );
}

function Person({ value, onChange }: { value: string; onChange: (value: string) => void }) {
  const may = usePermission();
  const users = useQuery({
    queryKey: ['users', 'names'],
    queryFn: async () => (await take(api.GET('/api/v1/users', { params: { query: { limit: OFFERED } } }))).items,
    enabled: may('users:manage'),
    staleTime: 60_000,
  });
  const names = new Map(users.data?.map(({ id, username }) => [id, username]));
  return (
    <Autocomplete
      freeSolo
      options={[...names.keys()]}
      getOptionLabel={(id) => names.get(id) ?? id}
      value={value}
      inputValue={names.get(value) ?? value}
      onChange={(_, next) => onChange(next ?? '')}
      onInputChange={(_, text, why) => why !== 'reset' && onChange([...names].find(([, name]) => name === text)?.[0] ?? text)}
      sx={{ inlineSize: 210 }}
      renderInput={(input) => <TextField {...input} label={t('Person')} placeholder={names.size > 0 ? t('name or id') : t('id')} data-filter="" />}
    />
  );
}

function Time({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <TextField type="datetime-local" label={label} value={value} onChange={(event) => onChange(event.target.value)} slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} sx={{ inlineSize: 205 }} />;
}
