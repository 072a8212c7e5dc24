// The alerts of a check by their ids, each as a card. What cannot be loaded is said, not left out.

import { Alert as Notice, Skeleton, Stack } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { queries, usePermission } from '@/api/queries';
import { AlertCard } from '../alerts/card';

export function CheckedAlerts({ ids }: { ids: string[] }) {
  const may = usePermission();
  const isAllowed = may('cds-alerts:read');
  const alerts = useQueries({ queries: ids.map((id) => ({ ...queries.alert(id), enabled: isAllowed })) });
  if (!isAllowed && ids.length > 0) return <Notice severity="info">{t('There are alerts; your role may not read them.')}</Notice>;
  return (
    <Stack spacing={1}>
      {alerts.map((alert, index) => {
        if (alert.data) return <AlertCard key={ids[index]} alert={alert.data} />;
        return alert.error ? <Notice key={ids[index]} severity="error">{explain(alert.error)}</Notice> : <Skeleton key={ids[index]} height={60} />;
      })}
    </Stack>
  );
}
