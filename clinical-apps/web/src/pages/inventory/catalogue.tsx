// What is kept in stock, where, and who delivers it: entered and changed here. What is not in use any more stays on record.

import { Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { count } from '@kit/format';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, inventory } from '@/api/inventory';
import { ofVersion } from '@/api/once';
import type { Facility } from '@/api/places';
import { usePermission } from '@/api/queries';
import { wordsOf } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { Ltr } from '@/parts/ltr';
import { RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { InventoryFrame } from './frame';
import { ITEM_CATEGORY, PLACE_KIND } from './words';

type Item = Schemas['StockItem'];
type Place = Schemas['StockLocation'];
type Supplier = Schemas['Supplier'];

/** As the hub takes them. */
const MOST_UNITS = 10_000_000;
const MOST_DAYS = 365;

const inUse = (): FieldOf => ({ name: 'active', label: t('In use'), as: 'yes' });

function Unused({ active }: { active?: boolean }) {
  return active === false ? <Tag tone="neutral">{t('Not used')}</Tag> : null;
}

function Change({ name, onClick }: { name: string; onClick: () => void }) {
  const may = usePermission()('inventory:write');
  return may ? <Button size="small" variant="outlined" aria-label={t('Change {name}', { name })} onClick={onClick}>{t('Change')}</Button> : null;
}

function AddButton({ children, onClick }: { children: string; onClick: () => void }) {
  const may = usePermission()('inventory:write');
  return may ? <Button variant="contained" onClick={onClick}>{children}</Button> : null;
}

export function ItemsPage() {
  return (
    <InventoryFrame title={t('Items')}>
      <Items />
    </InventoryFrame>
  );
}

function Items() {
  const items = useQuery(inventory.items());
  const [asked, setAsked] = useState<Item | 'new' | null>(null);
  return (
    <>
      <div><AddButton onClick={() => setAsked('new')}>{t('Add an item')}</AddButton></div>
      <Rows label={t('Items')} query={items} empty={t('No items yet')} emptyHelp={t('What is kept in stock is entered here first.')} keyOf={({ id }) => id}>
        {(item) => (
          <>
            <Main title={<bdi>{item.name}</bdi>}>
              <Ltr>{item.code}</Ltr> · {t(ITEM_CATEGORY[item.category])} · <bdi>{item.unit}</bdi>
              {item.rxcui && <> · RxCUI <Ltr>{item.rxcui}</Ltr></>}
              {(item.reorder_level ?? 0) > 0 && <> · {t('low at {n}', { n: count(item.reorder_level ?? 0) })}</>}
            </Main>
            {item.controlled && <Tag tone="warning">{t('Controlled drug')}</Tag>}
            <Unused active={item.active} />
            <Change name={item.name} onClick={() => setAsked(item)} />
          </>
        )}
      </Rows>
      {asked && <ItemDialog item={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function ItemDialog({ item, onClose }: { item: Item | null; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'code', label: t('Code'), as: 'code', required: true, most: 50 },
    { name: 'name', label: t('Name'), required: true },
    { name: 'category', label: t('Kind'), as: 'choice', required: true, options: wordsOf(ITEM_CATEGORY) },
    { name: 'unit', label: t('Smallest unit that is counted'), required: true, most: 30, help: t('Such as tablet, ampoule or piece') },
    { name: 'rxcui', label: t('RxNorm concept'), as: 'code', most: 8, help: t('A drug with this concept that is handed out is taken from this stock.') },
    { name: 'controlled', label: t('Controlled drug: corrections need a witness'), as: 'yes' },
    { name: 'level', label: t('Low at or below'), as: 'whole', most: MOST_UNITS, help: t('0: never') },
    { name: 'quantity', label: t('Ordered at a time'), as: 'whole', most: MOST_UNITS, help: t('0: as many as who orders thinks right') },
    inUse(),
  ];
  return (
    <RecordDialog
      title={item ? t('Change {name}', { name: item.name }) : t('Add an item')}
      fields={fields}
      initial={{ code: item?.code ?? '', name: item?.name ?? '', category: item?.category ?? 'medication', unit: item?.unit ?? '', rxcui: item?.rxcui ?? '', controlled: item?.controlled ? 'true' : '', level: String(item?.reorder_level ?? 0), quantity: String(item?.reorder_quantity ?? 0), active: item?.active === false ? '' : 'true' }}
      renews={INVENTORY}
      done={t('The item is on record.')}
      save={(values, header) => {
        const body: Schemas['StockItemRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', category: values.category as Item['category'], unit: some(values.unit) ?? '', rxcui: some(values.rxcui), controlled: Boolean(values.controlled), reorder_level: Number(values.level), reorder_quantity: Number(values.quantity), active: Boolean(values.active) };
        return item ? take(api.PUT('/api/v1/inventory/items/{id}', { ...ofVersion(item), body })) : take(api.POST('/api/v1/inventory/items', { params: { header }, body }));
      }}
      onClose={onClose}
    />
  );
}

export function StockPlacesPage() {
  return (
    <InventoryFrame title={t('Places')}>
      <OfFacility>{(facility, choice) => <Places key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </InventoryFrame>
  );
}

function Places({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const places = useQuery(inventory.locations(facility.id));
  const [asked, setAsked] = useState<Place | 'new' | null>(null);
  return (
    <>
      <div>{choice} <AddButton onClick={() => setAsked('new')}>{t('Add a place')}</AddButton></div>
      <Rows label={t('Places')} query={places} empty={t('No places yet')} emptyHelp={t('Stock is kept in places: a pharmacy, a store, a ward.')} keyOf={({ id }) => id}>
        {(place) => (
          <>
            <Main title={<bdi>{place.name}</bdi>}><Ltr>{place.code}</Ltr> · {t(PLACE_KIND[place.kind])}</Main>
            <Unused active={place.active} />
            <Change name={place.name} onClick={() => setAsked(place)} />
          </>
        )}
      </Rows>
      {asked && <PlaceDialog facility={facility.id} place={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function PlaceDialog({ facility, place, onClose }: { facility: string; place: Place | null; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'code', label: t('Code'), as: 'code', required: true, most: 50 },
    { name: 'name', label: t('Name'), required: true },
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(PLACE_KIND) },
    inUse(),
  ];
  return (
    <RecordDialog
      title={place ? t('Change {name}', { name: place.name }) : t('Add a place')}
      fields={fields}
      initial={{ code: place?.code ?? '', name: place?.name ?? '', kind: place?.kind ?? 'pharmacy', active: place?.active === false ? '' : 'true' }}
      renews={INVENTORY}
      done={t('The place is on record.')}
      save={(values, header) => {
        const body: Schemas['StockLocationRequest'] = { facility_id: facility, code: some(values.code) ?? '', name: some(values.name) ?? '', kind: values.kind as Place['kind'], active: Boolean(values.active) };
        return place ? take(api.PUT('/api/v1/inventory/locations/{id}', { ...ofVersion(place), body })) : take(api.POST('/api/v1/inventory/locations', { params: { header }, body }));
      }}
      onClose={onClose}
    />
  );
}

export function SuppliersPage() {
  return (
    <InventoryFrame title={t('Suppliers')}>
      <Suppliers />
    </InventoryFrame>
  );
}

function Suppliers() {
  const suppliers = useQuery(inventory.suppliers());
  const [asked, setAsked] = useState<Supplier | 'new' | null>(null);
  return (
    <>
      <div><AddButton onClick={() => setAsked('new')}>{t('Add a supplier')}</AddButton></div>
      <Rows label={t('Suppliers')} query={suppliers} empty={t('No suppliers yet')} emptyHelp={t('Purchase orders go to suppliers.')} keyOf={({ id }) => id}>
        {(supplier) => (
          <>
            <Main title={<bdi>{supplier.name}</bdi>}>
              <Ltr>{supplier.code}</Ltr>
              {supplier.contact && <> · <bdi>{supplier.contact}</bdi></>}
              {supplier.phone && <> · <Ltr>{supplier.phone}</Ltr></>}
              {supplier.email && <> · <Ltr>{supplier.email}</Ltr></>}
              {supplier.lead_time_days != null && <> · {t('delivers in {n} days', { n: supplier.lead_time_days })}</>}
            </Main>
            <Unused active={supplier.active} />
            <Change name={supplier.name} onClick={() => setAsked(supplier)} />
          </>
        )}
      </Rows>
      {asked && <SupplierDialog supplier={asked === 'new' ? null : asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function SupplierDialog({ supplier, onClose }: { supplier: Supplier | null; onClose: () => void }) {
  const fields: FieldOf[] = [
    { name: 'code', label: t('Code'), as: 'code', required: true, most: 50 },
    { name: 'name', label: t('Name'), required: true },
    { name: 'contact', label: t('Whom to talk to') },
    { name: 'phone', label: t('Telephone'), as: 'code' },
    { name: 'email', label: t('Mail address'), as: 'code' },
    { name: 'terms', label: t('What is agreed about paying') },
    { name: 'days', label: t('Days that a delivery takes'), as: 'whole', most: MOST_DAYS },
    inUse(),
  ];
  return (
    <RecordDialog
      title={supplier ? t('Change {name}', { name: supplier.name }) : t('Add a supplier')}
      fields={fields}
      initial={{ code: supplier?.code ?? '', name: supplier?.name ?? '', contact: supplier?.contact ?? '', phone: supplier?.phone ?? '', email: supplier?.email ?? '', terms: supplier?.payment_terms ?? '', days: supplier?.lead_time_days == null ? '' : String(supplier.lead_time_days), active: supplier?.active === false ? '' : 'true' }}
      renews={INVENTORY}
      done={t('The supplier is on record.')}
      save={(values, header) => {
        const days = some(values.days);
        const body: Schemas['SupplierRequest'] = { code: some(values.code) ?? '', name: some(values.name) ?? '', contact: some(values.contact), phone: some(values.phone), email: some(values.email), payment_terms: some(values.terms), lead_time_days: days === undefined ? undefined : Number(days), active: Boolean(values.active) };
        return supplier ? take(api.PUT('/api/v1/inventory/suppliers/{id}', { ...ofVersion(supplier), body })) : take(api.POST('/api/v1/inventory/suppliers', { params: { header }, body }));
      }}
      onClose={onClose}
    />
  );
}
