// One order from collection to verified results.

import { Box, Link as Anchor, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { laboratory, type LabOrder } from '@/api/laboratory';
import { usePermission } from '@/api/queries';
import { doctorOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { CancelOrder } from './cancel-order';
import { Collect } from './collect';
import { ResultsOfOrder } from './results';
import { orderedAt, tubesOf } from './rules';
import { OrderTag, PriorityTag, Since, SpecimenTag, Tests } from './tags';
import { QUALITY } from './words';

export function LabOrderPage() {
  const { id = '' } = useParams();
  return (
    <Page title={t('Laboratory order')}>
      <Permitted permission="lab-orders:read">
        <OrderOf key={id} id={id} />
      </Permitted>
    </Page>
  );
}

function OrderOf({ id }: { id: string }) {
  const may = usePermission();
  const order = useQuery(laboratory.order(id));
  const specimens = useQuery({ ...laboratory.specimensOf(id), enabled: may('lab-specimens:read') });
  const catalogue = useQuery({ ...laboratory.tests(), enabled: may('lab-catalogue:read') });
  if (!order.data) return <Paper><Pending query={order} /></Paper>;
  const isOpen = order.data.status === 'active' || order.data.status === 'in-progress';
  const isReady = (specimens.data || !may('lab-specimens:read')) && (catalogue.data ?? catalogue.error ?? !may('lab-catalogue:read'));
  const tubes = tubesOf(order.data, specimens.data?.items ?? [], catalogue.data?.items ?? []);
  return (
    <>
      <Head order={order.data} />
      {isOpen && isReady && may('lab-specimens:write') && <Collect order={order.data} tubes={tubes} />}
      {may('lab-specimens:read') && (
        <Section title={t('Specimens')}>
          {!specimens.data ? (
            <Pending query={specimens} rows={2} />
          ) : specimens.data.items.length === 0 ? (
            <Typography sx={{ color: 'text.secondary' }}>{t('Nothing was collected yet.')}</Typography>
          ) : (
            <Stack component="ul" aria-label={t('Specimens')} sx={{ m: 0, p: 0, listStyle: 'none', gap: 0.75 }}>
              {specimens.data.items.map((specimen) => (
                <Box component="li" key={specimen.id} sx={{ display: 'flex', flexWrap: 'wrap', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
                  <Anchor component={Link} to={`/laboratory/specimens/${specimen.id}`} sx={{ fontWeight: 600 }}>
                    <Ltr>{specimen.barcode}</Ltr>
                  </Anchor>
                  <span>
                    <bdi>{specimen.specimen_type}</bdi>: <Tests of={specimen.tests} />
                  </span>
                  <SpecimenTag of={specimen.status} />
                  {specimen.quality && specimen.quality !== 'acceptable' && <span>{t(QUALITY[specimen.quality])}</span>}
                </Box>
              ))}
            </Stack>
          )}
        </Section>
      )}
      {may('lab-results:read') && <ResultsOfOrder order={order.data} specimens={specimens.data?.items ?? []} catalogue={catalogue} />}
    </>
  );
}

function Head({ order }: { order: LabOrder }) {
  return (
    <Paper component="section" aria-label={t('Order')} sx={{ p: 1.5 }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
        <PriorityTag of={order.priority} />
        <Typography variant="h2" component="p">
          <PatientLink id={order.patient_id} tab="/laboratory" />
        </Typography>
        <OrderTag of={order.status} />
        <Box sx={{ flex: 1 }} />
        <CancelOrder order={order} />
      </Stack>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' }}>
        <Fact name={t('Number')}>
          <Ltr>{order.order_number}</Ltr>
        </Fact>
        <Fact name={t('Ordered')}>
          {when(orderedAt(order))} (<Since at={orderedAt(order)} />)
        </Fact>
        <Fact name={t('Ordered by')}>
          <bdi>{doctorOf(order.ordering_provider) || '–'}</bdi>
        </Fact>
        <Fact name={t('Tests')}>
          <Tests of={order.tests} />
        </Fact>
        {order.reason && (
          <Fact name={t('Why it is ordered')}>
            <bdi>{order.reason}</bdi>
          </Fact>
        )}
        {order.cancel_reason && (
          <Fact name={t('Why it was cancelled')}>
            <bdi>{order.cancel_reason}</bdi>
          </Fact>
        )}
      </Box>
    </Paper>
  );
}
