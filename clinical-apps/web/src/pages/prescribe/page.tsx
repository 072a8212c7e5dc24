// Writing a prescription: the order, what decision support needs to know, and beside them what it says.

import { Alert, Box, Button, MenuItem, Stack, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate } from 'react-router';
import { notify } from '@kit/notices';
import { t } from '@kit/i18n';
import { api, newKey, take, type Schemas } from '@/api/client';
import { queries, useChange, usePermission, type Patient, type Prescription } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Permitted, Section } from '@/parts/page';
import { PRIORITY } from '@/words';
import { usePatient } from '../chart/page';
import { AnswerDialog } from './answer-dialog';
import { CheckPanel } from './check-panel';
import { checkOf, EMPTY, requestOf, type Form, type Known } from './prescription-form';

/** As systems that get prescriptions write them; they are not translated. */
const ROUTES = ['oral', 'iv', 'im', 'sc', 'topical', 'inhalation', 'rectal', 'sublingual', 'nasal', 'ophthalmic'];
const PRIORITIES = Object.keys(PRIORITY) as Schemas['Priority'][];

export function PrescribePage() {
  const patient = usePatient();
  return (
    <Permitted permission="prescriptions:write">
      {patient.replaced_by ? <Alert severity="warning">{t('This record was merged into another one; do not go on here.')}</Alert> : <Prescribe patient={patient} />}
    </Permitted>
  );
}

function Prescribe({ patient }: { patient: Patient }) {
  const navigate = useNavigate();
  const client = useQueryClient();
  const may = usePermission();
  const [form, setForm] = useState<Form>(EMPTY);
  const [draft, setDraft] = useState<Prescription | null>(null);
  const ours = useQuery({ ...queries.prescriptionsOf(patient.id), enabled: may('prescriptions:read') });
  const chart = useQuery({ ...queries.allergies(patient.id), enabled: may('allergies:read') });
  const sent = useRef({ content: '', key: '' });
  const prescribe = useChange(
    (body: Schemas['PrescriptionRequest']) => {
      // The same attempt again has the same key, so that a prescription is not written twice.
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/prescriptions', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews: [['prescriptions'], ['alerts']] },
  );
  const done = (prescription: Prescription) => {
    notify({ severity: 'success', text: t('The prescription is with the pharmacist.') });
    client.setQueryData(queries.prescription(prescription.id).queryKey, prescription);
    void navigate(`/prescriptions/${prescription.id}`);
  };
  const request = requestOf(form, patient);
  // Without an answer to this the hub compares the drug with nothing that the patient takes, not even with its own prescriptions.
  const isOthersOpen = form.others === 'unasked';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (request && !isOthersOpen) prescribe.mutate(request, { onSuccess: (prescription) => (prescription.status === 'draft' ? setDraft(prescription) : done(prescription)) });
  };
  const change = (part: Partial<Form>) => setForm({ ...form, ...part });
  const takenBack = () => {
    setDraft(null);
    // What is sent next is another order, even with the same words.
    sent.current = { content: '', key: '' };
  };
  return (
    <Box component="form" aria-label={t('Prescribe')} onSubmit={submit} sx={{ display: 'grid', gap: 1.5, alignItems: 'start', gridTemplateColumns: { xs: 'minmax(0, 1fr)', lg: 'minmax(0, 3fr) minmax(0, 2fr)' } }}>
      <Stack spacing={1.5}>
        <OrderFields form={form} onChange={change} />
        <CircumstanceFields form={form} onChange={change} hasBirthDate={Boolean(patient.birth_date)} />
      </Stack>
      <Stack spacing={1.5}>
        <CheckPanel request={may('cds:check') ? checkOf(form, patient, ours.data?.items, chart.data) : null} />
        <Refusal error={prescribe.error} />
        {isOthersOpen && <Alert severity="info">{t('Ask whether the patient takes drugs from elsewhere: only then is this drug compared with what the patient takes.')}</Alert>}
        <Stack direction="row" spacing={1} sx={{ justifyContent: 'flex-end' }}>
          <Button onClick={() => void navigate(`/patients/${patient.id}/medication`)}>{t('Cancel')}</Button>
          <Button type="submit" variant="contained" disabled={isOthersOpen} loading={prescribe.isPending}>
            {t('Prescribe')}
          </Button>
        </Stack>
      </Stack>
      {draft && <AnswerDialog prescription={draft} onClose={() => void navigate(`/prescriptions/${draft.id}`)} onDone={done} onChange={takenBack} />}
    </Box>
  );
}

interface FieldsProps {
  form: Form;
  onChange: (part: Partial<Form>) => void;
}

const LTR = { htmlInput: { dir: 'ltr', autoComplete: 'off' } };
const DECIMAL = { htmlInput: { dir: 'ltr', inputMode: 'decimal', pattern: '\\d*\\.?\\d+', autoComplete: 'off' } };
const WHOLE = { htmlInput: { dir: 'ltr', inputMode: 'numeric', pattern: '\\d+', autoComplete: 'off' } };

function OrderFields({ form, onChange }: FieldsProps) {
  const field = (name: keyof Form, label: string, more: object = {}) => ({ label, value: form[name], onChange: (event: { target: { value: string } }) => onChange({ [name]: event.target.value }), ...more });
  return (
    <Section title={t('Order')}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', sm: 'repeat(4, minmax(0, 1fr))' } }}>
        <TextField {...field('drug', t('Drug'), { required: true, autoFocus: true, slotProps: LTR, helperText: t('Its generic name, such as warfarin') })} sx={{ gridColumn: { xs: '1 / -1', sm: 'span 3' } }} />
        <TextField {...field('route', t('Route'))} select slotProps={{ select: { MenuProps: { dir: 'ltr' } } }} sx={{ gridColumn: { xs: '1 / -1', sm: 'span 1' } }}>
          {ROUTES.map((route) => (
            <MenuItem key={route} value={route} dir="ltr">
              {route}
            </MenuItem>
          ))}
        </TextField>
        <TextField {...field('amount', t('Amount'), { required: true, slotProps: DECIMAL })} />
        <TextField {...field('unit', t('Unit'), { required: true, slotProps: LTR })} />
        <TextField {...field('times', t('Times a day'), { required: true, slotProps: DECIMAL })} />
        <TextField {...field('days', t('Days'), { slotProps: WHOLE })} />
        <TextField {...field('quantity', t('Quantity of a fill'), { required: true, slotProps: WHOLE })} />
        <TextField {...field('refills', t('Further fills'), { slotProps: WHOLE })} />
        <TextField {...field('priority', t('Priority'))} select sx={{ gridColumn: 'span 2' }}>
          {PRIORITIES.map((priority) => (
            <MenuItem key={priority} value={priority}>
              {t(PRIORITY[priority])}
            </MenuItem>
          ))}
        </TextField>
        <TextField {...field('indication', t('Indication'))} sx={{ gridColumn: { xs: '1 / -1', sm: 'span 2' } }} />
        <TextField {...field('instructions', t('Instructions'))} sx={{ gridColumn: { xs: '1 / -1', sm: 'span 2' } }} />
      </Box>
    </Section>
  );
}

function CircumstanceFields({ form, onChange, hasBirthDate }: FieldsProps & { hasBirthDate: boolean }) {
  return (
    <Section title={t('What decision support needs to know')}>
      <Stack spacing={1.5}>
        <Asked label={t('Allergies')} how={form.allergies} text={form.allergyList} help={t('Names of drugs or groups, separated by commas')} onChange={(allergies, allergyList) => onChange({ allergies, allergyList })} />
        <Asked label={t('Conditions')} how={form.conditions} text={form.conditionList} help={t('ICD-10 codes, separated by commas')} onChange={(conditions, conditionList) => onChange({ conditions, conditionList })} />
        <Asked label={t('Drugs from elsewhere')} how={form.others} text={form.otherList} help={t('Names, separated by commas; prescriptions of this house are known')} onChange={(others, otherList) => onChange({ others, otherList })} />
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(2, minmax(0, 1fr))' }}>
          <TextField label={t('Weight (kg)')} value={form.weight} onChange={(event) => onChange({ weight: event.target.value })} slotProps={DECIMAL} />
          <TextField label={t('eGFR (mL/min/1.73 m²)')} value={form.egfr} onChange={(event) => onChange({ egfr: event.target.value })} slotProps={DECIMAL} />
        </Box>
        {!hasBirthDate && <Alert severity="warning">{t('The birth date is unknown, so doses cannot be checked by age.')}</Alert>}
      </Stack>
    </Section>
  );
}

const HOW: [Known, string][] = [
  ['unasked', 'Not asked'],
  ['none', 'None'],
  ['some', 'These'],
];

/** For the test that each is translated. */
export const HOW_WORDS = HOW.map(([, word]) => word);

function Asked({ label, how, text, help, onChange }: { label: string; how: Known; text: string; help: string; onChange: (how: Known, text: string) => void }) {
  return (
    <Stack spacing={0.75}>
      <Stack direction="row" spacing={1} sx={{ alignItems: 'center', flexWrap: 'wrap', rowGap: 0.5 }}>
        <Typography sx={{ minInlineSize: 130 }}>{label}</Typography>
        <ToggleButtonGroup size="small" exclusive value={how} aria-label={label} onChange={(_, value: Known | null) => value && onChange(value, text)}>
          {HOW.map(([value, word]) => (
            <ToggleButton key={value} value={value} sx={{ py: 0.25, textTransform: 'none' }}>
              {t(word)}
            </ToggleButton>
          ))}
        </ToggleButtonGroup>
      </Stack>
      {how === 'some' && <TextField label={label} required value={text} onChange={(event) => onChange(how, event.target.value)} helperText={help} slotProps={LTR} />}
    </Stack>
  );
}
