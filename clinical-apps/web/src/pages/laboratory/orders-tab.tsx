// A patient's laboratory orders with specimens and results, and the basket to order more.

import { Box, Link as Anchor, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { laboratory, type LabOrder, type LabResult } from '@/api/laboratory';
import { queries, usePermission } from '@/api/queries';
import { doctorOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { usePatient } from '../chart/page';
import { Basket } from './basket';
import { CancelOrder } from './cancel-order';
import { Value } from './result-row';
import { nameOfCode, orderedAt } from './rules';
import { OrderTag, PriorityTag, SpecimenTag, Tests } from './tags';

export function LabOrdersTab() {
  return (
    <Permitted permission="lab-orders:read">
      <Orders />
    </Permitted>
  );
}

function Orders() {
  const patient = usePatient();
  const may = usePermission();
  const orders = useQuery(queries.orders(patient.id));
  const results = useQuery({ ...queries.results(patient.id), enabled: may('lab-results:read') });
  return (
    <>
      {may('lab-orders:write') && may('lab-catalogue:read') && !patient.replaced_by && <Basket patient={patient} orders={orders.data?.items ?? []} />}
      {!orders.data ? (
        <Paper><Pending query={orders} /></Paper>
      ) : orders.data.items.length === 0 ? (
        <Paper><Empty title={t('Nothing was ordered yet')}>{t('Orders of the laboratory appear here with their specimens and results.')}</Empty></Paper>
      ) : (
        <Stack component="ul" aria-label={t('Laboratory orders')} spacing={1} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {orders.data.items.map((order) => (
            <OrderCard key={order.id} order={order} results={(results.data?.items ?? []).filter(({ order_id }) => order_id === order.id)} />
          ))}
        </Stack>
      )}
      {orders.data?.hasMore && <Typography sx={{ color: 'text.secondary' }}>{t('Only the latest {n} are shown.', { n: orders.data.items.length })}</Typography>}
    </>
  );
}

function OrderCard({ order, results }: { order: LabOrder; results: LabResult[] }) {
  const may = usePermission();
  const isOpen = order.status === 'active' || order.status === 'in-progress';
  // Where the tubes of what is over went, the order's own page tells.
  const specimens = useQuery({ ...laboratory.specimensOf(order.id), enabled: isOpen && may('lab-specimens:read') });
  return (
    <Paper component="li" aria-label={t('Order {number}', { number: order.order_number })} sx={{ p: 1.5 }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
        <PriorityTag of={order.priority} />
        <Anchor component={Link} to={`/laboratory/orders/${order.id}`} sx={{ fontWeight: 600 }}>
          <Ltr>{order.order_number}</Ltr>
        </Anchor>
        <OrderTag of={order.status} />
        {isOpen && order.needs_specimen && <Tag tone="info">{t('Specimen to be collected')}</Tag>}
        {specimens.data?.items.map(({ id, status }) => <SpecimenTag key={id} of={status} />)}
        <Box sx={{ flex: 1 }} />
        <CancelOrder order={order} />
      </Stack>
      <Typography sx={{ mt: 0.5 }}>
        <Tests of={order.tests} />
      </Typography>
      <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
        {when(orderedAt(order))} · <bdi>{doctorOf(order.ordering_provider) || '–'}</bdi>
        {order.reason && <> · <bdi>{order.reason}</bdi></>}
        {order.cancel_reason && <> · {t('cancelled:')} <bdi>{order.cancel_reason}</bdi></>}
      </Typography>
      {results.length > 0 && (
        <Box component="ul" aria-label={t('Results')} sx={{ m: 0, mt: 0.5, p: 0, listStyle: 'none', display: 'flex', flexWrap: 'wrap', columnGap: 2 }}>
          {results.map((result) => (
            <li key={result.id}>
              <Ltr>{nameOfCode(result.code)}</Ltr>: <Value result={result} />
            </li>
          ))}
        </Box>
      )}
    </Paper>
  );
}
