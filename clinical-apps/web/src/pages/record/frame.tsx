// The longitudinal record within a patient's chart: its parts side by side, below the tabs of the chart.

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, Button } from '@mui/material';
import { Link, Outlet, useLocation } from 'react-router';
import { t } from '@kit/i18n';
import { LinkTabs } from '@/parts/link-tabs';
import { Permitted } from '@/parts/page';
import { usePatient } from '../chart/page';

const TABS = [
  { path: '', title: 'Structured notes' },
  { path: '/problems', title: 'Problem list' },
  { path: '/care-plans', title: 'Care plans' },
  { path: '/histories', title: 'Histories' },
  { path: '/wishes', title: 'Directives' },
  { path: '/team', title: 'Care team' },
  { path: '/documents', title: 'Documents' },
  { path: '/hand-over', title: 'Hand-over' },
];

/** For the test that each is translated. */
export const RECORD_TABS = TABS.map(({ title }) => title);

export function RecordFrame() {
  return (
    <Permitted permission="ehr:read">
      <Parts />
    </Permitted>
  );
}

function Parts() {
  const patient = usePatient();
  const { pathname } = useLocation();
  const base = `/patients/${patient.id}/record`;
  const isHere = (path: string) => (path === '' ? pathname === base || pathname.startsWith(`${base}/notes`) : pathname.startsWith(`${base}${path}`));
  return (
    <>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, borderBlockEnd: '1px solid', borderColor: 'divider' }}>
        <Box sx={{ flex: 1, minInlineSize: 0 }}>
          <LinkTabs label={t('Parts of the record')} tabs={TABS.map(({ path, title }) => ({ to: `${base}${path}`, label: t(title), isHere: isHere(path) }))} />
        </Box>
        <Button component={Link} to={`/patients/${patient.id}/summary`} size="small" startIcon={<PrintIcon />}>{t('Summary')}</Button>
      </Box>
      <Outlet context={patient} />
    </>
  );
}
