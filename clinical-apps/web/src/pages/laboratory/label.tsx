// The label of a specimen on a label printer's paper: who, what, when, and the barcode that the laboratory scans.

import { Box, GlobalStyles, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { laboratory } from '@/api/laboratory';
import { queries, usePermission, type Patient } from '@/api/queries';
import { nameOf, partialDate, plainTime } from '@/format';
import { Barcode } from '@/parts/barcode';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { Sheet } from '../print/sheet';
import { nameOfCode } from './rules';

/** 50 × 25 mm, which fits on a tube; the sheet's own margins would leave nothing of it. */
const ON_LABEL = { '@page': { size: '50mm 25mm', margin: '1mm' } };

export function SpecimenLabelPage() {
  return (
    <Permitted permission="lab-specimens:read">
      <SpecimenLabel />
    </Permitted>
  );
}

/** The family's name first and no title, so that what does not fit on two lines is the least that tells people apart. */
function nameOnLabel(patient: Patient): string {
  const [name] = patient.names;
  return [name?.family, (name?.given ?? []).join(' ')].filter(Boolean).join(', ') || nameOf(patient);
}

function SpecimenLabel() {
  const { id = '' } = useParams();
  const may = usePermission();
  const specimen = useQuery(laboratory.specimen(id));
  const order = useQuery({ ...laboratory.order(specimen.data?.order_id ?? ''), enabled: may('lab-orders:read') && specimen.data !== undefined });
  const patient = useQuery({ ...queries.patient(specimen.data?.patient_id ?? ''), enabled: may('patients:read') && specimen.data !== undefined });
  const number = patient.data && (patient.data.identifiers.find(({ type }) => type === 'MR') ?? patient.data.identifiers[0])?.value;
  // A label without the name is put on the wrong tube.
  const isReady = Boolean(specimen.data && patient.data);
  return (
    <Sheet title={t('Label of a specimen')} isReady={isReady}>
      <GlobalStyles styles={ON_LABEL} />
      {!specimen.data || !patient.data ? (
        <Pending query={specimen.data ? patient : specimen} rows={3} />
      ) : (
        <Box role="group" aria-label={t('Label')} sx={{ inlineSize: '48mm', blockSize: '23mm', overflow: 'hidden !important', border: '1px dashed', '@media print': { border: 0 }, px: '1mm', breakInside: 'avoid', '& p': { fontSize: '2.5mm', lineHeight: 1.2, whiteSpace: 'nowrap', overflow: 'hidden !important', textOverflow: 'ellipsis' } }}>
          <Typography component="p" sx={{ fontSize: '2.6mm !important', fontWeight: 700, whiteSpace: 'normal !important', maxBlockSize: '6.3mm' }}>
            <bdi>{nameOnLabel(patient.data)}</bdi>
          </Typography>
          <Typography component="p">
            <Ltr>{[number, patient.data.birth_date && partialDate(patient.data.birth_date)].filter(Boolean).join(' · ')}</Ltr>
            {order.data?.priority === 'stat' && <strong> STAT</strong>}
          </Typography>
          <Barcode text={specimen.data.barcode} label={t('Barcode {text}', { text: specimen.data.barcode })} inlineSize="45mm" blockSize="7mm" />
          <Typography component="p">
            <Ltr sx={{ fontWeight: 700 }}>{specimen.data.barcode}</Ltr> <bdi>{[specimen.data.specimen_type, specimen.data.container].filter(Boolean).join(', ')}</bdi>
          </Typography>
          <Typography component="p">
            <Ltr>{`${plainTime(specimen.data.collected_at)} · ${specimen.data.tests.map(nameOfCode).join(', ')}`}</Ltr>
          </Typography>
        </Box>
      )}
    </Sheet>
  );
}
