// Price lists and the prices in them. Who may enters prices; an older price stays for the days on which it counted.

import { Box, Button, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { BILLING, billing, type PriceItem } from '@/api/billing';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { places } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { moneyOf, moneyText, percent, plainAmount, type Money } from '@/money';
import { Choice, DayField, NumberField, Text, wholeOf, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { today } from '@/zone';
import { BillingFrame } from './frame';
import { CATEGORY } from './words';

export function PricesPage() {
  return (
    <BillingFrame title={t('Price lists')}>
      <Lists />
    </BillingFrame>
  );
}

function Lists() {
  const may = usePermission()('prices:write');
  const lists = useQuery(billing.priceLists());
  const facilities = useQuery(places.facilities());
  const [isAdding, setIsAdding] = useState(false);
  const nameOf = (id?: string | null) => (id ? (facilities.data?.items.find((one) => one.id === id)?.name ?? '…') : t('All facilities'));
  return (
    <>
      {may && <Box><Button variant="contained" onClick={() => setIsAdding(true)}>{t('Add a price list')}</Button></Box>}
      <LinkedList label={t('Price lists')} query={lists} empty={t('No price lists')} emptyHelp={t('Without prices charges wait on the list of those without a price.')} keyOf={({ id }) => id} linkOf={({ id }) => `/billing/prices/${id}`}>
        {(list) => (
          <>
            <Main title={<bdi>{list.name}</bdi>}><bdi>{nameOf(list.facility_id)}</bdi></Main>
            <Ltr>{list.currency}</Ltr>
            <Days from={list.valid_from} until={list.valid_until} />
          </>
        )}
      </LinkedList>
      {isAdding && <ListDialog onClose={() => setIsAdding(false)} />}
    </>
  );
}

function Days({ from, until }: { from: string; until?: string | null }) {
  return <Typography component="span" sx={{ color: 'text.secondary' }}>{partialDate(from)} – {until ? partialDate(until) : '…'}</Typography>;
}

function ListDialog({ onClose }: { onClose: () => void }) {
  const facilities = useQuery(places.facilities());
  const [form, setForm] = useState({ name: '', currency: 'SDG', facility: '', from: today('UTC') });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const add = useChange(() => take(api.POST('/api/v1/billing/price-lists', { body: { name: form.name.trim(), currency: form.currency, facility_id: form.facility || undefined, valid_from: form.from } })), { quiet: true, renews: BILLING });
  return (
    <FormDialog title={t('Add a price list')} verb={t('Add')} isReady={form.name.trim() !== '' && /^[A-Z]{3}$/.test(form.currency) && form.from !== ''} isBusy={add.isPending} error={add.error} onSubmit={() => add.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Name')} value={form.name} onChange={set('name')} required autoFocus />
      <Text label={t('Currency')} value={form.currency} onChange={(value) => set('currency')(value.toUpperCase())} required most={3} isCode help={t('Three letters of ISO 4217')} />
      <Choice label={t('Facility')} value={form.facility} onChange={set('facility')} all={t('All facilities')} options={(facilities.data?.items ?? []).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <DayField label={t('From day')} value={form.from} onChange={set('from')} required />
    </FormDialog>
  );
}

export function PriceListPage() {
  return (
    <BillingFrame title={t('Prices')}>
      <Items />
    </BillingFrame>
  );
}

function Items() {
  const { id = '' } = useParams();
  const may = usePermission()('prices:write');
  const lists = useQuery(billing.priceLists());
  const items = useQuery(billing.priceItems(id));
  const [asked, setAsked] = useState<PriceItem | 'new' | null>(null);
  const list = lists.data?.items.find((one) => one.id === id);
  return (
    <>
      <Stack direction="row" sx={{ alignItems: 'center', gap: 1.5, flexWrap: 'wrap' }}>
        <Typography variant="h2"><bdi>{list?.name ?? ''}</bdi></Typography>
        {may && list && <Button variant="contained" onClick={() => setAsked('new')}>{t('Add a price')}</Button>}
      </Stack>
      <Rows label={t('Prices')} query={items} empty={t('No prices in this list')} keyOf={(item) => item.id}>
        {(item) => (
          <>
            <Main title={<bdi>{item.name}</bdi>}>
              <Ltr>{item.code}</Ltr> · {t(CATEGORY[item.category])} · {t('Tax')} {percent(item.tax ?? 0)}
            </Main>
            <strong>{moneyText(item.unit_price)}</strong>
            <Days from={item.valid_from} until={item.valid_until} />
            {may && <Button size="small" variant="outlined" aria-label={t('Change {name}', { name: item.name })} onClick={() => setAsked(item)}>{t('Change')}</Button>}
          </>
        )}
      </Rows>
      {asked && list && <ItemDialog list={list.id} currency={list.currency} item={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function ItemDialog({ list, currency, item, onClose }: { list: string; currency: string; item: PriceItem | null; onClose: () => void }) {
  const [form, setForm] = useState({ code: item?.code ?? '', name: item?.name ?? '', category: item?.category ?? ('laboratory'), price: item ? plainAmount(item.unit_price) : '', tax: String((item?.tax ?? 0) / 100), from: item?.valid_from ?? today('UTC'), until: item?.valid_until ?? '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const price = moneyOf(form.price, currency);
  const tax = basisPoints(form.tax);
  const body = (): Schemas['PriceItemRequest'] => ({ code: form.code.trim(), name: form.name.trim(), category: form.category, unit_price: price as Money, tax: tax ?? 0, procedure_code: item?.procedure_code, valid_from: form.from, valid_until: form.until || undefined });
  const save = useChange(() => (item ? take(api.PUT('/api/v1/billing/price-items/{id}', { ...ofVersion(item), body: body() })) : take(api.POST('/api/v1/billing/price-lists/{id}/items', { params: { path: { id: list } }, body: body() }))), { quiet: true, renews: BILLING, done: t('The price is on record.') });
  return (
    <FormDialog title={item ? t('Change the price') : t('Add a price')} verb={t('Save')} isReady={form.code.trim() !== '' && form.name.trim() !== '' && price !== null && tax !== null && form.from !== ''} isBusy={save.isPending} error={save.error} onSubmit={() => save.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Code')} value={form.code} onChange={set('code')} required most={64} isCode autoFocus={!item} />
      <Text label={t('Name')} value={form.name} onChange={set('name')} required />
      <Choice label={t('Kind')} value={form.category} onChange={set('category')} options={wordsOf(CATEGORY)} />
      <NumberField label={t('Price in {currency}', { currency })} value={form.price} onChange={set('price')} required isWrong={form.price !== '' && price === null} />
      <NumberField label={t('Tax in per cent')} value={form.tax} onChange={set('tax')} required isWrong={tax === null} />
      <DayField label={t('From day')} value={form.from} onChange={set('from')} required />
      <DayField label={t('Until day')} value={form.until} onChange={set('until')} />
    </FormDialog>
  );
}

/** Per cent with at most two digits after the point, as hundredths of a per cent. */
function basisPoints(text: string): number | null {
  const found = /^(\d{1,3})(?:\.(\d{1,2}))?$/.exec(text.trim());
  return found ? wholeOf(`${found[1]}${(found[2] ?? '').padEnd(2, '0')}`, 0, 10_000) : null;
}
