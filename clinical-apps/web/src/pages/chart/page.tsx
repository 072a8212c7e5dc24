// A patient's chart: the banner that stays, and tabs below it. Only the tabs that the role may open are there.

import { Alert, Box, Button } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, Outlet, useLocation, useOutletContext, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending, useTitle } from '@kit/parts';
import { queries, usePermission, type Patient } from '@/api/queries';
import { useRooms } from '@/live/live';
import { LinkTabs } from '@/parts/link-tabs';
import { Permitted } from '@/parts/page';
import { Banner } from './banner';

const TABS = [
  { path: '', title: 'Timeline', permission: 'patients:read' },
  { path: 'allergies', title: 'Allergies', permission: 'allergies:read' },
  { path: 'problems', title: 'Problems', permission: 'conditions:read' },
  { path: 'record', title: 'Longitudinal record', permission: 'ehr:read' },
  { path: 'notes', title: 'Notes', permission: 'notes:read' },
  { path: 'observations', title: 'NEWS2', permission: 'vital-signs:read' },
  { path: 'procedures', title: 'Procedures', permission: 'procedures:read' },
  { path: 'immunizations', title: 'Immunisations', permission: 'immunizations:read' },
  { path: 'encounters', title: 'Encounters', permission: 'encounters:read' },
  { path: 'laboratory', title: 'Laboratory orders', permission: 'lab-orders:read' },
  { path: 'results', title: 'Results', permission: 'lab-results:read' },
  { path: 'vitals', title: 'Vital signs', permission: 'vitals:read' },
  { path: 'medication', title: 'Medication', permission: 'prescriptions:read' },
  { path: 'doses', title: 'Doses', permission: 'prescriptions:read' },
  { path: 'appointments', title: 'Appointments', permission: 'appointments:read' },
  { path: 'billing', title: 'Billing', permission: 'billing:read' },
];

/** For the test that each is translated. */
export const TAB_TITLES = TABS.map(({ title }) => title);

export function ChartPage() {
  return (
    <Permitted permission="patients:read">
      <Chart />
    </Permitted>
  );
}

function Chart() {
  const { id = '' } = useParams();
  const patient = useQuery(queries.patient(id));
  const may = usePermission();
  const { pathname } = useLocation();
  // The window's title is kept by the browser's history, so it has no name in it.
  useTitle(t('Chart'));
  // Whoever has a chart open is told what changes in it, and is on the access log from joining the room to leaving it.
  useRooms([`patient:${id}`]);
  if (!patient.data) return <Pending query={patient} />;
  const at = pathname.replace(`/patients/${id}`, '').replace(/^\//, '');
  const tabs = TABS.filter(({ permission }) => may(permission));
  const value = at === 'prescribe' ? 'medication' : at.startsWith('record/') ? 'record' : at;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minBlockSize: '100%' }}>
      <Box sx={{ position: 'sticky', insetBlockStart: 0, zIndex: 5, bgcolor: 'background.paper', borderBlockEnd: '1px solid', borderColor: 'divider' }}>
        <Banner patient={patient.data} />
        <LinkTabs label={t('Parts of the chart')} tabs={tabs.map(({ path, title }) => ({ to: `/patients/${id}${path ? `/${path}` : ''}`, label: t(title), isHere: path === value }))} />
      </Box>
      <Box sx={{ p: { xs: 1.5, sm: 2 }, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
        {patient.data.replaced_by && (
          <Alert severity="warning">
            {t('This record was merged into another one; do not go on here.')} <Link to={`/patients/${patient.data.replaced_by}`}>{t('Open the record that is kept')}</Link>
          </Alert>
        )}
        {may('patients:merge') && !patient.data.replaced_by && <Box><Button component={Link} to={`/patients/${id}/merge`} size="small">{t('Merge records')}</Button></Box>}
        <Outlet context={patient.data satisfies Patient} />
      </Box>
    </Box>
  );
}

/** The patient of the chart that a tab is in. */
export function usePatient(): Patient {
  return useOutletContext<Patient>();
}
