// Orders to suppliers: another person approves, then they are ordered and received with lot and day of expiry.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, inventory, type PurchaseOrder } from '@/api/inventory';
import { ofVersion, useKey } from '@/api/once';
import type { Facility } from '@/api/places';
import { queries, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Choice, DayField, NumberField, Text, wholeOf } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { InventoryFrame } from './frame';
import { ORDER_STATE } from './words';

export function OrdersPage() {
  return (
    <InventoryFrame title={t('Purchase orders')}>
      <OfFacility>{(facility, choice) => <Orders key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </InventoryFrame>
  );
}

function Orders({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission()('purchase-orders:write');
  const orders = useQuery(inventory.orders(facility.id));
  const [isAdding, setIsAdding] = useState(false);
  return (
    <>
      <div>{choice} {may && <Button variant="contained" onClick={() => setIsAdding(true)}>{t('Write an order')}</Button>}</div>
      <Rows label={t('Purchase orders')} query={orders} empty={t('No purchase orders')} keyOf={({ id }) => id}>
        {(order) => <Row order={order} />}
      </Rows>
      {isAdding && <OrderDialog facility={facility.id} onClose={() => setIsAdding(false)} />}
    </>
  );
}

function Row({ order }: { order: PurchaseOrder }) {
  const may = usePermission();
  const me = useQuery(queries.me());
  const items = useQuery(inventory.items());
  const suppliers = useQuery(inventory.suppliers());
  const [isReceiving, setIsReceiving] = useState(false);
  const approve = useChange(() => take(api.POST('/api/v1/inventory/purchase-orders/{id}/approve', ofVersion(order))), { quiet: true, renews: INVENTORY, done: t('It is approved.') });
  const send = useChange(() => take(api.POST('/api/v1/inventory/purchase-orders/{id}/order', ofVersion(order))), { quiet: true, renews: INVENTORY });
  const isOwn = me.data?.username === order.by;
  const isComing = order.status === 'ordered' || order.status === 'partly-received';
  return (
    <>
      <Main title={<Ltr>{order.order_number}</Ltr>}>
        <bdi>{suppliers.data?.items.find(({ id }) => id === order.supplier_id)?.name ?? '…'}</bdi> · {when(order.created_at)} · <bdi>{order.by}</bdi>
        {order.lines.map((line) => (
          <div key={line.item_id}><bdi>{items.data?.items.find(({ id }) => id === line.item_id)?.name ?? '…'}</bdi>: {t('{n} of {all} received', { n: line.received, all: line.quantity })}</div>
        ))}
      </Main>
      <Tag tone={order.status === 'received' ? 'success' : order.status === 'cancelled' ? 'neutral' : 'info'}>{t(ORDER_STATE[order.status])}</Tag>
      {order.status === 'draft' && isOwn && <Tag tone="info">{t('You asked: somebody else decides')}</Tag>}
      {order.status === 'draft' && !isOwn && may('purchase-orders:approve') && <Button size="small" variant="outlined" loading={approve.isPending} onClick={() => approve.mutate()}>{t('Approve')}</Button>}
      {order.status === 'approved' && may('purchase-orders:write') && <Button size="small" variant="outlined" loading={send.isPending} onClick={() => send.mutate()}>{t('It is ordered')}</Button>}
      {isComing && may('stock:write') && <Button size="small" variant="outlined" onClick={() => setIsReceiving(true)}>{t('Receive')}</Button>}
      <Refusal error={approve.error ?? send.error} />
      {isReceiving && <ReceiveDialog order={order} items={items.data?.items ?? []} onClose={() => setIsReceiving(false)} />}
    </>
  );
}

function ReceiveDialog({ order, items, onClose }: { order: PurchaseOrder; items: Schemas['StockItem'][]; onClose: () => void }) {
  const header = useKey();
  const places = useQuery(inventory.locations(order.facility_id));
  const open = order.lines.filter(({ quantity, received }) => received < quantity);
  const [form, setForm] = useState({ item: open[0]?.item_id ?? (''), place: '', quantity: String((open[0]?.quantity ?? 0) - (open[0]?.received ?? 0)), lot: '', expires: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const n = wholeOf(form.quantity);
  const receive = useChange(() => take(api.POST('/api/v1/inventory/purchase-orders/{id}/receipts', { params: { path: { id: order.id }, header }, body: { item_id: form.item, location_id: form.place, quantity: n ?? 0, lot: form.lot.trim(), expires_on: form.expires } })), { quiet: true, renews: INVENTORY, done: t('It is received.') });
  return (
    <FormDialog title={t('Receive')} verb={t('Receive')} isReady={form.place !== '' && n !== null && form.lot.trim() !== '' && form.expires !== ''} isBusy={receive.isPending} error={receive.error} onSubmit={() => receive.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Choice label={t('Item')} value={form.item} onChange={set('item')} options={open.map(({ item_id }) => [item_id, <bdi key={item_id}>{items.find(({ id }) => id === item_id)?.name ?? '…'}</bdi>])} />
      <Choice label={t('To the place')} value={form.place} onChange={set('place')} required options={(places.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <NumberField label={t('Quantity')} value={form.quantity} onChange={set('quantity')} required isWrong={n === null} />
      <Text label={t('Lot')} value={form.lot} onChange={set('lot')} required most={64} isCode />
      <DayField label={t('Lot expires on')} value={form.expires} onChange={set('expires')} required />
    </FormDialog>
  );
}

function OrderDialog({ facility, onClose }: { facility: string; onClose: () => void }) {
  const header = useKey();
  const items = useQuery(inventory.items());
  const suppliers = useQuery(inventory.suppliers());
  const [form, setForm] = useState({ supplier: '', item: '', quantity: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const n = wholeOf(form.quantity);
  const write = useChange(() => take(api.POST('/api/v1/inventory/purchase-orders', { params: { header }, body: { facility_id: facility, supplier_id: form.supplier, lines: [{ item_id: form.item, quantity: n ?? 0 }] } })), { quiet: true, renews: INVENTORY, done: t('The order waits for another person to approve it.') });
  return (
    <FormDialog title={t('Write an order')} verb={t('Write an order')} isReady={form.supplier !== '' && form.item !== '' && n !== null} isBusy={write.isPending} error={write.error} onSubmit={() => write.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Choice label={t('Supplier')} value={form.supplier} onChange={set('supplier')} required options={(suppliers.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <Choice label={t('Item')} value={form.item} onChange={set('item')} required options={(items.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <NumberField label={t('Quantity')} value={form.quantity} onChange={set('quantity')} required isWrong={form.quantity !== '' && n === null} />
    </FormDialog>
  );
}
