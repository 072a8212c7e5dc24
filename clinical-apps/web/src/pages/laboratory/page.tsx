// The laboratory's worklists, the most urgent first. Which one, and of which facility, is in the address.

import CatalogueIcon from '@mui/icons-material/MenuBookOutlined';
import { Button, MenuItem, Stack, TextField, Typography } from '@mui/material';
import { useQueries, useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty } from '@kit/parts';
import { laboratory, TO_EXAMINE, TO_RECEIVE, type LabOrder, type LabResult, type SpecimenStatus } from '@/api/laboratory';
import { places } from '@/api/places';
import { LIST_INTERVAL, usePermission } from '@/api/queries';
import { LinkTabs } from '@/parts/link-tabs';
import { Ltr } from '@/parts/ltr';
import { LinkedList, Page } from '@/parts/page';
import { PatientName } from '@/parts/patient-name';
import { Tag } from '@/parts/tag';
import { levelOf } from '../chart/results';
import { byUrgency, nameOfCode, type Work } from './rules';
import { ScanSpecimen } from './scan';
import { Ordered, OrderTag, PriorityTag, Since, SpecimenTag, Tests } from './tags';
import { LIST_TITLE } from './words';

type ListName = keyof typeof LIST_TITLE;

export const LISTS: { name: ListName; permission: string }[] = [
  { name: 'collect', permission: 'lab-orders:read' },
  { name: 'receive', permission: 'lab-specimens:read' },
  { name: 'examine', permission: 'lab-specimens:read' },
  { name: 'verify', permission: 'lab-results:write' },
  { name: 'critical', permission: 'lab-critical-results:read' },
];

export function LaboratoryPage() {
  const may = usePermission();
  const [search] = useSearchParams();
  const allowed = LISTS.filter(({ permission }) => may(permission));
  const shown = allowed.find(({ name }) => name === search.get('list')) ?? allowed[0];
  const facility = search.get('facility') ?? undefined;
  if (!shown) return <Page title={t('Laboratory')}><Empty title={t('Your role does not have this page')}>{t('Whoever manages the users can give you a role that has it.')}</Empty></Page>;
  const to = (name: ListName) => `/laboratory?list=${name}${facility ? `&facility=${facility}` : ''}`;
  return (
    <Page
      title={t('Laboratory')}
      actions={
        may('lab-catalogue:read') && (
          <Button component={Link} to="/laboratory/catalogue" startIcon={<CatalogueIcon />}>
            {t('Catalogue')}
          </Button>
        )
      }
    >
      <LinkTabs label={t('Worklists')} tabs={allowed.map(({ name }) => ({ to: to(name), label: t(LIST_TITLE[name]), isHere: name === shown.name }))} />
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'flex-start' }}>
        {may('lab-specimens:read') && <ScanSpecimen key={shown.name} />}
        {shown.name !== 'verify' && may('facilities:read') && <FacilityFilter />}
      </Stack>
      {shown.name === 'collect' && <ToCollect facility={facility} />}
      {shown.name === 'receive' && <Specimens label={t(LIST_TITLE.receive)} statuses={TO_RECEIVE} facility={facility} />}
      {shown.name === 'examine' && <Specimens label={t(LIST_TITLE.examine)} statuses={TO_EXAMINE} facility={facility} toOrder />}
      {shown.name === 'verify' && <ToVerify />}
      {shown.name === 'critical' && <Critical facility={facility} />}
    </Page>
  );
}

/** A laboratory may work for several houses: all of them, unless one is chosen. */
function FacilityFilter() {
  const [search, setSearch] = useSearchParams();
  const facilities = useQuery(places.facilities());
  const items = facilities.data?.items ?? [];
  if (items.length < 2) return null;
  const chosen = items.some(({ id }) => id === search.get('facility')) ? search.get('facility') : '';
  const set = (id: string) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was);
        if (id) next.set('facility', id);
        else next.delete('facility');
        return next;
      },
      { replace: true },
    );
  return (
    <TextField select label={t('Facility')} value={chosen} onChange={({ target }) => set(target.value)} sx={{ inlineSize: 190 }} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
      <MenuItem value="">{t('All')}</MenuItem>
      {items.map(({ id, name }) => (
        <MenuItem key={id} value={id}>
          <bdi>{name}</bdi>
        </MenuItem>
      ))}
    </TextField>
  );
}

function ToCollect({ facility }: { facility?: string }) {
  const orders = useQuery({ ...laboratory.toCollect(facility), refetchInterval: LIST_INTERVAL });
  return (
    <LinkedList label={t(LIST_TITLE.collect)} query={orders} empty={t('Nothing is to be collected')} emptyHelp={t('Orders come here as soon as they are placed.')} keyOf={({ id }) => id} linkOf={({ id }) => `/laboratory/orders/${id}`}>
      {(order) => <OrderRow order={order} patient={order.patient_id} />}
    </LinkedList>
  );
}

function OrderRow({ order, patient }: { order: LabOrder; patient: string }) {
  return (
    <>
      <PriorityTag of={order.priority} />
      <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 150px' }}>
        <PatientName id={patient} />
      </Typography>
      <Typography component="span" sx={{ flex: '2 1 180px', minInlineSize: 0 }}>
        <Tests of={order.tests} />
      </Typography>
      <Ltr sx={{ color: 'text.secondary' }}>{order.order_number}</Ltr>
      <Ordered order={order} />
    </>
  );
}

/** Specimens and results do not say how urgent they are; their orders do. */
function useOrders<T extends { order_id: string }>(items: T[]): Work<T>[] {
  const may = usePermission()('lab-orders:read');
  const ids = [...new Set(items.map(({ order_id }) => order_id))];
  const orders = useQueries({ queries: ids.map((id) => ({ ...laboratory.order(id), enabled: may, staleTime: 60_000 })) });
  return items.map((item) => ({ item, order: orders[ids.indexOf(item.order_id)]?.data })).sort(byUrgency);
}

function Specimens({ label, statuses, facility, toOrder = false }: { label: string; statuses: SpecimenStatus[]; facility?: string; toOrder?: boolean }) {
  const specimens = useQuery({ ...laboratory.specimensIn(statuses, facility), refetchInterval: LIST_INTERVAL });
  const work = useOrders(specimens.data?.items ?? []);
  const query = { ...specimens, data: specimens.data && { items: work, hasMore: specimens.data.hasMore } };
  return (
    <LinkedList label={label} query={query} empty={toOrder ? t('Nothing is to be examined') : t('Nothing is to be received')} emptyHelp={t('Specimens come here by themselves; a label that is scanned opens its specimen.')} keyOf={({ item }) => item.id} linkOf={({ item }) => (toOrder ? `/laboratory/orders/${item.order_id}` : `/laboratory/specimens/${item.id}`)}>
      {({ item, order }) => (
        <>
          {order && <PriorityTag of={order.priority} />}
          <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 150px' }}>
            <PatientName id={item.patient_id} />
          </Typography>
          <Typography component="span" sx={{ flex: '2 1 180px', minInlineSize: 0 }}>
            <bdi>{item.specimen_type}</bdi>: <Tests of={item.tests} />
          </Typography>
          <Ltr sx={{ color: 'text.secondary' }}>{item.barcode}</Ltr>
          <SpecimenTag of={item.status} />
          {order?.status === 'cancelled' && <OrderTag of="cancelled" />}
          {order && <Ordered order={order} />}
        </>
      )}
    </LinkedList>
  );
}

interface ToVerifyOf {
  order_id: string;
  patient_id: string;
  results: LabResult[];
}

/** Results of one order are verified together. */
function byOrder(results: LabResult[]): ToVerifyOf[] {
  const orders = new Map<string, ToVerifyOf>();
  for (const result of results) {
    const known = orders.get(result.order_id);
    if (known) known.results.push(result);
    else orders.set(result.order_id, { order_id: result.order_id, patient_id: result.patient_id, results: [result] });
  }
  return [...orders.values()];
}

function ToVerify() {
  const results = useQuery({ ...laboratory.toVerify(), refetchInterval: LIST_INTERVAL });
  const work = useOrders(byOrder(results.data?.items ?? []));
  const query = { ...results, data: results.data && { items: work, hasMore: results.data.hasMore } };
  return (
    <LinkedList label={t(LIST_TITLE.verify)} query={query} empty={t('Nothing is to be verified')} emptyHelp={t('What is entered waits here until somebody stands for it.')} keyOf={({ item }) => item.order_id} linkOf={({ item }) => `/laboratory/orders/${item.order_id}`}>
      {({ item, order }) => (
        <>
          {order && <PriorityTag of={order.priority} />}
          <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 150px' }}>
            <PatientName id={item.patient_id} />
          </Typography>
          <Typography component="span" sx={{ flex: '2 1 180px', minInlineSize: 0 }}>
            <Tests of={item.results.map(({ code }) => code)} />
          </Typography>
          {item.results.some((result) => levelOf(result) === 'critical') && <Tag tone="error" isStrong>{t('Critical')}</Tag>}
          <span>{plural(item.results.length, 'result')}</span>
          {order && <Ordered order={order} />}
        </>
      )}
    </LinkedList>
  );
}

function Critical({ facility }: { facility?: string }) {
  const open = useQuery({ ...laboratory.critical({ status: 'open', facility }), refetchInterval: LIST_INTERVAL });
  // Those that were passed on most often first; the hub gives them by age.
  const items = [...(open.data?.items ?? [])].sort((one, other) => other.level - one.level);
  return (
    <LinkedList label={t(LIST_TITLE.critical)} query={open} items={items} empty={t('No critical result is open')} emptyHelp={t('Each was acknowledged by somebody who can act.')} keyOf={({ id }) => id} linkOf={({ id }) => `/laboratory/critical/${id}`}>
      {(critical) => (
        <>
          <Tag tone="error" isStrong>{t('Critical')}</Tag>
          <Typography component="span" sx={{ fontWeight: 600, flex: '1 1 150px' }}>
            <PatientName id={critical.patient_id} />
          </Typography>
          <Typography component="span" sx={{ flex: '1 1 150px' }}>
            <Ltr>{nameOfCode(critical.code)}</Ltr>
          </Typography>
          {critical.level > 0 && <Tag tone="warning">{t('Passed on {n} times', { n: critical.level })}</Tag>}
          {critical.calls.length > 0 && <span>{plural(critical.calls.length, 'call')}</span>}
          <Typography component="span" sx={{ color: 'text.secondary' }}>
            {t('found')} <Since at={critical.created_at} />
          </Typography>
        </>
      )}
    </LinkedList>
  );
}
