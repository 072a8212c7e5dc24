// Who the patient is, on every page of the chart: identity, flags, allergies, open alerts.

import BedIcon from '@mui/icons-material/HotelOutlined';
import PrintIcon from '@mui/icons-material/PrintOutlined';
import { Box, IconButton, Skeleton, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import { plural } from '@kit/format';
import { queries, usePermission, type Patient } from '@/api/queries';
import { ageOf, nameOf, partialDate, placeOf } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Tag } from '@/parts/tag';
import { GENDER, noneKnown } from '@/words';
import { DirectivesMark } from '../record/directives-mark';

export function Banner({ patient }: { patient: Patient }) {
  const may = usePermission();
  return (
    <Box component="section" aria-label={t('Patient')} sx={{ px: { xs: 1.5, sm: 2 }, pt: 1, pb: 0.5, display: 'flex', flexWrap: 'wrap', columnGap: 2, rowGap: 0.5, alignItems: 'center' }}>
      <Typography variant="h1" component="h1">
        <bdi>{nameOf(patient)}</bdi>
      </Typography>
      <Typography>{t(GENDER[patient.gender])}</Typography>
      <Typography>{patient.birth_date ? `${partialDate(patient.birth_date)} (${ageOf(patient.birth_date)})` : t('Birth date unknown')}</Typography>
      <IconButton component={Link} to={`/patients/${patient.id}/print`} aria-label={t('Print wristband, labels or summary')}>
        <PrintIcon fontSize="small" />
      </IconButton>
      {patient.identifiers.slice(0, 3).map(({ system, type, value }) => (
        <Ltr key={`${system}|${value}`} sx={{ color: 'text.secondary' }}>
          {[type, value].filter(Boolean).join(' ')}
        </Ltr>
      ))}
      {patient.deceased && <Tag tone="neutral">{t('Deceased')}</Tag>}
      {patient.replaced_by && <Tag tone="warning">{t('Merged')}</Tag>}
      {!patient.active && !patient.replaced_by && <Tag tone="neutral">{t('Not active')}</Tag>}
      {may('ehr:read') && <DirectivesMark patient={patient.id} />}
      {may('encounters:read') && <Stay patient={patient} />}
      {may('allergies:read') && <Allergies patient={patient} />}
      {may('cds-alerts:read') && <Alerts patient={patient} />}
    </Box>
  );
}

function Stay({ patient }: { patient: Patient }) {
  const encounters = useQuery(queries.encounters(patient.id));
  const current = encounters.data?.items.find(({ status }) => status === 'in-progress');
  if (!current) return null;
  return (
    <Tag tone="info" Icon={BedIcon}>
      {current.class === 'inpatient' ? t('Inpatient') : t('Here now')}
      {current.location && <Ltr>{placeOf(current.location)}</Ltr>}
    </Tag>
  );
}

/** Nothing is shown as safe that nobody has asked about. */
function Allergies({ patient }: { patient: Patient }) {
  const known = useQuery(queries.allergies(patient.id));
  if (known.error) return <Tag tone="error">{t('Allergies could not be asked for')}</Tag>;
  if (!known.data) return <Skeleton width={140} />;
  const { knowledge, allergies, statements, has_more } = known.data;
  if (knowledge === 'none-known') return <Tag tone="success">{t(noneKnown(statements))}</Tag>;
  if (knowledge === 'unknown' || allergies.length === 0) return <Tag tone="warning">{t('Nobody has asked about allergies')}</Tag>;
  const worstFirst = [...allergies].sort((one, other) => Number(other.criticality === 'high') - Number(one.criticality === 'high'));
  return (
    <Tag tone="error">
      {t('Allergies:')} <bdi>{worstFirst.map(({ substance }) => substance.text ?? substance.code).join(', ')}{has_more && ' …'}</bdi>
    </Tag>
  );
}

function Alerts({ patient }: { patient: Patient }) {
  const alerts = useQuery(queries.alertsOf(patient.id));
  if (alerts.error) return <Tag tone="error">{t('Alerts could not be asked for')}</Tag>;
  const open = (alerts.data?.items ?? []).filter(({ state }) => state.status === 'active').length;
  return open > 0 && <Tag tone="warning">{plural(open, 'open alert')}</Tag>;
}
