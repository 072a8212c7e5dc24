// The stay at a glance, latest first.

import EncounterIcon from '@mui/icons-material/HotelOutlined';
import LabIcon from '@mui/icons-material/BiotechOutlined';
import MedicationIcon from '@mui/icons-material/MedicationOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Alert, Box, Link as Anchor, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import type { ReactNode } from 'react';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { queries, usePermission } from '@/api/queries';
import { doseOf, drugOf, placeOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { StatusTag, Tag } from '@/parts/tag';
import { ENCOUNTER_CLASS, ORDER_STATUS } from '@/words';
import { usePatient } from './page';
import { timelineOf, type Entry } from './timeline';

export function TimelineTab() {
  const patient = usePatient();
  const may = usePermission();
  const encounters = useQuery({ ...queries.encounters(patient.id), enabled: may('encounters:read') });
  const orders = useQuery({ ...queries.orders(patient.id), enabled: may('lab-orders:read') });
  const results = useQuery({ ...queries.results(patient.id), enabled: may('lab-results:read') });
  const prescriptions = useQuery({ ...queries.prescriptionsOf(patient.id), enabled: may('prescriptions:read') });
  const asked = [encounters, orders, results, prescriptions].filter((query) => query.fetchStatus !== 'idle' || query.data || query.error);
  const failed = asked.find(({ error }) => error);
  if (!failed && asked.some(({ data }) => !data)) return <Paper><Pending query={{ error: null, refetch: () => undefined }} /></Paper>;
  const entries = timelineOf({ encounters: encounters.data?.items ?? [], orders: orders.data?.items ?? [], results: results.data?.items ?? [], prescriptions: prescriptions.data?.items ?? [] });
  return (
    <>
      {failed && <Alert severity="warning">{`${t('Not everything could be asked for, so this timeline is not complete.')} ${explain(failed.error)}`}</Alert>}
      {entries.length === 0 && !failed ? (
        <Paper><Empty title={t('Nothing on record yet')}>{t('Stays, orders, results and prescriptions appear here as far as your role may see them.')}</Empty></Paper>
      ) : (
        <Paper component="ol" aria-label={t('Timeline')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {entries.map((entry, index) => (
            <Row key={index} entry={entry} patient={patient.id} />
          ))}
        </Paper>
      )}
    </>
  );
}

function Row({ entry, patient }: { entry: Entry; patient: string }) {
  const [Icon, content] = told(entry, patient);
  return (
    <Box component="li" sx={{ display: 'flex', gap: 1.5, px: 1.5, py: 1, borderBlockEnd: '1px solid', borderColor: 'divider', '&:last-child': { borderBlockEnd: 0 } }}>
      <Icon aria-hidden sx={{ fontSize: 20, color: 'text.secondary', mt: 0.25 }} />
      <Box sx={{ flex: 1, minInlineSize: 0, display: 'flex', flexWrap: 'wrap', columnGap: 1, rowGap: 0.25, alignItems: 'center' }}>{content}</Box>
      <Typography component="time" dateTime={entry.at} sx={{ color: 'text.secondary', fontSize: 12.5, textAlign: 'end', flexShrink: 0, maxInlineSize: { xs: 84, sm: 'none' } }}>
        {when(entry.at)}
      </Typography>
    </Box>
  );
}

function told(entry: Entry, patient: string): [SvgIconComponent, ReactNode] {
  switch (entry.kind) {
    case 'admitted':
      return [EncounterIcon, <><span>{`${t(ENCOUNTER_CLASS[entry.encounter.class])}: ${t('began')}`}</span> <Ltr>{placeOf(entry.encounter.location)}</Ltr> {entry.encounter.reason && <bdi>{entry.encounter.reason}</bdi>}</>];
    case 'discharged':
      return [EncounterIcon, <span>{`${t(ENCOUNTER_CLASS[entry.encounter.class])}: ${t('ended')}`}</span>];
    case 'ordered':
      return [LabIcon, <>{t('Ordered')} <Ltr>{entry.order.tests.map(({ text, code }) => text ?? code).join(', ')}</Ltr> <Typography component="span" sx={{ color: 'text.secondary' }}>{t(ORDER_STATUS[entry.order.status])}</Typography></>];
    case 'resulted':
      return [LabIcon, <><Anchor component={Link} to={`/patients/${patient}/results`}>{t('Results')}</Anchor> <Ltr>{entry.title}</Ltr> {plural(entry.n, 'value')} {entry.abnormal > 0 && <Tag tone="warning">{plural(entry.abnormal, 'abnormal', 'abnormal')}</Tag>}</>];
    case 'prescribed':
      return [MedicationIcon, <><Anchor component={Link} to={`/prescriptions/${entry.prescription.id}`}><Ltr>{drugOf(entry.prescription.drug)}</Ltr></Anchor> <Ltr>{doseOf(entry.prescription.dose)}</Ltr> <StatusTag of={entry.prescription.status} /></>];
    case 'handed-out':
      return [MedicationIcon, <>{t('Handed out')} <Ltr>{`${entry.quantity} × ${drugOf(entry.prescription.drug)}`}</Ltr> <Typography component="span" sx={{ color: 'text.secondary' }}>{t('by {name}', { name: entry.by })}</Typography></>];
  }
}
