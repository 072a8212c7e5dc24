// One prescription: what it is, what decision support said, what was handed out, how it came to be, and what can be done with it.

import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Alert, Box, Button, Link as Anchor, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { queries, type Prescription } from '@/api/queries';
import { doseOf, drugOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { HighAlertTag, StatusTag, Tag } from '@/parts/tag';
import { PRIORITY, STATUS } from '@/words';
import { Banner } from '../chart/banner';
import { Actions } from './actions';
import { CheckedAlerts } from './checked-alerts';

export function PrescriptionPage() {
  return (
    <Permitted permission="prescriptions:read">
      <Detail />
    </Permitted>
  );
}

function Detail() {
  const { id = '' } = useParams();
  const prescription = useQuery(queries.prescription(id));
  if (!prescription.data) return <Page title={t('Prescription')}><Paper><Pending query={prescription} /></Paper></Page>;
  return (
    <>
      <Whose id={prescription.data.patient_id} />
      <Page title={t('Prescription')} detail={<Ltr>{prescription.data.prescription_number}</Ltr>} actions={<><StatusTag of={prescription.data.status} /><Button component={Link} to={`/prescriptions/${id}/print`} startIcon={<PrintIcon />}>{t('Print')}</Button></>}>
        <Actions prescription={prescription.data} />
        <What prescription={prescription.data} />
        <Section title={t('Decision support')}>
          <Checked prescription={prescription.data} />
        </Section>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', md: 'repeat(2, minmax(0, 1fr))' } }}>
          <HandedOut prescription={prescription.data} />
          <History prescription={prescription.data} />
        </Box>
      </Page>
    </>
  );
}

function Whose({ id }: { id: string }) {
  const patient = useQuery(queries.patient(id));
  if (!patient.data) return <Paper sx={{ m: 2 }}><Pending query={patient} rows={1} /></Paper>;
  return (
    <Box sx={{ position: 'sticky', insetBlockStart: 0, zIndex: 5, bgcolor: 'background.paper', borderBlockEnd: '1px solid', borderColor: 'divider', pb: 0.5 }}>
      <Banner patient={patient.data} />
      <Anchor component={Link} to={`/patients/${id}/medication`} sx={{ px: { xs: 1.5, sm: 2 } }}>
        {t('Open the chart')}
      </Anchor>
    </Box>
  );
}

function What({ prescription }: { prescription: Prescription }) {
  return (
    <Section title={drugOf(prescription.drug)} actions={prescription.high_alert && <HighAlertTag />}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
        <Fact name={t('Dose')}><Ltr>{doseOf(prescription.dose)}</Ltr></Fact>
        <Fact name={t('Route')}><Ltr>{prescription.route}</Ltr></Fact>
        <Fact name={t('Quantity of a fill')}><Ltr>{prescription.quantity}</Ltr></Fact>
        <Fact name={t('Further fills')}><Ltr>{prescription.refills_left}</Ltr></Fact>
        <Fact name={t('From')}>{when(prescription.starts_at)}</Fact>
        <Fact name={t('To')}>{prescription.ends_at ? when(prescription.ends_at) : t('until it is stopped')}</Fact>
        <Fact name={t('Priority')}>{t(PRIORITY[prescription.priority])}</Fact>
        <Fact name={t('Prescribed by')}><bdi>{prescription.prescribed_by}</bdi></Fact>
        {prescription.indication && <Fact name={t('Indication')}><bdi>{prescription.indication}</bdi></Fact>}
        {prescription.instructions && <Fact name={t('Instructions')}><bdi>{prescription.instructions}</bdi></Fact>}
      </Box>
    </Section>
  );
}

/** Never green because nothing is known: a check that did not run, or not wholly, is shown as that. */
function Checked({ prescription: { check, status } }: { prescription: Prescription }) {
  if (!check) return <Alert severity="error">{status === 'draft' ? t('The check could not run: decision support did not answer. This prescription is not checked, and cannot go on until it is.') : t('There is no check on record for this prescription.')}</Alert>;
  const ids = [...check.open_alerts, ...check.overridden_alerts];
  return (
    <Stack spacing={1}>
      {check.conclusion === 'incomplete' && <Alert severity="warning">{t('The check was not complete: something that it needs was not given when this was written. No alert does not mean that there is nothing.')}</Alert>}
      {check.conclusion === 'clear' && <Alert severity="success">{t('Every check was done, and nothing was found.')}</Alert>}
      {check.open_alerts.length > 0 && <Tag tone="error">{t('Alerts are not answered yet')}</Tag>}
      {ids.length === 0 && check.conclusion === 'alerts' && <Typography>{t('Only alerts that are shown beside an order were raised; they are in the list of alerts.')}</Typography>}
      <CheckedAlerts ids={ids} />
    </Stack>
  );
}

function HandedOut({ prescription: { dispenses } }: { prescription: Prescription }) {
  return (
    <Section title={t('Handed out')}>
      {dispenses.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('Nothing yet.')}</Typography>
      ) : (
        <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {dispenses.map((dispense) => (
            <li key={dispense.at}>
              <Ltr>{dispense.quantity}</Ltr> {dispense.batch && <>{t('of batch')} <Ltr>{dispense.batch}</Ltr></>} · {when(dispense.at)} · <bdi>{dispense.by}</bdi>
            </li>
          ))}
        </Box>
      )}
    </Section>
  );
}

function History({ prescription: { history } }: { prescription: Prescription }) {
  return (
    <Section title={t('History')}>
      <Box component="ol" sx={{ m: 0, paddingInlineStart: 2.5 }}>
        {history.map((change) => (
          <li key={`${change.at} ${change.status}`}>
            {t(STATUS[change.status])} · {when(change.at)} · <bdi>{change.by}</bdi>
            {change.reason && <>: <bdi>{change.reason}</bdi></>}
          </li>
        ))}
      </Box>
    </Section>
  );
}
