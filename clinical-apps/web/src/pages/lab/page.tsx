// The way to results. The hub lists them for one patient at a time, so the patient comes first.

import { TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { Page, Permitted } from '@/parts/page';
import { PatientList } from '../patients/patient-list';

export function LabPage() {
  const may = usePermission();
  const [text, setText] = useState('');
  return (
    <Page title={t('Results by patient')}>
      <Permitted permission="lab-results:read">
        <Typography sx={{ color: 'text.secondary', maxInlineSize: 640 }}>{t('Choose a patient to see results, with those that are abnormal or critical by themselves.')}</Typography>
        <TextField label={t('Name or number')} type="search" value={text} onChange={(event) => setText(event.target.value)} autoFocus sx={{ maxInlineSize: 420 }} slotProps={{ htmlInput: { autoComplete: 'off' } }} />
        {may('patients:read') && <PatientList text={text} tab="/results" />}
      </Permitted>
    </Page>
  );
}
