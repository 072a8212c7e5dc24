// Alerts of decision support by their state; the state is in the address. One that does not block can be acknowledged here; one that
// blocks is answered with the prescription that it stops.

import { Alert as Notice, Button, Link as Anchor, MenuItem, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { queries, useChange, usePermission, type Alert } from '@/api/queries';
import { nameOf, when } from '@/format';
import { Page, Permitted } from '@/parts/page';
import { ALERT_STATE } from '@/words';
import { AlertCard } from './card';

export function AlertsPage() {
  return (
    <Page title={t('Safety alerts')}>
      <Permitted permission="cds-alerts:read">
        <Alerts />
      </Permitted>
    </Page>
  );
}

function Alerts() {
  const [search, setSearch] = useSearchParams();
  const asked = search.get('status') ?? '';
  const status = Object.hasOwn(ALERT_STATE, asked) ? asked : undefined;
  const may = usePermission();
  const alerts = useQuery(queries.alerts(status));
  const facts = useQuery({ ...queries.facts(), enabled: may('cds-facts:read') });
  return (
    <>
      {facts.data?.notice && <Notice severity="warning">{t('Unreviewed seed data')}: <bdi dir="ltr">{facts.data.notice}</bdi></Notice>}
      <TextField select label={t('State')} value={status ?? 'all'} onChange={(event) => setSearch(event.target.value === 'all' ? {} : { status: event.target.value }, { replace: true })} sx={{ inlineSize: 220 }}>
        <MenuItem value="all">{t('Any')}</MenuItem>
        {Object.entries(ALERT_STATE).map(([value, word]) => (
          <MenuItem key={value} value={value}>
            {t(word)}
          </MenuItem>
        ))}
      </TextField>
      {!alerts.data ? (
        <Paper><Pending query={alerts} /></Paper>
      ) : alerts.data.items.length === 0 ? (
        <Paper><Empty title={t('No alerts of this state')}>{t('Alerts are raised when a prescription is written.')}</Empty></Paper>
      ) : (
        <Stack spacing={1} role="list" aria-label={t('Safety alerts')}>
          {alerts.data.items.map((alert) => (
            <div key={alert.id} role="listitem">
              <AlertCard alert={alert}>
                <Foot alert={alert} />
              </AlertCard>
            </div>
          ))}
        </Stack>
      )}
      {alerts.data?.hasMore && <Typography sx={{ color: 'text.secondary' }}>{t('There are more than these; narrow the search.')}</Typography>}
    </>
  );
}

function Foot({ alert }: { alert: Alert }) {
  const may = usePermission();
  const patient = useQuery({ ...queries.patient(alert.patient_id ?? ''), enabled: Boolean(alert.patient_id) && may('patients:read') });
  const acknowledge = useChange((id: string) => take(api.POST('/api/v1/cds/alerts/{id}/acknowledge', { params: { path: { id } } })), { renews: [['alerts']], done: t('The alert is acknowledged.') });
  const { id } = alert;
  const canAcknowledge = id && alert.state.status === 'active' && alert.mode !== 'blocking' && may('cds-alerts:write');
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mt: 0.5 }}>
      {patient.data && (
        <Anchor component={Link} to={`/patients/${patient.data.id}/medication`}>
          <bdi>{nameOf(patient.data)}</bdi>
        </Anchor>
      )}
      <Typography sx={{ color: 'text.secondary', flex: 1 }}>{when(alert.raised_at)}</Typography>
      {canAcknowledge && (
        <Button loading={acknowledge.isPending} onClick={() => acknowledge.mutate(id)} aria-label={t('Acknowledge: {summary}', { summary: alert.summary })}>
          {t('Acknowledge')}
        </Button>
      )}
      {alert.state.status === 'active' && alert.mode === 'blocking' && <Typography sx={{ color: 'text.secondary' }}>{t('Blocks an order: answered there, with a reason')}</Typography>}
    </Stack>
  );
}
