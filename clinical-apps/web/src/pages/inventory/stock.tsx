// What is on hand by batch and place, with its day of expiry, and what can be done with it.

import { Button, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { count } from '@kit/format';
import { inventory, type StockLevel } from '@/api/inventory';
import type { Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { Choice } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { Ltr } from '@/parts/ltr';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { today } from '@/zone';
import { InventoryFrame } from './frame';
import { AdjustStockDialog, IssueDialog, TransferStockDialog } from './stock-dialogs';
import { BATCH_STATUS } from './words';

export function StockPage() {
  return (
    <InventoryFrame title={t('Stock')}>
      <OfFacility>{(facility, choice) => <Stock key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </InventoryFrame>
  );
}

function Stock({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission();
  const [search, setSearch] = useSearchParams();
  const items = useQuery(inventory.items());
  const locations = useQuery(inventory.locations(facility.id));
  const item = search.get('item') ?? '';
  const location = search.get('location') ?? '';
  const stock = useQuery(inventory.stock(facility.id, { item: item || undefined, location: location || undefined }));
  const [asked, setAsked] = useState<{ what: 'issue' | 'transfer' | 'adjust'; level: StockLevel } | null>(null);
  const set = (name: string) => (value: string) =>
    setSearch((was) => {
      const next = new URLSearchParams(was);
      if (value) next.set(name, value);
      else next.delete(name);
      return next;
    }, { replace: true });
  const itemOf = (id: string) => items.data?.items.find((one) => one.id === id);
  const placeOf = (id: string) => locations.data?.items.find((one) => one.id === id)?.name ?? '…';
  const day = today(facility.time_zone);
  const close = () => setAsked(null);
  return (
    <>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
        {choice}
        <Choice label={t('Item')} value={item} onChange={set('item')} all={t('All')} options={(items.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
        <Choice label={t('Place')} value={location} onChange={set('location')} all={t('All')} options={(locations.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      </Stack>
      <Rows label={t('Stock')} query={stock} empty={t('Nothing is in stock here')} emptyHelp={t('Stock comes with what is received against a purchase order.')} keyOf={({ batch_id, location_id }) => `${batch_id} ${location_id}`}>
        {(level) => (
          <>
            <Main title={<bdi>{itemOf(level.item_id)?.name ?? '…'}</bdi>}>
              <bdi>{placeOf(level.location_id)}</bdi> · {t('Lot')} <Link to={`/inventory/batches/${level.batch_id}`}><Ltr>{level.lot}</Ltr></Link> · {t('expires on {day}', { day: partialDate(level.expires_on) })}
            </Main>
            {(level.status !== 'active' || level.expires_on < day) && <Tag tone="error">{t(BATCH_STATUS[level.status === 'active' ? 'expired' : level.status])}</Tag>}
            <span>
              <strong>{count(level.on_hand)}</strong> <bdi>{itemOf(level.item_id)?.unit ?? ''}</bdi> {level.reserved > 0 && t('({n} kept back)', { n: level.reserved })}
            </span>
            <Stack direction="row" sx={{ flexWrap: 'wrap' }}>
              {may('stock:write') && <Button size="small" onClick={() => setAsked({ what: 'issue', level })}>{t('Issue')}</Button>}
              {may('stock:write') && <Button size="small" onClick={() => setAsked({ what: 'transfer', level })}>{t('Move')}</Button>}
              {may('stock:adjust') && <Button size="small" onClick={() => setAsked({ what: 'adjust', level })}>{t('Correct')}</Button>}
            </Stack>
          </>
        )}
      </Rows>
      {asked?.what === 'issue' && <IssueDialog level={asked.level} onClose={close} />}
      {asked?.what === 'transfer' && <TransferStockDialog level={asked.level} places={locations.data?.items ?? []} onClose={close} />}
      {asked?.what === 'adjust' && <AdjustStockDialog level={asked.level} isControlled={itemOf(asked.level.item_id)?.controlled ?? false} onClose={close} />}
    </>
  );
}
