// Prescriptions of all patients by status; the status is in the address.

import { MenuItem, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { queries, type PrescriptionStatus } from '@/api/queries';
import { Page, Permitted } from '@/parts/page';
import { STATUS } from '@/words';
import { PrescriptionList } from './list';

export function PrescriptionsPage() {
  return (
    <Page title={t('Prescriptions')}>
      <Permitted permission="prescriptions:read">
        <Prescriptions />
      </Permitted>
    </Page>
  );
}

function Prescriptions() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const status = Object.hasOwn(STATUS, asked) ? (asked as PrescriptionStatus) : undefined;
  const prescriptions = useQuery(queries.prescriptions(status));
  return (
    <>
      <TextField select label={t('Status')} value={status ?? 'all'} onChange={(event) => setSearch(event.target.value === 'all' ? {} : { status: event.target.value }, { replace: true })} sx={{ inlineSize: 220 }}>
        <MenuItem value="all">{t('Any')}</MenuItem>
        {Object.entries(STATUS).map(([value, word]) => (
          <MenuItem key={value} value={value}>
            {t(word)}
          </MenuItem>
        ))}
      </TextField>
      <PrescriptionList label={t('Prescriptions')} query={prescriptions} hasPatient empty={t('No prescriptions of this status')} emptyHelp={t('Prescriptions are written in the chart of a patient.')} />
    </>
  );
}
