// Sets a value of the configuration map.

import { Alert, FormControlLabel, MenuItem, Stack, Switch, TextField } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { api, take, type Schemas } from '@/api/client';
import { useChange } from '@/api/queries';

type Kind = 'text' | 'number' | 'boolean' | 'json' | 'secret';

const KINDS: [Kind, string][] = [
  ['text', 'Text'],
  ['number', 'Number|kind'],
  ['boolean', 'True or false'],
  ['json', 'List or map (JSON)'],
  ['secret', 'Secret: sealed, never shown again'],
];

interface Props {
  value?: Schemas['ConfigurationView'];
  taken: string[];
  onClose: () => void;
}

export function ValueDialog({ value, taken, onClose }: Props) {
  const [name, setName] = useState(value?.name ?? '');
  const [kind, setKind] = useState<Kind>((value?.kind as Kind | undefined) ?? 'text');
  const [text, setText] = useState(value && value.kind !== 'secret' ? beginning(value) : '');
  const [comment, setComment] = useState(value?.comment ?? '');
  const read = reading(kind, text);
  const isTaken = !value && taken.includes(name);
  const isName = /^[A-Za-z0-9._-]{1,128}$/.test(name);
  const put = useChange(
    () => {
      const body = kind === 'secret' ? { secret: text, comment } : { value: read.value as Record<string, never>, comment };
      return take(api.PUT('/api/v1/configuration/{name}', { params: { path: { name } }, body }));
    },
    { renews: [['configuration'], ['items', 'configuration']], done: t('{name} is set', { name }), quiet: true },
  );
  return (
    <Confirm open title={value ? t('Change {name}', { name: value.name }) : t('New value')} verb={t('Set')} isBusy={put.isPending} isDisabled={!isName || isTaken || read.problem !== '' || (kind === 'secret' && text === '')} onConfirm={() => put.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={2} sx={{ mt: 1 }}>
        <TextField label={t('Name')} autoFocus={!value} value={name} disabled={value !== undefined} onChange={(event) => setName(event.target.value)} error={isTaken || (name !== '' && !isName)} helperText={isTaken ? t('There is a value with this name.') : t('Letters, digits, . _ and -, such as lab.host.')} />
        <TextField select label={t('Kind')} value={kind} onChange={(event) => setKind(event.target.value as Kind)}>
          {KINDS.map(([key, word]) => (
            <MenuItem key={key} value={key}>
              {t(word)}
            </MenuItem>
          ))}
        </TextField>
        {kind === 'boolean' ? (
          <FormControlLabel control={<Switch checked={text === 'true'} onChange={(_, next) => setText(String(next))} />} label={text === 'true' ? 'true' : 'false'} />
        ) : (
          <TextField label={kind === 'secret' ? t('New secret') : t('Value')} type={kind === 'secret' ? 'password' : 'text'} multiline={kind === 'json'} minRows={kind === 'json' ? 4 : undefined} value={text} onChange={(event) => setText(event.target.value)} error={read.problem !== ''} helperText={read.problem} autoComplete="off" />
        )}
        <TextField label={t('What it is for')} value={comment} onChange={(event) => setComment(event.target.value)} />
        {put.error && <Alert severity="error">{explain(put.error)}</Alert>}
      </Stack>
    </Confirm>
  );
}

function beginning({ value }: Schemas['ConfigurationView']): string {
  return typeof value === 'string' ? value : JSON.stringify(value, null, 2);
}

export function reading(kind: Kind, text: string): { value: unknown; problem: string } {
  switch (kind) {
    case 'number': {
      const isNumber = text.trim() !== '' && Number.isFinite(Number(text));
      return isNumber ? { value: Number(text), problem: '' } : { value: null, problem: t('This is no number.') };
    }
    case 'boolean':
      return { value: text === 'true', problem: '' };
    case 'json':
      try {
        return { value: JSON.parse(text), problem: '' };
      } catch {
        return { value: null, problem: t('This is no JSON.') };
      }
    default:
      return { value: text, problem: '' };
  }
}
