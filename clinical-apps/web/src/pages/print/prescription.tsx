// A prescription on paper. What no pharmacist has verified says so across the top, so that it is not taken for one that may be handed out.

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { queries, usePermission, type Prescription, type PrescriptionStatus } from '@/api/queries';
import { ageOf, doseOf, drugOf, nameOf, partialDate, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { QrCode } from '@/parts/qr-code';
import { GENDER, STATUS } from '@/words';
import { Printed, Sheet } from './sheet';

/** States in which a pharmacy may hand out by it. */
const VALID: PrescriptionStatus[] = ['active', 'partially-dispensed'];

export function PrintPrescriptionPage() {
  return (
    <Permitted permission="prescriptions:read">
      <PrintPrescription />
    </Permitted>
  );
}

function PrintPrescription() {
  const { id = '' } = useParams();
  const prescription = useQuery(queries.prescription(id));
  return (
    <Sheet title={t('Print')} isReady={Boolean(prescription.data)}>
      {prescription.data ? <Paper of={prescription.data} /> : <Pending query={prescription} />}
    </Sheet>
  );
}

function Paper({ of }: { of: Prescription }) {
  return (
    <Box>
      {!VALID.includes(of.status) && (
        <Typography component="p" role="alert" sx={{ border: '2px solid', borderColor: '#000000 !important', p: 1, mb: 2, fontWeight: 700, textAlign: 'center' }}>
          {t('Not valid for handing out: {state}', { state: t(STATUS[of.status]) })}
        </Typography>
      )}
      <Box sx={{ display: 'flex', justifyContent: 'space-between', gap: 2, alignItems: 'flex-start' }}>
        <Box sx={{ minInlineSize: 0 }}>
          <Typography component="h2" sx={{ fontSize: 20, fontWeight: 700 }}>
            {t('Prescription')} <Ltr>{of.prescription_number}</Ltr>
          </Typography>
          <Whose id={of.patient_id} />
        </Box>
        <QrCode text={of.prescription_number} label={t('QR code with the number of the prescription')} inlineSize="24mm" />
      </Box>
      <Box sx={{ border: '1px solid', borderRadius: 1, p: 1.5, my: 2, breakInside: 'avoid' }}>
        <Typography component="p" sx={{ fontSize: 18, fontWeight: 700 }}>
          <Ltr>{drugOf(of.drug)}</Ltr>
        </Typography>
        <Typography component="p" sx={{ fontSize: 15 }}>
          <Ltr>{doseOf(of.dose)}, {of.route}</Ltr>
        </Typography>
        <Box component="dl" sx={{ m: 0, mt: 1, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 2, '& dd': { m: 0 } }}>
          <Line name={t('Quantity of a fill')}><Ltr>{of.quantity}</Ltr></Line>
          <Line name={t('Further fills')}><Ltr>{of.refills_left}</Ltr></Line>
          <Line name={t('From')}>{when(of.starts_at)}</Line>
          <Line name={t('To')}>{of.ends_at ? when(of.ends_at) : t('until it is stopped')}</Line>
          {of.indication && <Line name={t('Indication')}><bdi>{of.indication}</bdi></Line>}
          {of.instructions && <Line name={t('Instructions')}><bdi>{of.instructions}</bdi></Line>}
        </Box>
      </Box>
      <Typography component="p">
        {t('Prescribed by')} <bdi>{of.prescribed_by}</bdi>, {when(of.created_at)}
      </Typography>
      <Typography component="p" sx={{ mt: 5, borderBlockStart: '1px solid', inlineSize: 260, maxInlineSize: '100%', pt: 0.5, fontSize: 12 }}>
        {t('Signature')}
      </Typography>
      <Printed />
    </Box>
  );
}

function Line({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  );
}

function Whose({ id }: { id: string }) {
  const may = usePermission()('patients:read');
  const patient = useQuery({ ...queries.patient(id), enabled: may });
  if (!patient.data) return <Typography component="p">{may && !patient.error ? t('Loading') : t('Name not shown')}</Typography>;
  const { birth_date, gender, identifiers } = patient.data;
  return (
    <Typography component="p" sx={{ fontSize: 15 }}>
      <strong><bdi>{nameOf(patient.data)}</bdi></strong>, {birth_date ? `${partialDate(birth_date)} (${ageOf(birth_date)})` : t('Birth date unknown')}, {t(GENDER[gender])}, <Ltr>{identifiers[0]?.value ?? ''}</Ltr>
    </Typography>
  );
}
