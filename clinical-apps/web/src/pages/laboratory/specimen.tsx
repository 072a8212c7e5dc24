// One specimen: what it is, what is done with it next, and who had it (chain of custody).

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Alert, Box, Button, MenuItem, Paper, Stack, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { laboratory, renewsOf, type Specimen } from '@/api/laboratory';
import { isConflict, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Tag } from '@/parts/tag';
import { PriorityTag, SpecimenTag, Tests } from './tags';
import { actionOf, EMPTY_STEP, stepsOf, type Step, type StepForm } from './specimen-steps';
import { IDENTIFICATION, QUALITY, SPECIMEN_STATUS, STEP } from './words';
import { ScanSpecimen } from './scan';

export function SpecimenPage() {
  const { id = '' } = useParams();
  return (
    <Page
      title={t('Specimen')}
      actions={
        <Button component={Link} to={`/laboratory/specimens/${id}/label`} startIcon={<PrintIcon />}>
          {t('Print the label')}
        </Button>
      }
    >
      <Permitted permission="lab-specimens:read">
        <SpecimenOf key={id} id={id} />
      </Permitted>
    </Page>
  );
}

function SpecimenOf({ id }: { id: string }) {
  const may = usePermission();
  const specimen = useQuery(laboratory.specimen(id));
  const order = useQuery({ ...laboratory.order(specimen.data?.order_id ?? ''), enabled: may('lab-orders:read') && specimen.data !== undefined });
  if (!specimen.data) return <Paper><Pending query={specimen} /></Paper>;
  const steps = may('lab-specimens:write') ? stepsOf(specimen.data.status) : [];
  const { data } = specimen;
  return (
    <>
      <Paper component="section" aria-label={t('Specimen')} sx={{ p: 1.5 }}>
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
          {order.data && <PriorityTag of={order.data.priority} />}
          <Typography variant="h2" component="p">
            <PatientLink id={data.patient_id} tab="/laboratory" />
          </Typography>
          <SpecimenTag of={data.status} />
          {data.quality && data.quality !== 'acceptable' && <Tag tone="warning">{t(QUALITY[data.quality])}</Tag>}
          <Box sx={{ flex: 1 }} />
          {may('lab-orders:read') && (
            <Button component={Link} to={`/laboratory/orders/${data.order_id}`} variant={data.status === 'received' || data.status === 'processing' ? 'contained' : 'text'}>
              {t('To the order and its results')}
            </Button>
          )}
        </Stack>
        {order.data?.status === 'cancelled' && <Alert severity="warning" sx={{ mb: 1 }}>{t('The order was cancelled: nothing is to be examined.')}</Alert>}
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' }}>
          <Fact name={t('Label')}>
            <Ltr sx={{ fontWeight: 700 }}>{data.barcode}</Ltr>
          </Fact>
          <Fact name={t('Kind of specimen')}>
            <bdi>{[data.specimen_type, data.container, data.site].filter(Boolean).join(', ')}</bdi>
          </Fact>
          <Fact name={t('Tests')}>
            <Tests of={data.tests} />
          </Fact>
          <Fact name={t('Collected')}>
            {when(data.collected_at)} · <bdi>{data.collected_by}</bdi>
          </Fact>
          <Fact name={t('Whose it is')}>{t(IDENTIFICATION[data.identification])}</Fact>
          {data.location && (
            <Fact name={t('Where it is')}>
              <bdi>{data.location}</bdi>
            </Fact>
          )}
        </Box>
      </Paper>
      {may('lab-specimens:write') && <NextStep specimen={data} steps={steps} />}
      <Custody specimen={data} />
      {(data.status === 'received' || data.status === 'rejected') && <ScanSpecimen />}
    </>
  );
}

/** Where this browser's user works does not change from tube to tube; kept until the page is loaded anew. */
let lastPlace = '';

function NextStep({ specimen, steps }: { specimen: Specimen; steps: Step[] }) {
  const [chosen, setChosen] = useState<Step | null>(null);
  // What somebody else did meanwhile may have made the chosen step impossible.
  const step = chosen && steps.includes(chosen) ? chosen : steps[0];
  const [form, setForm] = useState<StepForm>({ ...EMPTY_STEP, place: steps[0] === 'receive' ? lastPlace : '' });
  // The version that was on the screen when the form was opened: what changed since is not done unseen.
  const [seen, setSeen] = useState(specimen.version);
  const handle = useChange((body: Schemas['SpecimenAction']) => take(api.POST('/api/v1/lab/specimens/{id}/actions', { params: { path: { id: specimen.id }, header: { 'If-Match': `"${seen}"` } }, body })), { quiet: true, renews: renewsOf(specimen.patient_id), done: t('It is noted.') });
  if (!step) return <Refusal error={handle.error} />;
  const action = actionOf(step, form);
  const change = (part: Partial<StepForm>) => setForm({ ...form, ...part });
  const choose = (next: Step) => {
    setChosen(next);
    setForm({ ...EMPTY_STEP, place: next === 'receive' ? lastPlace : '' });
    setSeen(specimen.version);
    handle.reset();
  };
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!action || isConflict(handle.error)) return;
    if (step === 'receive') lastPlace = form.place;
    handle.mutate(action, {
      onSuccess: ({ version }) => {
        setChosen(null);
        setForm(EMPTY_STEP);
        setSeen(version);
      },
    });
  };
  const place = { receive: t('Where it is now'), send: t('Where to'), process: t('On which instrument'), store: t('Where it is stored'), reject: null, finish: null, discard: null }[step];
  const qualities = Object.entries(QUALITY).filter(([quality]) => step !== 'reject' || quality !== 'acceptable');
  return (
    <Section title={t('What is done with it')}>
      <ToggleButtonGroup size="small" exclusive value={step} aria-label={t('What is done with it')} onChange={(_, next: Step | null) => next && choose(next)} sx={{ mb: 1.5, flexWrap: 'wrap' }}>
        {steps.map((one) => (
          <ToggleButton key={one} value={one} color={one === 'reject' ? 'error' : 'standard'}>
            {t(STEP[one])}
          </ToggleButton>
        ))}
      </ToggleButtonGroup>
      <Stack component="form" spacing={1.5} onSubmit={submit} aria-label={t(STEP[step])}>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(min(220px, 100%), 1fr))', maxInlineSize: 720 }}>
          {place && <TextField key={step} label={place} value={form.place} onChange={({ target }) => change({ place: target.value })} required={step !== 'process'} autoFocus slotProps={{ htmlInput: { maxLength: 200 } }} />}
          {(step === 'receive' || step === 'reject') && (
            <TextField select label={t('Quality')} value={form.quality || (step === 'receive' ? 'acceptable' : '')} onChange={({ target }) => change({ quality: target.value as StepForm['quality'] })} required>
              {qualities.map(([quality, word]) => (
                <MenuItem key={quality} value={quality}>
                  {t(word)}
                </MenuItem>
              ))}
            </TextField>
          )}
          {(step === 'reject' || step === 'discard') && <TextField label={t('Reason')} value={form.reason} onChange={({ target }) => change({ reason: target.value })} required={step === 'reject'} slotProps={{ htmlInput: { maxLength: 500 } }} />}
          {step === 'store' && <TextField label={t('Temperature (°C)')} value={form.temperature} onChange={({ target }) => change({ temperature: target.value })} slotProps={{ htmlInput: { dir: 'ltr', inputMode: 'decimal', autoComplete: 'off' } }} />}
        </Box>
        {step === 'reject' && <Alert severity="info">{t('Another specimen will then be on the list of those to collect.')}</Alert>}
        {step === 'receive' && form.quality && form.quality !== 'acceptable' && <Alert severity="warning">{t('It is examined although it is not good, and marked so.')}</Alert>}
        <Refusal error={handle.error} />
        <div>
          <Button type="submit" variant="contained" color={step === 'reject' ? 'error' : 'primary'} disabled={!action || isConflict(handle.error)} loading={handle.isPending}>
            {t(STEP[step])}
          </Button>
          {isConflict(handle.error) && <Button onClick={() => choose(step)}>{t('I have read it again')}</Button>}
        </div>
      </Stack>
    </Section>
  );
}

function Custody({ specimen }: { specimen: Specimen }) {
  return (
    <Section title={t('Who had it')}>
      <Box component="ol" aria-label={t('Who had it')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
        {specimen.custody.map((entry, at) => (
          <Box component="li" key={`${entry.at} ${entry.status}`} sx={{ position: 'relative', paddingInlineStart: 3, pb: at === specimen.custody.length - 1 ? 0 : 1.5, '&::before': { content: '""', position: 'absolute', insetInlineStart: 4, insetBlockStart: 6, inlineSize: 9, blockSize: 9, borderRadius: '50%', bgcolor: 'primary.main' }, '&:not(:last-child)::after': { content: '""', position: 'absolute', insetInlineStart: 8, insetBlockStart: 15, insetBlockEnd: -6, borderInlineStart: '1px solid', borderColor: 'divider' } }}>
            <strong>{t(SPECIMEN_STATUS[entry.status])}</strong> · <bdi>{entry.by}</bdi> · <time dateTime={entry.at}>{when(entry.at)}</time>
            {entry.location && (
              <>
                {' · '}
                <bdi>{entry.location}</bdi>
              </>
            )}
            {entry.note && (
              <Typography sx={{ color: 'text.secondary' }}>
                <bdi>{entry.note}</bdi>
              </Typography>
            )}
          </Box>
        ))}
      </Box>
    </Section>
  );
}
