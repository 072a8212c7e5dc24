// A batch: quarantine and recall, and who was given it.

import { Alert, Box, Button, Paper, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { count } from '@kit/format';
import { Fact, Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { INVENTORY, inventory } from '@/api/inventory';
import { ofVersion } from '@/api/once';
import { useChange, usePermission } from '@/api/queries';
import { partialDate, when } from '@/format';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { InventoryFrame } from './frame';
import { BATCH_STATUS } from './words';

export function BatchPage() {
  const { id = '' } = useParams();
  return (
    <InventoryFrame title={t('Batch')}>
      <Loaded id={id} />
    </InventoryFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const batch = useQuery(inventory.batch(id));
  return batch.data ? <OfBatch batch={batch.data} /> : <Paper><Pending query={batch} /></Paper>;
}

type Step = 'recall' | 'quarantine' | 'release';

function OfBatch({ batch }: { batch: Schemas['StockBatch'] }) {
  const may = usePermission()('stock:adjust');
  const recipients = useQuery(inventory.recipients(batch.id));
  const [asked, setAsked] = useState<Step | null>(null);
  return (
    <>
      <Section title={batch.lot} actions={<Tag tone={batch.status === 'active' ? 'success' : 'error'}>{t(BATCH_STATUS[batch.status])}</Tag>}>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
          <Fact name={t('Lot expires on')}>{partialDate(batch.expires_on)}</Fact>
          {batch.reason && <Fact name={t('Reason')}><bdi>{batch.reason}</bdi></Fact>}
        </Box>
        {may && (
          <Stack direction="row" sx={{ mt: 1.5, flexWrap: 'wrap', gap: 1 }}>
            {batch.status === 'active' && <Button variant="outlined" onClick={() => setAsked('quarantine')}>{t('Put into quarantine')}</Button>}
            {batch.status === 'quarantined' && <Button variant="outlined" onClick={() => setAsked('release')}>{t('Release it')}</Button>}
            {batch.status !== 'recalled' && <Button color="error" variant="outlined" onClick={() => setAsked('recall')}>{t('Recall it')}</Button>}
          </Stack>
        )}
      </Section>
      <Section title={t('Who was given it')}>
        <Rows label={t('Who was given it')} query={recipients} empty={t('Nobody was given this batch')} keyOf={({ movement_id }) => movement_id}>
          {(one) => (
            <>
              <Main title={one.patient_id ? <PatientLink id={one.patient_id} /> : t('No patient on record')}>{when(one.at)} {one.reference && <>· <Ltr>{one.reference}</Ltr></>}</Main>
              <span>{count(Math.abs(one.quantity))}</span>
            </>
          )}
        </Rows>
      </Section>
      {asked && <StepDialog batch={batch} step={asked} onClose={() => setAsked(null)} />}
    </>
  );
}

function StepDialog({ batch, step, onClose }: { batch: Schemas['StockBatch']; step: Step; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const asked = () => ({ ...ofVersion(batch), body: { reason: reason.trim() } });
  const send = { recall: () => api.POST('/api/v1/inventory/batches/{id}/recall', asked()), quarantine: () => api.POST('/api/v1/inventory/batches/{id}/quarantine', asked()), release: () => api.POST('/api/v1/inventory/batches/{id}/release', asked()) };
  const go = useChange(() => take(send[step]()), { quiet: true, renews: INVENTORY });
  const verb = { recall: t('Recall it'), quarantine: t('Put into quarantine'), release: t('Release it') }[step];
  return (
    <FormDialog title={verb} verb={verb} isDangerous={step === 'recall'} isReady={reason.trim() !== ''} isBusy={go.isPending} error={go.error} onSubmit={() => go.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      {step === 'recall' && <Alert severity="warning">{t('A recall is for good: nothing of this batch is issued any more.')}</Alert>}
      <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
    </FormDialog>
  );
}
