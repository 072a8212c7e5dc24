// The alerts: which are raised, when somebody was told last.

import AddIcon from '@mui/icons-material/Add';
import { Box, Button, Link, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link as RouterLink } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, PageHead, Pending } from '@kit/parts';
import { ago, count, fullTime, plural } from '@kit/format';
import { Status } from '@kit/status';
import { queries, usePermission } from '@/api/queries';
import { useUnsaved } from '@/editing/draft';
import { AlertActions } from './actions';

export function AlertsPage() {
  const alerts = useQuery(queries.alerts());
  const items = useQuery({ ...queries.items('alert'), refetchInterval: 15_000 });
  const isPermitted = usePermission()('channels:edit');
  const begun = useUnsaved().flatMap((key) => (key.startsWith('alert/') ? [key.slice('alert/'.length)] : []));
  const inUse = new Map(alerts.data?.map((alert) => [alert.name, alert]));
  const names = [...new Set([...begun, ...(items.data ?? []).map(({ name }) => name)])].sort((one, other) => Number(inUse.get(other)?.is_raised ?? 0) - Number(inUse.get(one)?.is_raised ?? 0) || one.localeCompare(other));
  const n_raised = alerts.data?.filter(({ is_raised }) => is_raised).length ?? 0;
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Alerts')} detail={alerts.data && (n_raised > 0 ? plural(n_raised, 'alert raised', 'alerts raised') : t('none raised'))}>
        {isPermitted && (
          <Button variant="contained" startIcon={<AddIcon />} component={RouterLink} to="/items/alert?new">
            {t('New alert')}
          </Button>
        )}
      </PageHead>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!alerts.data || !items.data ? (
          <Pending query={alerts} />
        ) : names.length === 0 ? (
          <Empty title={t('There is no alert yet')} action={isPermitted && <Button component={RouterLink} to="/items/alert?new" variant="outlined">{t('Make the first one')}</Button>}>
            {t('An alert watches errors, queues, silence, states or connections of channels, and tells the log, a web hook or a channel.')}
          </Empty>
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t('Alerts')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('State')}</TableCell>
                  <TableCell>{t('Alert')}</TableCell>
                  <TableCell>{t('Last notice')}</TableCell>
                  <TableCell align="right">{t('Notices')}</TableCell>
                  <TableCell align="right">{t('Held back')}</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {names.map((name) => {
                  const alert = inUse.get(name);
                  const problems = items.data.find((item) => item.name === name)?.problems ?? [];
                  return (
                    <TableRow key={name} hover>
                      <TableCell>{alert ? alert.is_raised ? <Status of="error" text={t('Raised')} /> : alert.is_enabled ? <Status of="success" text={t('Quiet')} /> : <Status of="stopped" text={t('Switched off')} /> : <Status of="undeployed" text={t('Not in use')} />}</TableCell>
                      <TableCell>
                        <Link component={RouterLink} to={`/items/alert/${name}`} sx={{ fontWeight: 550 }}>
                          {alert?.title ?? name}
                        </Link>
                        <Box sx={{ fontSize: 11.5, color: 'text.secondary' }}>{name}</Box>
                        {problems.length > 0 && <Box sx={{ color: 'error.main' }}>{problems.join('\n')}</Box>}
                      </TableCell>
                      <TableCell title={fullTime(alert?.last_notice)}>{ago(alert?.last_notice)}</TableCell>
                      <TableCell align="right">{alert && count(alert.notices)}</TableCell>
                      <TableCell align="right">{alert && count(alert.suppressed)}</TableCell>
                      <TableCell align="right">{alert && <AlertActions name={name} />}</TableCell>
                    </TableRow>
                  );
                })}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </Paper>
    </Box>
  );
}
