// The patients that a text finds, while it is typed.

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { queries, type Patient } from '@/api/queries';
import { ageOf, nameOf, partialDate } from '@/format';
import { Ltr } from '@/parts/ltr';
import { LinkedList } from '@/parts/page';
import { useSettled } from '@/parts/settled';
import { Tag } from '@/parts/tag';
import { GENDER } from '@/words';
import { searchBy } from './search';

export function PatientList({ text, tab = '' }: { text: string; tab?: string }) {
  const settled = useSettled(text);
  const patients = useQuery(queries.patients(searchBy(settled)));
  return (
    <LinkedList label={t('Patients')} query={patients} empty={t('Nobody was found')} emptyHelp={t('Try the beginning of the name only, or another number. A number is found as a whole only.')} keyOf={({ id }) => id} linkOf={({ id }) => `/patients/${id}${tab}`}>
      {(patient) => <Row patient={patient} />}
    </LinkedList>
  );
}

function Row({ patient }: { patient: Patient }) {
  return (
    <>
      <Box sx={{ flex: '1 1 220px', minInlineSize: 0 }}>
        <Typography component="bdi" sx={{ fontWeight: 600 }}>
          {nameOf(patient)}
        </Typography>
        <Typography sx={{ color: 'text.secondary' }}>
          {[t(GENDER[patient.gender]), patient.birth_date && `${partialDate(patient.birth_date)} (${ageOf(patient.birth_date)})`].filter(Boolean).join(' · ')}
        </Typography>
      </Box>
      {patient.deceased && <Tag tone="neutral">{t('Deceased')}</Tag>}
      <Ltr sx={{ color: 'text.secondary' }}>{patient.identifiers.map(({ value }) => value).join(', ')}</Ltr>
    </>
  );
}
