// What somebody must look at: low stock, what expires, recalls, what was handed out without stock.

import { Button, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, inventory } from '@/api/inventory';
import { ofVersion } from '@/api/once';
import { useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Choice, wordsOf } from '@/parts/fields';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { InventoryFrame } from './frame';
import { STOCK_ALERT, STOCK_ALERT_STATUS } from './words';

export function StockAlertsPage() {
  return (
    <InventoryFrame title={t('Stock alerts')}>
      <Alerts />
    </InventoryFrame>
  );
}

function Alerts() {
  const [search, setSearch] = useSearchParams();
  const may = usePermission()('stock:write');
  const kind = search.get('kind') ?? '';
  const status = (search.get('status') ?? 'open') as Schemas['StockAlertStatus'];
  const alerts = useQuery(inventory.alerts({ status: status in STOCK_ALERT_STATUS ? status : 'open', kind: kind in STOCK_ALERT ? (kind as Schemas['StockAlertKind']) : undefined }));
  const items = useQuery(inventory.items());
  const see = useChange((alert: Schemas['StockAlert']) => take(api.POST('/api/v1/inventory/alerts/{id}/acknowledge', ofVersion(alert))), { quiet: true, renews: INVENTORY });
  const end = useChange((alert: Schemas['StockAlert']) => take(api.POST('/api/v1/inventory/alerts/{id}/resolve', ofVersion(alert))), { quiet: true, renews: INVENTORY });
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        <Choice label={t('State')} value={status in STOCK_ALERT_STATUS ? status : 'open'} onChange={(value) => setSearch({ status: value, ...(kind ? { kind } : {}) }, { replace: true })} options={wordsOf(STOCK_ALERT_STATUS)} />
        <Choice label={t('Kind')} value={kind in STOCK_ALERT ? kind : ''} all={t('All')} onChange={(value) => setSearch({ status, ...(value ? { kind: value } : {}) }, { replace: true })} options={wordsOf(STOCK_ALERT)} />
      </Stack>
      <Refusal error={see.error ?? end.error} />
      <Rows label={t('Stock alerts')} query={alerts} empty={t('No stock alerts')} keyOf={({ id }) => id}>
        {(alert) => (
          <>
            <Main title={<bdi>{items.data?.items.find(({ id }) => id === alert.item_id)?.name ?? t(STOCK_ALERT[alert.kind])}</bdi>}>
              <bdi>{alert.message}</bdi> · {when(alert.created_at)} {alert.batch_id && <>· <Link to={`/inventory/batches/${alert.batch_id}`}>{t('Open the batch')}</Link></>}
            </Main>
            <Tag tone={alert.kind === 'expired' || alert.kind === 'recalled' ? 'error' : 'warning'}>{t(STOCK_ALERT[alert.kind])}</Tag>
            {may && alert.status === 'open' && <Button size="small" variant="outlined" onClick={() => see.mutate(alert)}>{t('I see to it')}</Button>}
            {may && alert.status === 'acknowledged' && <Button size="small" variant="outlined" onClick={() => end.mutate(alert)}>{t('It is over')}</Button>}
          </>
        )}
      </Rows>
    </>
  );
}
