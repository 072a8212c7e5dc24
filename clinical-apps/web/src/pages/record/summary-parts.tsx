// The parts of a printed summary: whose it is, and sections that say whether they are all there is.

import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import type { Schemas } from '@/api/client';
import type { Patient } from '@/api/queries';
import { ageOf, nameOf, partialDate } from '@/format';
import { Ltr } from '@/parts/ltr';
import { GENDER } from '@/words';

export function PatientLine({ patient }: { patient: Patient }) {
  return (
    <>
      <Typography component="h2" sx={{ fontSize: 20, fontWeight: 700 }}><bdi>{nameOf(patient)}</bdi></Typography>
      <Typography component="p">
        {t(GENDER[patient.gender])} · {patient.birth_date ? `${partialDate(patient.birth_date)} (${ageOf(patient.birth_date)})` : t('Birth date unknown')} · <Ltr>{patient.identifiers.map(({ type, value }) => [type, value].filter(Boolean).join(' ')).join(', ')}</Ltr>
      </Typography>
    </>
  );
}

/** Nothing on record, and not known, are told apart. */
export function Part<T>({ title, section, empty = t('None on record.'), keyOf, children }: { title: string; section: { state: Schemas['SectionState']; entries: T[] }; empty?: string; keyOf: (entry: T) => string; children: (entry: T) => ReactNode }) {
  const { state, entries } = section;
  return (
    <Box component="section" aria-label={title} sx={{ mt: 2 }}>
      <Typography component="h3" sx={{ fontSize: 15, fontWeight: 700, borderBlockEnd: '1px solid', mb: 0.5 }}>{title}</Typography>
      {state === 'unavailable' && <Typography component="p" sx={{ fontWeight: 700 }}>{t('Missing: the service that knows did not answer. That nothing stands here says nothing.')}</Typography>}
      {state !== 'unavailable' && entries.length === 0 && <Typography component="p">{empty}</Typography>}
      {entries.length > 0 && (
        <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {entries.map((entry) => <li key={keyOf(entry)}>{children(entry)}</li>)}
        </Box>
      )}
      {state === 'truncated' && <Typography component="p" sx={{ fontWeight: 700 }}>{t('There is more on record than is printed here.')}</Typography>}
    </Box>
  );
}
