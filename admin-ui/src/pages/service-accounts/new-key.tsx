// A new key: what it permits, chosen among what the hub's routes ask for, and after how many days it ends.

import { Alert, Autocomplete, Stack, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { api, take, type Schemas } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';
import { permissionsOf } from './permissions';

const DAYS = { min: 1, max: 366, usual: 90 };

interface Props {
  account: Schemas['ServiceAccount'];
  onClose: () => void;
  onIssued: (issued: Schemas['IssuedApiKey']) => void;
}

export function NewKey({ account, onClose, onIssued }: Props) {
  const [scopes, setScopes] = useState<string[]>([]);
  const [days, setDays] = useState(String(DAYS.usual));
  const may = usePermission();
  const known = useQuery({
    queryKey: ['permissions'],
    queryFn: async ({ signal }) => permissionsOf(await (await fetch('/api/openapi.json', { signal })).json()),
    staleTime: Infinity,
  });
  const expires_in_days = Number(days);
  const isTime = Number.isInteger(expires_in_days) && expires_in_days >= DAYS.min && expires_in_days <= DAYS.max;
  const create = useChange(() => take(api.POST('/api/v1/service-accounts/{id}/keys', { params: { path: { id: account.id } }, body: { scopes, expires_in_days } })), {
    renews: [['service-accounts', account.id, 'keys']],
    quiet: true,
  });
  const done = (issued: Schemas['IssuedApiKey']) => {
    onClose();
    onIssued(issued);
  };
  return (
    <Confirm open title={t('New key of {name}', { name: account.name })} verb={t('Make the key')} isBusy={create.isPending} isDisabled={scopes.length === 0 || !isTime} onConfirm={() => create.mutate(undefined, { onSuccess: done })} onClose={onClose}>
      <Stack spacing={2} sx={{ mt: 1 }}>
        <Autocomplete
          multiple
          freeSolo
          options={(known.data ?? []).filter(may)}
          value={scopes}
          onChange={(_, next) => setScopes(next)}
          slotProps={{ listbox: { dir: 'ltr' } }}
          renderInput={(input) => <TextField {...input} label={t('Permits')} helperText={t('Only what it needs, and only what you may do yourself. messages:* stands for all that is about messages.')} />}
        />
        <TextField label={t('Ends after days')} value={days} onChange={(event) => setDays(event.target.value)} error={!isTime} helperText={t('{min} to {max}', DAYS)} slotProps={{ htmlInput: { inputMode: 'numeric', dir: 'ltr' } }} sx={{ inlineSize: 180 }} />
        {create.error && <Alert severity="error">{explain(create.error)}</Alert>}
      </Stack>
    </Confirm>
  );
}
