// Finding a patient. What is typed is not in the address: addresses are kept by browsers and proxies.

import AddIcon from '@mui/icons-material/PersonAddOutlined';
import { Button, TextField } from '@mui/material';
import { Link, useLocation } from 'react-router';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { usePermission } from '@/api/queries';
import { Page, Permitted } from '@/parts/page';
import { PatientList } from './patient-list';

export function PatientsPage() {
  // What was looked for in the top bar comes with the navigation; each begins the search anew.
  const { state, key } = useLocation() as { state: { text?: string } | null; key: string };
  return <Search key={state?.text ? key : 'typed'} initial={state?.text ?? ''} />;
}

function Search({ initial }: { initial: string }) {
  const may = usePermission();
  const [text, setText] = useState(initial);
  return (
    <Page
      title={t('Patients')}
      actions={
        may('patients:write') && (
          <Button component={Link} to="/patients/new" variant="contained" startIcon={<AddIcon />}>
            {t('Register a patient')}
          </Button>
        )
      }
    >
      <Permitted permission="patients:read">
        <TextField label={t('Name or number')} type="search" value={text} onChange={(event) => setText(event.target.value)} autoFocus helperText={t('Beginnings of names, such as “eve ad”, or a whole number.')} sx={{ maxInlineSize: 420 }} slotProps={{ htmlInput: { autoComplete: 'off' } }} />
        <PatientList text={text} />
      </Permitted>
    </Page>
  );
}
