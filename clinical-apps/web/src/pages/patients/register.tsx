// Registering a patient by hand, with those who may be the same person shown while the name is typed.

import { Alert, Box, Button, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useNavigate } from 'react-router';
import { ApiError, typeOf } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { queries, useChange, type Patient } from '@/api/queries';
import { nameOf, partialDate } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted } from '@/parts/page';
import { GENDER } from '@/words';
import { EMPTY, patchOf, type Registration } from './registration';

const GENDERS = ['female', 'male', 'other', 'unknown'] as const;

export function RegisterPage() {
  return (
    <Page title={t('Register a patient')} isNarrow>
      <Permitted permission="patients:write">
        <Form />
      </Permitted>
    </Page>
  );
}

function Form() {
  const navigate = useNavigate();
  const client = useQueryClient();
  const [form, setForm] = useState<Registration>(EMPTY);
  const register = useChange(({ values, confirm }: { values: Registration; confirm: boolean }) => take(api.POST('/api/v1/patients', { params: { query: { confirm } }, body: patchOf(values) })), {
    quiet: true,
    done: t('The patient is registered.'),
    renews: [['patients']],
  });
  const send = (confirm: boolean) =>
    register.mutate(
      { values: form, confirm },
      {
        onSuccess: (patient) => {
          client.setQueryData(queries.patient(patient.id).queryKey, patient);
          void navigate(`/patients/${patient.id}`);
        },
      },
    );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    send(false);
  };
  const field = (name: keyof Registration, label: string, more: object = {}) => ({ label, value: form[name], onChange: (event: { target: { value: string } }) => setForm({ ...form, [name]: event.target.value }), ...more });
  const isAlike = typeOf(register.error) === 'probable-duplicates';
  const isTaken = !isAlike && register.error instanceof ApiError && register.error.problem.status === 409;
  return (
    <Paper component="form" onSubmit={submit} sx={{ p: 2, display: 'grid', gap: 2, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
      <TextField {...field('number', t('Number'), { required: true, autoFocus: true, helperText: t('Medical record number, as on the card') })} slotProps={{ htmlInput: { dir: 'ltr' } }} />
      <TextField {...field('system', t('Given by'), { helperText: t('The house or the register that gave the number; may stay empty') })} slotProps={{ htmlInput: { dir: 'ltr' } }} />
      <TextField {...field('family', t('Family name'), { required: true })} />
      <TextField {...field('given', t('Given names'), { required: true })} />
      <TextField {...field('birth_date', t('Born on'), { placeholder: '1970-03-05', helperText: t('Year, year and month, or the whole date: 1970-03-05') })} slotProps={{ htmlInput: { dir: 'ltr', pattern: '\\d{4}(-\\d{2}(-\\d{2})?)?' } }} />
      <TextField {...field('gender', t('Sex'))} select>
        {GENDERS.map((gender) => (
          <MenuItem key={gender} value={gender}>
            {t(GENDER[gender])}
          </MenuItem>
        ))}
      </TextField>
      <TextField {...field('phone', t('Telephone'))} slotProps={{ htmlInput: { dir: 'ltr', inputMode: 'tel' } }} />
      <Box sx={{ display: { xs: 'none', sm: 'block' } }} />
      <TextField {...field('line', t('Street'))} />
      <TextField {...field('city', t('Town'))} />
      <Box sx={{ gridColumn: '1 / -1', display: 'grid', gap: 1.5 }}>
        {isAlike ? <Probable form={register.variables?.values ?? form} onConfirm={() => send(true)} isBusy={register.isPending} /> : <Alike form={form} />}
        {isAlike ? null : isTaken ? <Alert severity="warning">{t('A patient has this number already. Find them by it before you register anybody.')}</Alert> : <Refusal error={register.error} />}
        <Box sx={{ display: 'flex', gap: 1, justifyContent: 'flex-end' }}>
          <Button component={Link} to="/patients">
            {t('Cancel')}
          </Button>
          <Button type="submit" variant="contained" loading={register.isPending}>
            {t('Register')}
          </Button>
        </Box>
      </Box>
    </Paper>
  );
}

/** Those whom the hub takes for the same person. Whoever registers looks, and may register all the same. */
function Probable({ form, onConfirm, isBusy }: { form: Registration; onConfirm: () => void; isBusy: boolean }) {
  const found = useQuery({ queryKey: ['patients', 'duplicates', form], queryFn: () => take(api.POST('/api/v1/patients/duplicates', { body: patchOf(form) })) });
  return (
    <Alert severity="warning" role="alert">
      <Typography sx={{ fontWeight: 600 }}>{t('Nobody was registered: this is probably somebody who has a record already.')}</Typography>
      {found.data ? (
        <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
          {found.data.items.map(({ patient, score }) => (
            <li key={patient.id}>
              <Known patient={patient} />, {t('{score} of 100 points', { score })}
            </li>
          ))}
        </Box>
      ) : (
        <Pending query={found} />
      )}
      <Button onClick={onConfirm} loading={isBusy} variant="outlined" color="inherit" size="small" sx={{ mt: 1 }}>
        {t('It is another person: register')}
      </Button>
    </Alert>
  );
}

function Known({ patient }: { patient: Patient }) {
  return (
    <>
      <Link to={`/patients/${patient.id}`} style={{ color: 'inherit' }}>
        <bdi>{nameOf(patient)}</bdi>
      </Link>
      {patient.birth_date && `, ${partialDate(patient.birth_date)}`}, <Ltr>{patient.identifiers.map(({ value }) => value).join(', ')}</Ltr>
    </>
  );
}

/** Those whose names begin alike. The hub compares names only; whether it is the same person, whoever registers decides. */
function Alike({ form }: { form: Registration }) {
  const name = `${form.family} ${form.given}`.trim();
  const isEnough = form.family.trim().length >= 2 && form.given.trim().length >= 1;
  const found = useQuery({ ...queries.patients({ name }), enabled: isEnough });
  const alike = isEnough ? (found.data?.items ?? []).slice(0, 5) : [];
  if (alike.length === 0) return null;
  return (
    <Alert severity="warning" role="status">
      <Typography sx={{ fontWeight: 600 }}>{t('Is it one of these? The names are alike.')}</Typography>
      <Box component="ul" sx={{ m: 0, ps: 2.5, paddingInlineStart: 2.5 }}>
        {alike.map((patient) => (
          <li key={patient.id}>
            <Known patient={patient} />
          </li>
        ))}
      </Box>
    </Alert>
  );
}
