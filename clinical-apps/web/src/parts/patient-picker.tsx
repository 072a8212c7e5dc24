// Finding a patient within a form: type, then choose one of those found, with pointer or keys.

import { Autocomplete, Box, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { queries, type Patient } from '@/api/queries';
import { ageOf, nameOf, partialDate } from '@/format';
import { searchBy } from '@/pages/patients/search';
import { GENDER } from '@/words';
import { Ltr } from './ltr';
import { useSettled } from './settled';

/** A search by so few letters would find half of the house. */
const FEWEST = 2;

export function PatientPicker({ value, onChange, autoFocus = false }: { value: Patient | null; onChange: (patient: Patient | null) => void; autoFocus?: boolean }) {
  const [text, setText] = useState('');
  const settled = useSettled(text).trim();
  const isEnough = settled.length >= FEWEST && !(value && nameOf(value) === settled);
  const found = useQuery({ ...queries.patients(searchBy(settled)), enabled: isEnough });
  return (
    <Autocomplete
      options={isEnough ? (found.data?.items ?? []) : []}
      value={value}
      onChange={(_, patient) => onChange(patient)}
      inputValue={text}
      onInputChange={(_, typed) => setText(typed)}
      // The hub has searched; what it found is not narrowed again.
      filterOptions={(patients) => patients}
      getOptionLabel={nameOf}
      getOptionKey={({ id }) => id}
      isOptionEqualToValue={(one, other) => one.id === other.id}
      loading={isEnough && found.isFetching}
      loadingText={t('Searching')}
      noOptionsText={isEnough ? t('Nobody was found') : t('Type two letters or more')}
      renderOption={({ key, ...props }, patient) => (
        <Box component="li" key={key} {...props} sx={{ display: 'block !important' }}>
          <Typography component="bdi" sx={{ fontWeight: 600 }}>
            {nameOf(patient)}
          </Typography>
          <Typography sx={{ color: 'text.secondary', fontSize: 12.5 }}>
            {[t(GENDER[patient.gender]), patient.birth_date && `${partialDate(patient.birth_date)} (${ageOf(patient.birth_date)})`].filter(Boolean).join(' · ')} · <Ltr>{patient.identifiers[0]?.value ?? ''}</Ltr>
          </Typography>
        </Box>
      )}
      renderInput={(params) => <TextField {...params} label={t('Patient')} required autoFocus={autoFocus} error={Boolean(found.error)} helperText={found.error ? explain(found.error) : t('Name or number')} />}
    />
  );
}
