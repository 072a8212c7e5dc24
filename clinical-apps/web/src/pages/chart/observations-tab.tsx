// Vital signs that somebody measured: entering them, the NEWS2 that the hub makes of them, and how it went. While something of the
// seven parameters is missing there is no score, and what is missing is named as it is typed.

import { Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { entries } from '@/api/chart';
import { api, newKey, take, type Schemas } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Choice, NumberField, wordsOf } from '@/parts/fields';
import { Ltr } from '@/parts/ltr';
import { Permitted, Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag, type Tone } from '@/parts/tag';
import { usePatient } from './page';
import { State } from './records-tab';
import { CONSCIOUSNESS, NEWS2_BAND, NEWS2_PARAMETER } from './record-words';

const TONE: Record<Schemas['News2Band'], Tone> = { low: 'success', 'low-medium': 'info', medium: 'warning', high: 'error' };
const AIR: Record<'air' | 'oxygen', string> = { air: 'Breathes air', oxygen: 'Gets oxygen' };
const SCALE: Record<Schemas['SpO2Scale'], string> = { 'scale-1': 'Scale 1', 'scale-2': 'Scale 2, for 88 to 92 % as the target' };

/** For the test that each is translated. */
export const OBSERVATION_WORDS = [AIR, SCALE];

export function ObservationsTab() {
  return (
    <Permitted permission="vital-signs:read">
      <Observations />
    </Permitted>
  );
}

function Observations() {
  const { id } = usePatient();
  const may = usePermission()('vital-signs:write');
  const taken = useQuery(entries.vitalSigns(id));
  return (
    <>
      {may && <Entry patient={id} />}
      <Section title={t('Measured by hand')}>
        <Rows label={t('Measured by hand')} query={taken} empty={t('Nothing was measured by hand yet')} keyOf={(one) => one.id}>
          {(one) => (
            <>
              <Main title={when(one.taken_at)}>
                <Values of={one} /> · <bdi>{one.recorded_by}</bdi>
              </Main>
              <Score of={one.news2} />
              <State entry={one} kind="vital-signs" tone="neutral" word={t('Recorded')} mayChange={may} />
            </>
          )}
        </Rows>
      </Section>
    </>
  );
}

function Values({ of }: { of: Schemas['VitalSigns'] }) {
  const values: [string, string | number | null | undefined][] = [
    [t('Respiration'), of.respiratory_rate],
    ['SpO₂', of.spo2 && `${of.spo2} %`],
    [t('Pressure'), of.systolic && `${of.systolic}/${of.diastolic ?? '–'}`],
    [t('Heart rate'), of.heart_rate],
    [t('Temperature'), of.temperature && `${of.temperature} °C`],
  ];
  return (
    <>
      {values.filter(([, value]) => value).map(([name, value]) => (
        <span key={name}>{name} <Ltr>{value}</Ltr>; </span>
      ))}
      {of.consciousness && t(CONSCIOUSNESS[of.consciousness])}
    </>
  );
}

export function Score({ of }: { of: Schemas['News2Assessment'] }) {
  if (of.score) {
    const { total, band, has_single_three } = of.score;
    return (
      <Tag tone={TONE[band]} isStrong={band === 'high'}>
        NEWS2 {total}: {t(NEWS2_BAND[band])}
        {has_single_three && ` · ${t('one parameter alone has 3')}`}
      </Tag>
    );
  }
  if (of.is_child) return <Tag tone="neutral">{t('No NEWS2 under 16 years')}</Tag>;
  return <Tag tone="neutral">{t('No NEWS2: {missing} missing', { missing: (of.missing ?? []).map((one) => t(NEWS2_PARAMETER[one])).join(', ') })}</Tag>;
}

const EMPTY = { respiratory_rate: '', spo2: '', air: '', systolic: '', diastolic: '', heart_rate: '', consciousness: '', temperature: '', scale: 'scale-1' };
type Form = typeof EMPTY;

/** By the parameters of NEWS2, which of the form's fields holds each. */
const HOLDS: Record<Schemas['News2Parameter'], keyof Form> = { 'respiratory-rate': 'respiratory_rate', spo2: 'spo2', oxygen: 'air', systolic: 'systolic', 'heart-rate': 'heart_rate', consciousness: 'consciousness', temperature: 'temperature' };

export function missingOf(form: Form): Schemas['News2Parameter'][] {
  return (Object.keys(HOLDS) as Schemas['News2Parameter'][]).filter((one) => form[HOLDS[one]].trim() === '');
}

function Entry({ patient }: { patient: string }) {
  const [form, setForm] = useState<Form>(EMPTY);
  const [key, setKey] = useState(newKey);
  const number = (text: string) => (text.trim() === '' ? undefined : Number(text));
  const isWrong = (text: string) => text.trim() !== '' && !/^\d{1,3}(\.\d)?$/.test(text.trim());
  const numbers = [form.respiratory_rate, form.spo2, form.systolic, form.diastolic, form.heart_rate, form.temperature];
  const body = (): Schemas['VitalSignsRequest'] => ({
    taken_at: new Date().toISOString(),
    respiratory_rate: number(form.respiratory_rate),
    spo2: number(form.spo2),
    spo2_scale: form.scale as Schemas['SpO2Scale'],
    oxygen: form.air ? { supplemental: form.air === 'oxygen' } : undefined,
    systolic: number(form.systolic),
    diastolic: number(form.diastolic),
    heart_rate: number(form.heart_rate),
    consciousness: (form.consciousness || undefined) as Schemas['Consciousness'] | undefined,
    temperature: number(form.temperature),
  });
  const record = useChange(() => take(api.POST('/api/v1/patients/{id}/vital-signs', { params: { path: { id: patient }, header: { 'Idempotency-Key': key } }, body: body() })), { quiet: true, renews: [['patient', patient, 'vital-signs']] });
  const set = (name: keyof Form) => (value: string) => {
    // Other values are another command.
    setKey(newKey());
    setForm({ ...form, [name]: value });
  };
  const missing = missingOf(form);
  const isEmpty = numbers.every((one) => one.trim() === '') && form.consciousness === '';
  const submit = (event: FormEvent) => {
    event.preventDefault();
    record.mutate(undefined, { onSuccess: () => { setForm(EMPTY); setKey(newKey()); } });
  };
  const field = (name: keyof Form, label: string) => <NumberField label={label} value={form[name]} onChange={set(name)} isWrong={isWrong(form[name])} />;
  return (
    <Paper component="form" aria-label={t('Record vital signs')} onSubmit={submit} sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(min(200px, 100%), 1fr))' }}>
      <Typography variant="h2" sx={{ gridColumn: '1 / -1' }}>{t('Record vital signs')}</Typography>
      {field('respiratory_rate', t('Respiration in a minute'))}
      {field('spo2', t('Oxygen saturation in %'))}
      <Choice label={t('Air or oxygen')} value={form.air} onChange={set('air')} options={wordsOf(AIR)} />
      <Choice label={t('Scale of oxygen saturation')} value={form.scale} onChange={set('scale')} options={wordsOf(SCALE)} />
      {field('systolic', t('Systolic pressure in mmHg'))}
      {field('diastolic', t('Diastolic pressure in mmHg'))}
      {field('heart_rate', t('Heart rate in a minute'))}
      <Choice label={t('Consciousness')} value={form.consciousness} onChange={set('consciousness')} options={wordsOf(CONSCIOUSNESS)} />
      {field('temperature', t('Temperature in °C'))}
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button type="submit" variant="contained" disabled={isEmpty || numbers.some(isWrong)} loading={record.isPending}>{t('Record')}</Button>
        <Typography role="status" sx={{ color: 'text.secondary' }}>
          {isEmpty ? '' : missing.length === 0 ? t('All that NEWS2 needs is there; the hub makes the score.') : t('For NEWS2 still missing: {missing}', { missing: missing.map((one) => t(NEWS2_PARAMETER[one])).join(', ') })}
        </Typography>
        {record.data && isEmpty && <Score of={record.data.news2} />}
        <Refusal error={record.error} />
      </Box>
    </Paper>
  );
}
