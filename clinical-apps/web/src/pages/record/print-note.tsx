// A structured note on paper.

import { Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { record } from '@/api/record';
import { queries } from '@/api/queries';
import { when } from '@/format';
import { Permitted } from '@/parts/page';
import { Printed, Sheet } from '../print/sheet';
import { PatientLine } from './summary-parts';
import { NoteBody, titleOf } from './note-parts';
import { SOAP_STATUS } from './words';

export function PrintNotePage() {
  return (
    <Permitted permission="ehr:read">
      <PrintNote />
    </Permitted>
  );
}

function PrintNote() {
  const { id = '', note: noteId = '' } = useParams();
  const patient = useQuery(queries.patient(id));
  const note = useQuery(record.note(id, noteId));
  const { data } = note;
  return (
    <Sheet title={t('Print')} isReady={Boolean(patient.data && data)}>
      {!patient.data || !data ? (
        <Pending query={patient.data ? note : patient} />
      ) : (
        <>
          <PatientLine patient={patient.data} />
          <Typography component="h2" sx={{ fontSize: 17, fontWeight: 700, mt: 2 }}><bdi>{titleOf(data)}</bdi></Typography>
          <Typography component="p" sx={{ fontWeight: data.signature && !data.entered_in_error ? 400 : 700 }}>{t(SOAP_STATUS[data.status])} · <bdi>{data.author}</bdi>, {when(data.signature?.at ?? data.updated_at)} {data.confidential && <> · {t('Confidential')}</>}</Typography>
          <NoteBody note={data} />
          <Printed />
        </>
      )}
    </Sheet>
  );
}
