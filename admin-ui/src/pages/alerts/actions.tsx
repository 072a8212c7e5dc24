// Sends an alert's test notice and tells what became of each of its actions.

import { Button } from '@mui/material';
import { t } from '@kit/i18n';
import { notify } from '@kit/notices';
import { api, take } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';

export function AlertActions({ name }: { name: string }) {
  const isPermitted = usePermission()('channels:operate');
  const test = useChange(async () => {
    const { items } = await take(api.POST('/api/v1/alerts/{name}/test', { params: { path: { name } } }));
    const failed = items.filter(({ error }) => error);
    const text = items.map(({ action, error }) => `${action}: ${error ?? 'told'}`).join('\n');
    notify({ severity: failed.length > 0 ? 'error' : 'success', text: text || t('It has no action.') });
    return items;
  });
  if (!isPermitted) return null;
  return (
    <Button loading={test.isPending} onClick={() => test.mutate()}>
      {t('Send a test')}
    </Button>
  );
}
