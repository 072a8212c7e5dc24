// The nurse's round: doses that are overdue or due, patient by patient. The hub gives doses of one patient at a time, so the round is
// put together here, of so many patients at most.

import RefreshIcon from '@mui/icons-material/Refresh';
import { Alert, Box, Button, Link as Anchor, Paper, Stack, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { queries, type Slot } from '@/api/queries';
import { ageOf, clock, nameOf } from '@/format';
import { useRooms } from '@/live/live';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted } from '@/parts/page';
import { SlotTag } from './due-tag';
import { patientsInUse, useInUse } from './in-use';
import { NoteDose } from './note-dose';
import { windowOf } from './window';

/** Each patient's record is asked for by itself, and each such look is put on record. */
const MOST_PATIENTS = 40;
const BACK_HOURS = 12;
const AHEAD_HOURS = 4;

export function DosesPage() {
  const client = useQueryClient();
  const again = () => void Promise.all([client.invalidateQueries({ queryKey: ['doses'] }), client.invalidateQueries({ queryKey: ['prescriptions'] })]);
  return (
    <Page title={t('Doses due')} detail={t('Overdue, due, and of the next hours')} actions={<Button startIcon={<RefreshIcon />} onClick={again}>{t('Look again')}</Button>}>
      <Permitted permission="administrations:write">
        <Round />
      </Permitted>
    </Page>
  );
}

function Round() {
  const inUse = useInUse(true);
  const patients = inUse.data ? patientsInUse(inUse.data.items) : [];
  // A dose that somebody else notes is gone from here at once.
  useRooms(patients.slice(0, MOST_PATIENTS).map((id) => `patient:${id}`));
  if (!inUse.data) return <Paper><Pending query={inUse} /></Paper>;
  const isCut = patients.length > MOST_PATIENTS || inUse.data.hasMore;
  if (patients.length === 0) return <Paper><Empty title={t('Nobody has medication to be given')}>{t('Doses appear once a pharmacist has verified a prescription.')}</Empty></Paper>;
  return (
    <>
      {isCut && <Alert severity="warning">{t('These are the first {n} patients with medication. Find the others by name; their doses are in their charts.', { n: Math.min(patients.length, MOST_PATIENTS) })}</Alert>}
      {patients.slice(0, MOST_PATIENTS).map((id) => (
        <PatientDoses key={id} id={id} />
      ))}
    </>
  );
}

function PatientDoses({ id }: { id: string }) {
  const [now] = useState(() => Date.now());
  const { from, to } = windowOf(now, BACK_HOURS, AHEAD_HOURS);
  const patient = useQuery(queries.patient(id));
  const doses = useQuery(queries.doses(id, from, to));
  const [noted, setNoted] = useState<Slot | null>(null);
  const open = doses.data?.filter(({ state }) => state !== 'noted') ?? [];
  return (
    <Paper component="article" aria-label={patient.data ? nameOf(patient.data) : t('Patient')} sx={{ p: 1.5 }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1.5, alignItems: 'baseline', mb: 0.5 }}>
        <Anchor component={Link} to={`/patients/${id}/doses`} sx={{ fontWeight: 650 }}>
          <bdi>{patient.data ? nameOf(patient.data) : '…'}</bdi>
        </Anchor>
        <Typography sx={{ color: 'text.secondary' }}>
          {patient.data?.birth_date && ageOf(patient.data.birth_date)} <Ltr>{patient.data?.identifiers[0]?.value ?? ''}</Ltr>
        </Typography>
      </Stack>
      {!doses.data ? (
        <Pending query={doses} rows={2} />
      ) : open.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('Nothing due within the next hours.')}</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {open.map((slot) => (
            <Stack key={`${slot.prescription_id} ${slot.due_at}`} component="li" direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', py: 0.5 }}>
              <Typography sx={{ minInlineSize: 44, fontWeight: 550 }}>{clock(slot.due_at)}</Typography>
              <SlotTag slot={slot} />
              <Ltr sx={{ flex: 1 }}>{slot.drug}</Ltr>
              <Button variant={slot.state === 'upcoming' ? 'text' : 'outlined'} onClick={() => setNoted(slot)} aria-label={t('Note {drug}, {time}', { drug: slot.drug, time: clock(slot.due_at) })}>
                {t('Note')}
              </Button>
            </Stack>
          ))}
        </Box>
      )}
      {noted && <NoteDose slot={noted} patientId={id} onClose={() => setNoted(null)} />}
    </Paper>
  );
}
