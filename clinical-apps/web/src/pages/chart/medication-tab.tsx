// A patient's prescriptions: those in use first, then what was.

import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { queries, usePermission, type Prescription } from '@/api/queries';
import { Permitted } from '@/parts/page';
import { PrescriptionList } from '../prescriptions/list';
import { isOver } from '../prescriptions/steps';
import { usePatient } from './page';

export function MedicationTab() {
  return (
    <Permitted permission="prescriptions:read">
      <Medication />
    </Permitted>
  );
}

function Medication() {
  const patient = usePatient();
  const may = usePermission();
  const prescriptions = useQuery(queries.prescriptionsOf(patient.id));
  const of = (wanted: (one: Prescription) => boolean) => prescriptions.data?.items.filter(wanted);
  const over = of(({ status }) => isOver(status)) ?? [];
  return (
    <>
      {may('prescriptions:write') && !patient.replaced_by && (
        <Box>
          <Button component={Link} to={`/patients/${patient.id}/prescribe`} variant="contained" startIcon={<AddIcon />}>
            {t('Prescribe')}
          </Button>
        </Box>
      )}
      <PrescriptionList label={t('Current prescriptions')} query={prescriptions} items={of(({ status }) => !isOver(status))} empty={t('No current prescriptions')} />
      {over.length > 0 && (
        <>
          <Typography variant="h2">{t('Before')}</Typography>
          <PrescriptionList label={t('Former prescriptions')} query={prescriptions} items={over} empty="" />
        </>
      )}
    </>
  );
}
