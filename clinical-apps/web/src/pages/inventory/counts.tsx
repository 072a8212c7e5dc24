// Counts of what is in a place. They are blind: who counts is not shown what the books have; that is told when the count is posted.

import { Alert, Box, Button, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent, type ReactNode } from 'react';
import { useNavigate, useParams } from 'react-router';
import { count as shown } from '@kit/format';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, inventory } from '@/api/inventory';
import { ofVersion, useKey } from '@/api/once';
import type { Facility } from '@/api/places';
import { useChange, usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Choice, wholeOf } from '@/parts/fields';
import { OfFacility } from '@/parts/facility';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag, type Tone } from '@/parts/tag';
import { InventoryFrame } from './frame';
import { COUNT_STATUS } from './words';

type Count = Schemas['StockCount'];

/** As the hub takes them. */
const MOST_UNITS = 10_000_000;
const TONE: Record<Count['status'], Tone> = { open: 'warning', posted: 'success', cancelled: 'neutral' };

export function CountsPage() {
  return (
    <InventoryFrame title={t('Counts')}>
      <OfFacility>{(facility, choice) => <Counts key={facility.id} facility={facility} choice={choice} />}</OfFacility>
    </InventoryFrame>
  );
}

function Counts({ facility, choice }: { facility: Facility; choice: ReactNode }) {
  const may = usePermission()('stock:adjust');
  const counts = useQuery(inventory.counts(facility.id));
  const places = useQuery(inventory.locations(facility.id));
  const [isBeginning, setIsBeginning] = useState(false);
  return (
    <>
      <div>{choice} {may && <Button variant="contained" onClick={() => setIsBeginning(true)}>{t('Begin a count')}</Button>}</div>
      <LinkedList label={t('Counts')} query={counts} items={[...(counts.data?.items ?? [])].reverse()} empty={t('No counts yet')} keyOf={({ id }) => id} linkOf={({ id }) => `/inventory/counts/${id}`}>
        {(one) => (
          <>
            <Main title={<bdi>{places.data?.items.find(({ id }) => id === one.location_id)?.name ?? '…'}</bdi>}>
              {when(one.created_at)} · <bdi>{one.by}</bdi> · {t('{n} batches counted', { n: one.lines.length })}
            </Main>
            <Tag tone={TONE[one.status]}>{t(COUNT_STATUS[one.status])}</Tag>
          </>
        )}
      </LinkedList>
      {isBeginning && <BeginDialog places={places.data?.items ?? []} onClose={() => setIsBeginning(false)} />}
    </>
  );
}

function BeginDialog({ places, onClose }: { places: Schemas['StockLocation'][]; onClose: () => void }) {
  const header = useKey();
  const navigate = useNavigate();
  const [place, setPlace] = useState('');
  const begin = useChange(() => take(api.POST('/api/v1/inventory/stock-counts', { params: { header }, body: { location_id: place } })), { quiet: true, renews: INVENTORY });
  return (
    <FormDialog title={t('Begin a count')} verb={t('Begin')} isReady={place !== ''} isBusy={begin.isPending} error={begin.error} onSubmit={() => begin.mutate(undefined, { onSuccess: ({ id }) => void navigate(`/inventory/counts/${id}`) })} onClose={onClose}>
      <Choice label={t('Place')} value={place} onChange={setPlace} required options={places.filter(({ active }) => active !== false).map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <Typography sx={{ color: 'text.secondary' }}>{t('A place is counted once at a time. What the books have is not shown until the count is posted.')}</Typography>
    </FormDialog>
  );
}

export function CountPage() {
  const { id = '' } = useParams();
  return (
    <InventoryFrame title={t('Count')}>
      <Loaded id={id} />
    </InventoryFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const count = useQuery(inventory.count(id));
  return count.data ? <OfCount count={count.data} /> : <Paper><Pending query={count} /></Paper>;
}

interface Batch {
  id: string;
  item: string;
  lot: string;
  expires: string;
}

function OfCount({ count }: { count: Count }) {
  const may = usePermission()('stock:adjust');
  const places = useQuery(inventory.locations(count.facility_id));
  const [asked, setAsked] = useState<'post' | 'cancel' | null>(null);
  const isOpen = count.status === 'open';
  return (
    <>
      {isOpen && may && (
        <Stack direction="row" role="group" aria-label={t('What can be done')} sx={{ flexWrap: 'wrap', gap: 1 }}>
          <Button variant="contained" disabled={count.lines.length === 0} onClick={() => setAsked('post')}>{t('Post the count')}</Button>
          <Button color="error" onClick={() => setAsked('cancel')}>{t('Give the count up')}</Button>
        </Stack>
      )}
      <Section title={t('Count')} actions={<Tag tone={TONE[count.status]}>{t(COUNT_STATUS[count.status])}</Tag>}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Place')}><bdi>{places.data?.items.find(({ id }) => id === count.location_id)?.name ?? '…'}</bdi></Fact>
          <Fact name={t('Begun by')}><bdi>{count.by}</bdi>, {when(count.created_at)}</Fact>
          {count.posted_by && <Fact name={t('Posted by')}><bdi>{count.posted_by}</bdi></Fact>}
        </Box>
      </Section>
      {isOpen ? <Entry count={count} mayCount={may} /> : <Found count={count} />}
      {asked && <EndDialog count={count} how={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

/** A field for each batch that the books know here, and for those found besides. What the books have of it is shown nowhere. */
function Entry({ count, mayCount }: { count: Count; mayCount: boolean }) {
  const stock = useQuery(inventory.stock(count.facility_id, { location: count.location_id }));
  const items = useQuery(inventory.items());
  const [found, setFound] = useState<Batch[]>([]);
  const enter = useChange((body: Schemas['StockCountEntry']) => take(api.PUT('/api/v1/inventory/stock-counts/{id}/lines', { ...ofVersion(count), body })), { quiet: true, renews: INVENTORY });
  const known = (stock.data?.items ?? []).map(({ batch_id, item_id, lot, expires_on }): Batch => ({ id: batch_id, item: item_id, lot, expires: expires_on }));
  const all = [...known, ...found.filter(({ id }) => !known.some((one) => one.id === id))];
  const query = { data: stock.data && { items: all, hasMore: stock.data.hasMore }, error: stock.error, refetch: stock.refetch };
  return (
    <Section title={t('What is there')} actions={mayCount && <FindBatch items={items.data?.items ?? []} onFound={(batch) => setFound((was) => [...was.filter(({ id }) => id !== batch.id), batch])} />}>
      <Refusal error={enter.error} />
      <Rows label={t('What is there')} query={query} empty={t('The books have nothing here')} emptyHelp={t('If there is something all the same, add its batch.')} keyOf={({ id }) => id}>
        {(batch) => {
          const name = items.data?.items.find(({ id }) => id === batch.item)?.name ?? '…';
          const line = count.lines.find(({ batch_id }) => batch_id === batch.id);
          return (
            <>
              <Main title={<bdi>{name}</bdi>}>
                {t('Lot')} <Ltr>{batch.lot}</Ltr> · {t('expires on {day}', { day: partialDate(batch.expires) })}
                {line && <> · {t('counted by {name}', { name: line.by })}</>}
              </Main>
              {mayCount ? <CountField key={line?.counted ?? 'none'} name={`${name} ${batch.lot}`} before={line?.counted} isBusy={enter.isPending} onEnter={(counted) => enter.mutate({ batch_id: batch.id, counted })} /> : <strong>{line ? shown(line.counted) : '–'}</strong>}
            </>
          );
        }}
      </Rows>
    </Section>
  );
}

function CountField({ name, before, isBusy, onEnter }: { name: string; before?: number; isBusy: boolean; onEnter: (counted: number) => void }) {
  const [typed, setTyped] = useState(before === undefined ? '' : String(before));
  const n = wholeOf(typed, 0, MOST_UNITS);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (n !== null && n !== before && !isBusy) onEnter(n);
  };
  return (
    <Stack component="form" direction="row" spacing={1} onSubmit={submit} sx={{ alignItems: 'center' }}>
      <TextField label={t('Counted')} value={typed} onChange={({ target }) => setTyped(target.value)} error={typed !== '' && n === null} sx={{ inlineSize: 110 }} slotProps={{ htmlInput: { inputMode: 'numeric', dir: 'ltr', maxLength: 8, autoComplete: 'off', 'aria-label': t('Counted: {name}', { name }) } }} />
      <Button type="submit" variant="outlined" disabled={n === null || n === before} loading={isBusy} aria-label={t('Note the count of {name}', { name })}>{t('Note the count')}</Button>
      {before !== undefined && n === before && <Tag tone="success">{t('Noted')}</Tag>}
    </Stack>
  );
}

/** A batch that the books do not have here. */
function FindBatch({ items, onFound }: { items: Schemas['StockItem'][]; onFound: (batch: Batch) => void }) {
  const [isOpen, setIsOpen] = useState(false);
  const [item, setItem] = useState('');
  const [batch, setBatch] = useState('');
  const batches = useQuery({ ...inventory.batchesOf(item), enabled: item !== '' });
  const chosen = batches.data?.items.find(({ id }) => id === batch);
  if (!isOpen) return <Button variant="outlined" onClick={() => setIsOpen(true)}>{t('Another batch is here')}</Button>;
  const close = () => setIsOpen(false);
  const add = () => {
    if (chosen) onFound({ id: chosen.id, item, lot: chosen.lot, expires: chosen.expires_on });
    close();
  };
  return (
    <FormDialog title={t('Another batch is here')} verb={t('Add')} isReady={chosen !== undefined} isBusy={false} error={batches.error} onSubmit={add} onClose={close}>
      <Choice label={t('Item')} value={item} onChange={(value) => { setItem(value); setBatch(''); }} required options={items.map(({ id, name }) => [id, <bdi key={id}>{name}</bdi>])} />
      <Choice label={t('Lot')} value={chosen ? batch : ''} onChange={setBatch} required options={(batches.data?.items ?? []).map(({ id, lot, expires_on }) => [id, <span key={id}><Ltr>{lot}</Ltr> · {t('expires on {day}', { day: partialDate(expires_on) })}</span>])} />
    </FormDialog>
  );
}

/** What was found, with what the books had. */
function Found({ count }: { count: Count }) {
  const items = useQuery(inventory.items());
  const stock = useQuery(inventory.stock(count.facility_id, { location: count.location_id }));
  const batchOf = (id: string) => stock.data?.items.find(({ batch_id }) => batch_id === id);
  return (
    <Section title={t('What was found')}>
      <Rows label={t('What was found')} query={{ data: { items: count.lines, hasMore: false }, error: null, refetch: () => undefined }} empty={t('Nothing was counted')} keyOf={({ batch_id }) => batch_id}>
        {(line) => {
          const batch = batchOf(line.batch_id);
          return (
            <>
              <Main title={<bdi>{items.data?.items.find(({ id }) => id === batch?.item_id)?.name ?? t('Batch')}</bdi>}>
                {batch && <>{t('Lot')} <Ltr>{batch.lot}</Ltr> · </>}<bdi>{line.by}</bdi> · {when(line.at)}
              </Main>
              <span>{t('counted {n}, in the books {expected}', { n: shown(line.counted), expected: line.expected == null ? '–' : shown(line.expected) })}</span>
              {line.variance != null && (line.variance === 0 ? <Tag tone="success">{t('No difference')}</Tag> : <Tag tone="error">{line.variance > 0 ? t('{n} more', { n: shown(line.variance) }) : t('{n} fewer', { n: shown(-line.variance) })}</Tag>)}
            </>
          );
        }}
      </Rows>
    </Section>
  );
}

function EndDialog({ count, how, onClose }: { count: Count; how: 'post' | 'cancel'; onClose: () => void }) {
  const isPost = how === 'post';
  const end = useChange<void, Count>(() => (isPost ? take(api.POST('/api/v1/inventory/stock-counts/{id}/post', ofVersion(count))) : take(api.POST('/api/v1/inventory/stock-counts/{id}/cancel', ofVersion(count)))), { quiet: true, renews: INVENTORY, done: isPost ? t('The count is posted.') : t('The count is given up.') });
  return (
    <FormDialog title={isPost ? t('Post the count?') : t('Give the count up?')} verb={isPost ? t('Post the count') : t('Give the count up')} isDangerous={!isPost} isBusy={end.isPending} error={end.error} onSubmit={() => end.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      {isPost ? <Alert severity="warning">{t('Counted batches: {n}. What differs changes the stock; batches that were not counted stay as they are.', { n: count.lines.length })}</Alert> : <Typography>{t('What was counted is not used.')}</Typography>}
    </FormDialog>
  );
}
