// The chart on paper: who it is, where, what is taken, what was found. A part that the role may not see is not there; one that could not
// be asked for says so.

import { Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { queries, usePermission, type Patient } from '@/api/queries';
import { ageOf, doctorOf, doseOf, drugOf, nameOf, partialDate, placeOf, valueOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { ENCOUNTER_CLASS, ENCOUNTER_STATUS, GENDER, noneKnown, STATUS } from '@/words';
import { rowsOf, signOf, timeOf } from '../chart/results';
import { isOver } from '../prescriptions/steps';
import { Printed } from './sheet';

/** So many of the last stays are told. */
const STAYS = 5;

export function Summary({ patient }: { patient: Patient }) {
  const may = usePermission();
  return (
    <Box>
      <Typography component="h2" sx={{ fontSize: 20, fontWeight: 700 }}>
        <bdi>{nameOf(patient)}</bdi>
      </Typography>
      <Typography component="p">
        {t(GENDER[patient.gender])} · {patient.birth_date ? `${partialDate(patient.birth_date)} (${ageOf(patient.birth_date)})` : t('Birth date unknown')} · <Ltr>{patient.identifiers.map(({ type, value }) => [type, value].filter(Boolean).join(' ')).join(', ')}</Ltr>
      </Typography>
      {may('allergies:read') && <Allergies patient={patient.id} />}
      {may('encounters:read') && <Stays patient={patient.id} />}
      {may('prescriptions:read') && <Medication patient={patient.id} />}
      {may('lab-results:read') && <Results patient={patient.id} />}
      <Printed />
    </Box>
  );
}

interface Query {
  data?: { hasMore: boolean };
  error: unknown;
}

function Part({ title, query, empty, items, children }: { title: string; query: Query; empty: string; items: readonly unknown[]; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ mt: 2 }}>
      <Typography component="h3" sx={{ fontSize: 15, fontWeight: 700, borderBlockEnd: '1px solid', mb: 0.5 }}>
        {title}
      </Typography>
      {query.error ? <p>{t('This part could not be asked for: {why}', { why: explain(query.error) })}</p> : !query.data ? <p>{t('Loading')}</p> : items.length === 0 ? <Typography component="p">{empty}</Typography> : children}
      {query.data?.hasMore && <Typography component="p">{t('There is more on record than is printed here.')}</Typography>}
    </Box>
  );
}

function Allergies({ patient }: { patient: string }) {
  const query = useQuery({ ...queries.allergies(patient), select: (known) => ({ ...known, hasMore: known.has_more }) });
  const found = (query.data?.allergies ?? []).map(({ substance }) => substance.text ?? substance.code);
  const empty = query.data?.knowledge === 'none-known' ? t(noneKnown(query.data.statements)) : t('Nobody has asked about allergies');
  return (
    <Part title={t('Allergies')} query={query} items={found} empty={empty}>
      <Typography component="p" sx={{ fontWeight: 700 }}>
        <Ltr>{found.join(', ')}</Ltr>
      </Typography>
    </Part>
  );
}

function Stays({ patient }: { patient: string }) {
  const query = useQuery(queries.encounters(patient));
  const latest = [...(query.data?.items ?? [])].sort((one, other) => Date.parse(other.admit_time ?? other.created_at) - Date.parse(one.admit_time ?? one.created_at)).slice(0, STAYS);
  return (
    <Part title={t('Encounters')} query={query} items={latest} empty={t('None on record.')}>
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
        {latest.map((one) => (
          <li key={one.id}>
            {t(ENCOUNTER_CLASS[one.class])}, {t(ENCOUNTER_STATUS[one.status])}: {when(one.admit_time)} {one.discharge_time && `– ${when(one.discharge_time)}`} <Ltr>{[placeOf(one.location), doctorOf(one.attending)].filter(Boolean).join(' · ')}</Ltr>
          </li>
        ))}
      </Box>
    </Part>
  );
}

function Medication({ patient }: { patient: string }) {
  const query = useQuery(queries.prescriptionsOf(patient));
  const current = (query.data?.items ?? []).filter(({ status }) => !isOver(status));
  return (
    <Part title={t('Current prescriptions')} query={query} items={current} empty={t('No current prescriptions')}>
      <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
        {current.map((one) => (
          <li key={one.id}>
            <Ltr sx={{ fontWeight: 700 }}>{drugOf(one.drug)}</Ltr> <Ltr>{doseOf(one.dose)}, {one.route}</Ltr> · {t(STATUS[one.status])} · <bdi>{one.prescribed_by}</bdi>
          </li>
        ))}
      </Box>
    </Part>
  );
}

function Results({ patient }: { patient: string }) {
  const query = useQuery(queries.results(patient));
  const rows = rowsOf(query.data?.items ?? []);
  return (
    <Part title={t('Latest results')} query={query} items={rows} empty={t('No results yet')}>
      <Box component="table" sx={{ inlineSize: '100%', borderCollapse: 'collapse', '& th, & td': { textAlign: 'start', borderBlockEnd: '1px solid', py: 0.25, paddingInlineEnd: 1, fontSize: 13 } }}>
        <thead>
          <tr>
            <th>{t('Test')}</th>
            <th>{t('Latest')}</th>
            <th>{t('Range')}</th>
            <th>{t('Time')}</th>
          </tr>
        </thead>
        <tbody>
          {rows.map(({ key, name, results: [latest] }) => (
            <tr key={key}>
              <td><Ltr>{name}</Ltr></td>
              <td>
                {latest && <Ltr sx={{ fontWeight: signOf(latest) ? 700 : 400 }}>{[valueOf(latest.value) || '–', latest.unit, signOf(latest)].filter(Boolean).join(' ')}</Ltr>}
              </td>
              <td><Ltr>{latest?.reference_range ?? '–'}</Ltr></td>
              <td>{latest && when(timeOf(latest))}</td>
            </tr>
          ))}
        </tbody>
      </Box>
    </Part>
  );
}
