// A patient's allergies and intolerances: what counts now, recording one, stating that there are none, and taking back an error.

import { Alert, Box, Button, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, newKey, take, type Schemas } from '@/api/client';
import { queries, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Permitted } from '@/parts/page';
import { edge, Tag } from '@/parts/tag';
import { ALLERGY_CATEGORY, ALLERGY_VERIFICATION, CRITICALITY, noneKnown, REACTION_SEVERITY } from '@/words';
import { usePatient } from './page';

type Allergy = Schemas['Allergy'];

const CATEGORIES = ['medication', 'food', 'environment', 'biologic'] as const;
const RISKS = ['high', 'low', 'unable-to-assess'] as const;
const SEVERITIES = ['mild', 'moderate', 'severe'] as const;

export function AllergiesTab() {
  return (
    <Permitted permission="allergies:read">
      <Allergies />
    </Permitted>
  );
}

function Allergies() {
  const { id } = usePatient();
  const may = usePermission();
  const known = useQuery(queries.allergies(id));
  if (!known.data) return <Paper><Pending query={known} /></Paper>;
  const { knowledge, allergies, statements, has_more } = known.data;
  return (
    <>
      {knowledge === 'unknown' && <Alert severity="warning">{t('Nobody has asked about allergies. Ask the patient, then record each, or that there are none.')}</Alert>}
      {knowledge === 'none-known' && (
        <Alert severity="success">
          {t(noneKnown(statements))}: <bdi>{statements[0]?.recorded_by}</bdi>, {when(statements[0]?.created_at)}
        </Alert>
      )}
      {allergies.map((allergy) => (
        <One key={allergy.id} allergy={allergy} />
      ))}
      {has_more && <Alert severity="warning">{t('There are more than are shown here.')}</Alert>}
      {may('allergies:write') && <Recording patient={id} mayState={knowledge === 'unknown'} />}
    </>
  );
}

function One({ allergy }: { allergy: Allergy }) {
  const may = usePermission();
  const [reason, setReason] = useState<string | null>(null);
  const renews = [['patient', allergy.patient_id, 'allergies']];
  const take_back = useChange(
    (text: string) => take(api.POST('/api/v1/allergies/{id}/entered-in-error', { params: { path: { id: allergy.id }, header: { 'If-Match': `"${allergy.version}"` } }, body: { reason: text } })),
    { quiet: true, renews, done: t('It does not count any more.') },
  );
  const isHigh = allergy.criticality === 'high';
  return (
    <Paper component="article" sx={{ p: 1.5, ...edge(isHigh ? 'error' : 'warning') }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
        <Typography variant="h2">
          <bdi>{allergy.substance.text ?? allergy.substance.code}</bdi>
        </Typography>
        {allergy.criticality && <Tag tone={isHigh ? 'error' : 'warning'}>{t(CRITICALITY[allergy.criticality])}</Tag>}
        {allergy.verification_status && <Tag tone="neutral">{t(ALLERGY_VERIFICATION[allergy.verification_status])}</Tag>}
      </Box>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(150px, 1fr))' }}>
        {allergy.category && <Fact name={t('Kind')}>{t(ALLERGY_CATEGORY[allergy.category])}</Fact>}
        {(allergy.reactions ?? []).map(({ manifestation, severity }, at) => (
          <Fact key={at} name={t('Reaction')}>
            <bdi>{manifestation}</bdi>
            {severity && ` (${t(REACTION_SEVERITY[severity])})`}
          </Fact>
        ))}
        <Fact name={t('Recorded')}>
          <bdi>{allergy.recorded_by}</bdi>, {when(allergy.created_at)}
        </Fact>
        {allergy.note && <Fact name={t('Note')}><bdi>{allergy.note}</bdi></Fact>}
      </Box>
      {may('allergies:write') &&
        (reason === null ? (
          <Button size="small" onClick={() => setReason('')} sx={{ mt: 1 }}>
            {t('Entered in error')}
          </Button>
        ) : (
          <Box
            component="form"
            onSubmit={(event: FormEvent) => {
              event.preventDefault();
              take_back.mutate(reason);
            }}
            sx={{ mt: 1, display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}
          >
            <TextField label={t('Why it is an error')} value={reason} onChange={({ target }) => setReason(target.value)} required size="small" sx={{ flex: '1 1 220px' }} />
            <Button type="submit" variant="contained" color="error" loading={take_back.isPending}>
              {t('It never counted')}
            </Button>
            <Button onClick={() => setReason(null)}>{t('Leave it')}</Button>
            <Refusal error={take_back.error} />
          </Box>
        ))}
    </Paper>
  );
}

const EMPTY = { substance: '', category: 'medication', criticality: 'unable-to-assess', manifestation: '', severity: 'moderate' };

function Recording({ patient, mayState }: { patient: string; mayState: boolean }) {
  const [form, setForm] = useState(EMPTY);
  // The same until it was done, so that a repeat is known for one.
  const key = useRef(newKey());
  const renews = [['patient', patient, 'allergies']];
  const path = () => ({ params: { path: { id: patient }, header: { 'Idempotency-Key': key.current } } });
  const record = useChange((body: Schemas['AllergyRequest']) => take(api.POST('/api/v1/patients/{id}/allergies', { ...path(), body })), { quiet: true, renews, done: t('The allergy is on record.') });
  const state = useChange(() => take(api.POST('/api/v1/patients/{id}/allergy-statements', { ...path(), body: {} })), { quiet: true, renews, done: t('It is on record that no allergies are known.') });
  const change = (name: keyof typeof EMPTY) => ({ value: form[name], onChange: ({ target }: { target: { value: string } }) => { key.current = newKey(); setForm({ ...form, [name]: target.value }); } });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    const text = form.substance.trim();
    const reactions = form.manifestation.trim() ? [{ manifestation: form.manifestation.trim(), severity: form.severity as Schemas['ReactionSeverity'] }] : [];
    const body = { substance: { code: text, text }, category: form.category as Schemas['AllergyCategory'], criticality: form.criticality as Schemas['Criticality'], reactions };
    record.mutate(body, { onSuccess: () => { key.current = newKey(); setForm(EMPTY); } });
  };
  return (
    <Paper component="form" aria-label={t('Record an allergy')} onSubmit={submit} sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(3, minmax(0, 1fr))' } }}>
      <Typography variant="h2" sx={{ gridColumn: '1 / -1' }}>{t('Record an allergy')}</Typography>
      <TextField label={t('Substance')} required {...change('substance')} />
      <TextField label={t('Kind')} select {...change('category')}>
        {CATEGORIES.map((one) => <MenuItem key={one} value={one}>{t(ALLERGY_CATEGORY[one])}</MenuItem>)}
      </TextField>
      <TextField label={t('Risk')} select {...change('criticality')}>
        {RISKS.map((one) => <MenuItem key={one} value={one}>{t(CRITICALITY[one])}</MenuItem>)}
      </TextField>
      <TextField label={t('Reaction')} {...change('manifestation')} />
      <TextField label={t('How severe')} select {...change('severity')}>
        {SEVERITIES.map((one) => <MenuItem key={one} value={one}>{t(REACTION_SEVERITY[one])}</MenuItem>)}
      </TextField>
      <Box sx={{ gridColumn: '1 / -1', display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button type="submit" variant="contained" loading={record.isPending}>{t('Record')}</Button>
        {mayState && <Button onClick={() => state.mutate()} loading={state.isPending}>{t('No allergies are known: record that')}</Button>}
        <Refusal error={record.error ?? state.error} />
      </Box>
    </Paper>
  );
}
