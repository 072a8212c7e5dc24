// In a chart: critical results of the patient that nobody has acknowledged, each the way to do so.

import { Alert, Button, Stack } from '@mui/material';
import { useQueries } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { laboratory, type LabResult } from '@/api/laboratory';
import { usePermission } from '@/api/queries';
import { Ltr } from '@/parts/ltr';
import { levelOf } from '../chart/results';
import { nameOfCode } from './rules';
import { Since } from './tags';

/** The hub is asked result by result, so the latest only; older ones are on the list of all. */
const MOST = 10;

export function OpenCritical({ results }: { results: LabResult[] }) {
  const may = usePermission()('lab-critical-results:read');
  const critical = results.filter((result) => levelOf(result) === 'critical').slice(0, MOST);
  const found = useQueries({ queries: critical.map(({ id }) => ({ ...laboratory.critical({ status: 'open', result: id }), enabled: may })) });
  const open = found.flatMap(({ data }) => data?.items ?? []);
  const failed = found.some(({ error }) => error);
  if (open.length === 0 && !failed) return null;
  return (
    <Stack spacing={1}>
      {failed && <Alert severity="warning">{t('Whether critical results are open could not be asked for.')}</Alert>}
      {open.map((one) => (
        <Alert
          key={one.id}
          severity="error"
          action={
            <Button component={Link} to={`/laboratory/critical/${one.id}`} color="inherit">
              {t('Acknowledge')}
            </Button>
          }
        >
          {t('Critical result that nobody has acknowledged:')} <Ltr sx={{ fontWeight: 700 }}>{nameOfCode(one.code)}</Ltr> (<Since at={one.created_at} />)
        </Alert>
      ))}
    </Stack>
  );
}
