// A patient by name where only the id is known. Each such look is put on record by the hub, so a name that is known stays.

import { Box, Link as Anchor, Skeleton } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { queries, usePermission } from '@/api/queries';
import { nameOf } from '@/format';

/** The name; `null` while it is on its way, and words when it cannot be had. */
export function usePatientName(id: string): string | null {
  const may = usePermission()('patients:read');
  const patient = useQuery({ ...queries.patient(id), enabled: may && id !== '' });
  if (!may || patient.error) return t('Name not shown');
  return patient.data ? nameOf(patient.data) : null;
}

export function PatientName({ id }: { id: string }) {
  const name = usePatientName(id);
  return name === null ? <Skeleton component="span" width={110} sx={{ display: 'inline-block' }} /> : <Box component="bdi">{name}</Box>;
}

/** The name, as the way to the chart where that may be opened. */
export function PatientLink({ id, tab = '' }: { id: string; tab?: string }) {
  const may = usePermission()('patients:read');
  if (!may) return <PatientName id={id} />;
  return (
    <Anchor component={Link} to={`/patients/${id}${tab}`} sx={{ fontWeight: 600 }}>
      <PatientName id={id} />
    </Anchor>
  );
}
