// A list of prescriptions; of all patients it says whose each is.

import { Box, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { queries, type Listed, type Prescription } from '@/api/queries';
import { doseOf, drugOf, nameOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { HighAlertTag, SeverityTag, StatusTag, Tag } from '@/parts/tag';
import { PRIORITY } from '@/words';

interface Props {
  label: string;
  query: { data?: Listed<Prescription>; error: unknown; refetch: () => unknown };
  items?: Prescription[];
  empty: string;
  emptyHelp?: string;
  hasPatient?: boolean;
}

export function PrescriptionList({ hasPatient = false, ...list }: Props) {
  return (
    <LinkedList {...list} keyOf={({ id }) => id} linkOf={({ id }) => `/prescriptions/${id}`}>
      {(prescription) => <Row prescription={prescription} hasPatient={hasPatient} />}
    </LinkedList>
  );
}

function Row({ prescription, hasPatient }: { prescription: Prescription; hasPatient: boolean }) {
  const { check, priority } = prescription;
  return (
    <>
      {hasPatient && <PatientName id={prescription.patient_id} />}
      <Box sx={{ flex: '1 1 220px', minInlineSize: 0 }}>
        <Ltr sx={{ fontWeight: 600 }}>{drugOf(prescription.drug)}</Ltr>
        <Typography>
          <Ltr>{`${doseOf(prescription.dose)}, ${prescription.route}`}</Ltr>
        </Typography>
      </Box>
      {priority !== 'routine' && <Tag tone="warning">{t(PRIORITY[priority])}</Tag>}
      {prescription.high_alert && <HighAlertTag />}
      {!check && prescription.status === 'draft' && <Tag tone="error">{t('Not checked')}</Tag>}
      {check?.level && <SeverityTag of={check.level} />}
      <StatusTag of={prescription.status} />
      <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
        {when(prescription.created_at)} · <bdi>{prescription.prescribed_by}</bdi>
      </Typography>
    </>
  );
}

function PatientName({ id }: { id: string }) {
  const patient = useQuery(queries.patient(id));
  return (
    <Box sx={{ flex: '0 1 230px', minInlineSize: 120 }}>
      <Typography sx={{ fontWeight: 550 }}>{patient.data ? <bdi>{nameOf(patient.data)}</bdi> : patient.error ? '–' : <Skeleton />}</Typography>
      {patient.data?.identifiers[0] && <Ltr sx={{ color: 'text.secondary', fontSize: 12.5 }}>{patient.data.identifiers[0].value}</Ltr>}
    </Box>
  );
}
