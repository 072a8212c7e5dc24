// Two records of one person: side by side, what goes where, and merged only when the number of the one that ends is typed. A merge can be
// taken back.

import { Alert, Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { entries } from '@/api/chart';
import { api, take } from '@/api/client';
import { queries, useChange, type Patient } from '@/api/queries';
import { nameOf, partialDate } from '@/format';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { PatientPicker } from '@/parts/patient-picker';
import { GENDER } from '@/words';

export function MergePage() {
  const { id = '' } = useParams();
  return (
    <Page title={t('Merge records')}>
      <Permitted permission="patients:merge">
        <Loaded id={id} />
      </Permitted>
    </Page>
  );
}

function Loaded({ id }: { id: string }) {
  const patient = useQuery(queries.patient(id));
  if (!patient.data) return <Paper><Pending query={patient} /></Paper>;
  return (
    <>
      <Merge kept={patient.data} />
      {patient.data.former_ids.map((former) => <Merged key={former} former={former} kept={patient.data} />)}
    </>
  );
}

function Merge({ kept }: { kept: Patient }) {
  const [chosen, setChosen] = useState<Patient | null>(null);
  const [isAsked, setIsAsked] = useState(false);
  const alike = useQuery(entries.duplicates(kept.id));
  const other = chosen && chosen.id !== kept.id ? chosen : null;
  return (
    <>
      <Section title={t('Which record ends?')}>
        <Box sx={{ maxInlineSize: 480 }}><PatientPicker value={chosen} onChange={setChosen} /></Box>
        {(alike.data?.items ?? []).map(({ patient, certainty }) => (
          <Button key={patient.id} onClick={() => setChosen(patient)} sx={{ mt: 1, marginInlineEnd: 1 }} variant="outlined">
            <bdi>{nameOf(patient)}</bdi>&nbsp;· {certainty === 'probable' ? t('Probably the same person') : t('Possibly the same person')}
          </Button>
        ))}
        {chosen?.id === kept.id && <Alert severity="warning" sx={{ mt: 1 }}>{t('This is the record that is kept; choose the other one.')}</Alert>}
      </Section>
      {other && (
        <>
          <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
            <Side title={t('Is kept')} patient={kept} />
            <Side title={t('Ends')} patient={other} />
          </Box>
          <Alert severity="info">{t('Numbers, stays and chart entries of the record that ends go to the one that is kept. Name, birth date, sex and address stay as they are in the one that is kept.')}</Alert>
          {other.gender !== kept.gender && <Alert severity="warning">{t('The sex differs in the two records.')}</Alert>}
          {other.birth_date !== kept.birth_date && <Alert severity="warning">{t('The birth date differs in the two records.')}</Alert>}
          <Box><Button variant="contained" color="error" onClick={() => setIsAsked(true)}>{t('Merge records')}</Button></Box>
        </>
      )}
      {isAsked && other && <MergeDialog kept={kept} other={other} onClose={() => setIsAsked(false)} onDone={() => { setIsAsked(false); setChosen(null); }} />}
    </>
  );
}

function Side({ title, patient }: { title: string; patient: Patient }) {
  const stays = useQuery(queries.encounters(patient.id));
  return (
    <Section title={title}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1 }}>
        <Fact name={t('Name')}><bdi>{nameOf(patient)}</bdi></Fact>
        <Fact name={t('Birth date')}>{patient.birth_date ? partialDate(patient.birth_date) : '–'}</Fact>
        <Fact name={t('Sex')}>{t(GENDER[patient.gender])}</Fact>
        <Fact name={t('Numbers')}><Ltr>{patient.identifiers.map(({ value, system }) => `${value} (${system ?? ''})`).join(', ') || '–'}</Ltr></Fact>
        <Fact name={t('Encounters')}>{stays.data ? `${stays.data.items.length}${stays.data.hasMore ? '+' : ''}` : stays.error ? '–' : '…'}</Fact>
      </Box>
    </Section>
  );
}

const RENEWS = [['patient'], ['patients']];

function MergeDialog({ kept, other, onClose, onDone }: { kept: Patient; other: Patient; onClose: () => void; onDone: () => void }) {
  const [typed, setTyped] = useState('');
  const [reason, setReason] = useState('');
  // A record without a number is confirmed by its id, which the page shows.
  const number = other.identifiers[0]?.value ?? other.id;
  const merge = useChange(() => take(api.POST('/api/v1/patients/{id}/merge', { params: { path: { id: kept.id } }, body: { prior_id: other.id, reason: reason.trim() } })), { quiet: true, renews: RENEWS, done: t('The records are merged.') });
  return (
    <FormDialog title={t('Merge records')} verb={t('Merge records')} isDangerous isReady={typed.trim() === number && reason.trim() !== ''} isBusy={merge.isPending} error={merge.error} onSubmit={() => merge.mutate(undefined, { onSuccess: onDone })} onClose={onClose}>
      <Typography>{t('Type the number of the record that ends:')} <Ltr>{number}</Ltr></Typography>
      <Text label={t('Number')} value={typed} onChange={setTyped} required isCode autoFocus />
      <Text label={t('Reason')} value={reason} onChange={setReason} required />
    </FormDialog>
  );
}

function Merged({ former, kept }: { former: string; kept: Patient }) {
  const [isAsked, setIsAsked] = useState(false);
  const [reason, setReason] = useState('');
  const back = useChange(() => take(api.POST('/api/v1/patients/{id}/unmerge', { params: { path: { id: former } }, body: { reason: reason.trim() } })), { quiet: true, renews: RENEWS, done: t('The merge is taken back.') });
  return (
    <Section title={t('Merged into this record')} actions={<Button color="error" onClick={() => setIsAsked(true)}>{t('Take the merge back')}</Button>}>
      <PatientLink id={former} /> <Ltr>{former}</Ltr>
      {isAsked && (
        <FormDialog title={t('Take the merge back')} verb={t('Take the merge back')} isDangerous isReady={reason.trim() !== ''} isBusy={back.isPending} error={back.error} onSubmit={() => back.mutate(undefined, { onSuccess: () => setIsAsked(false) })} onClose={() => setIsAsked(false)}>
          <Typography>{t('Numbers and stays that the merge moved go back. What came since stays with the record that was kept:')} <bdi>{nameOf(kept)}</bdi></Typography>
          <Text label={t('Reason')} value={reason} onChange={setReason} required autoFocus />
        </FormDialog>
      )}
    </Section>
  );
}
