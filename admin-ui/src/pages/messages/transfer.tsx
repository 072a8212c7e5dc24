// Keeps a search by name, takes messages out to a file, brings them in from one.

import { Alert, Button, FormControlLabel, Menu, MenuItem, Radio, RadioGroup, TextField, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { notify } from '@kit/notices';
import { usePreferences } from '@kit/preferences';
import { download, upload, type Schemas } from '@/api/client';
import { usePermission } from '@/api/queries';
import { impersonal, OWN, parametersOf, type Search } from './search';

export function Transfer({ search, hasSearch, askedAt }: { search: Search; hasSearch: boolean; askedAt: number }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const [dialog, setDialog] = useState<'export' | 'keep' | null>(null);
  const file = useRef<HTMLInputElement>(null);
  const may = usePermission();
  const bring = useBringIn();
  const pick = (next: 'export' | 'keep') => {
    setAnchor(null);
    setDialog(next);
  };
  return (
    <>
      <Button color="inherit" aria-haspopup="menu" onClick={(event) => setAnchor(event.currentTarget)} loading={bring.isPending}>
        {t('Search and files')}
      </Button>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        <MenuItem disabled={!hasSearch} onClick={() => pick('keep')}>
          {t('Keep this search…')}
        </MenuItem>
        <MenuItem disabled={!hasSearch || !may('messages:export')} onClick={() => pick('export')}>
          {t('Export what was found…')}
        </MenuItem>
        <MenuItem
          disabled={!may('messages:import')}
          onClick={() => {
            setAnchor(null);
            file.current?.click();
          }}
        >
          {t('Import messages from a file…')}
        </MenuItem>
      </Menu>
      <input ref={file} type="file" accept=".ndjson" hidden aria-hidden onChange={(event) => event.target.files?.[0] && bring.mutate(event.target.files[0])} />
      {dialog === 'export' && <ExportDialog search={search} askedAt={askedAt} onClose={() => setDialog(null)} />}
      {dialog === 'keep' && <KeepDialog onClose={() => setDialog(null)} />}
    </>
  );
}

function useBringIn() {
  const client = useQueryClient();
  return useMutation({
    mutationFn: async (file: File) => {
      const answer = await upload('/api/v1/messages/import', 'application/x-ndjson', file);
      return answer.split('\n').filter(Boolean).map((line) => JSON.parse(line) as Schemas['ImportedView']);
    },
    onSuccess: (lines) => {
      const failed = lines.filter(({ problem }) => problem);
      const first = failed[0] ? ` ${t('Line {line}: {problem}', { line: failed[0].line, problem: failed[0].problem ?? '' })}` : '';
      notify({ severity: failed.length > 0 ? 'warning' : 'success', text: `${t('{messages} imported, {n} not.', { messages: plural(lines.length - failed.length, 'message'), n: failed.length })}${first}` });
    },
    onError: (error) => notify({ severity: 'error', text: explain(error) }),
    onSettled: () => client.invalidateQueries({ queryKey: ['messages'] }),
  });
}

function ExportDialog({ search, askedAt, onClose }: { search: Search; askedAt: number; onClose: () => void }) {
  const [format, setFormat] = useState('ndjson');
  const run = useMutation({
    mutationFn: () => {
      const parameters = parametersOf(search, askedAt);
      parameters.set('format', format);
      return download(`/api/v1/messages/export?${parameters.toString()}`, `messages.${format}`);
    },
    onSuccess: onClose,
  });
  return (
    <Confirm open title={t('Export all that match')} verb={t('Export')} isBusy={run.isPending} onConfirm={() => run.mutate()} onClose={onClose}>
      <Typography>{t('The file holds patient data. That you export it is put on record.')}</Typography>
      <RadioGroup value={format} onChange={(event) => setFormat(event.target.value)} aria-label={t('Format')}>
        <FormControlLabel value="ndjson" control={<Radio />} label={t('One line of JSON a message; can be imported again')} />
        <FormControlLabel value="zip" control={<Radio />} label={t('A folder a message, a file for each content')} />
      </RadioGroup>
      {run.error && <Alert severity="error">{explain(run.error)}</Alert>}
    </Confirm>
  );
}

function KeepDialog({ onClose }: { onClose: () => void }) {
  const [params] = useSearchParams();
  const [name, setName] = useState('');
  const query = impersonal(params);
  const isLess = params.has(OWN);
  const keep = () => {
    const others = usePreferences.getState().searches.filter((search) => search.name !== name);
    usePreferences.setState({ searches: [...others, { name, query }] });
    notify({ severity: 'success', text: t('Kept as {name}. It is offered when you open Messages.', { name }) });
    onClose();
  };
  return (
    <Confirm open title={t('Keep this search')} verb={t('Keep')} isDisabled={name.trim() === '' || query === ''} onConfirm={keep} onClose={onClose}>
      <TextField autoFocus fullWidth label={t('Name')} value={name} onChange={(event) => setName(event.target.value)} sx={{ mt: 1 }} />
      {isLess && <Alert severity="info" sx={{ mt: 2 }}>{t('Conditions on patient, control id, text and metadata are left out: this browser keeps nothing about patients.')}</Alert>}
    </Confirm>
  );
}
