// A test of the catalogue: what it is called, what is taken for it, what is normal by age and sex, and the delta check.

import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Alert, Box, Button, Checkbox, FormControlLabel, IconButton, MenuItem, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, newKey, take, type Schemas } from '@/api/client';
import { laboratory, type LabTest } from '@/api/laboratory';
import { isConflict, useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Page, Permitted, Section } from '@/parts/page';
import { GENDER } from '@/words';
import type { Age, AgeUnit } from './ages';
import { EMPTY_ANSWER, EMPTY_RANGE, EMPTY_TEST, formOf, isAge, isDecimal, isWhole, testOf, type RangeForm, type TestForm } from './test-form';
import { AGE_UNIT, CATEGORY, TEST_KIND } from './words';

export function LabTestPage() {
  const { id = '' } = useParams();
  return (
    <Page title={id === 'new' ? t('New test') : t('Test of the catalogue')}>
      <Permitted permission="lab-catalogue:read">{id === 'new' ? <Editor key={id} /> : <Known key={id} id={id} />}</Permitted>
    </Page>
  );
}

function Known({ id }: { id: string }) {
  const test = useQuery(laboratory.test(id));
  if (!test.data) return <Paper><Pending query={test} /></Paper>;
  return <Editor known={test.data} />;
}

const LTR = { htmlInput: { dir: 'ltr', autoComplete: 'off' } };
const GRID = { display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'repeat(2, minmax(0, 1fr))', md: 'repeat(4, minmax(0, 1fr))' } };

function Editor({ known }: { known?: LabTest }) {
  const may = usePermission()('lab-catalogue:write');
  const navigate = useNavigate();
  const [form, setForm] = useState<TestForm>(known ? formOf(known.test) : EMPTY_TEST);
  // The version that the form was made of: what somebody else changed since is not written over.
  const [seen, setSeen] = useState(known?.version ?? 0);
  const sent = useRef({ content: '', key: '' });
  const save = useChange(
    (body: Schemas['LabTestRequest']) => {
      if (known) return take(api.PUT('/api/v1/lab/tests/{id}', { params: { path: { id: known.id }, header: { 'If-Match': `"${seen}"` } }, body }));
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/lab/tests', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews: [['lab-catalogue']], done: t('The catalogue is changed; results entered before stay as they are.') },
  );
  const test = testOf(form);
  const change = (part: Partial<TestForm>) => setForm({ ...form, ...part });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (test && !isConflict(save.error)) save.mutate(test, { onSuccess: () => void navigate('/laboratory/catalogue') });
  };
  const reread = () => {
    if (!known) return;
    setForm(formOf(known.test));
    setSeen(known.version);
    save.reset();
  };
  const field = (name: 'system' | 'code' | 'name' | 'unit' | 'specimen' | 'container' | 'volume' | 'method' | 'turnaround', label: string, more: object = {}) => <TextField label={label} value={form[name]} onChange={({ target }) => change({ [name]: target.value })} disabled={!may} slotProps={{ htmlInput: { autoComplete: 'off' } }} {...more} />;
  const tick = (name: 'isFasting' | 'isStat' | 'isActive', label: string) => <FormControlLabel control={<Checkbox checked={form[name]} onChange={(_, checked) => change({ [name]: checked })} disabled={!may} />} label={label} />;
  return (
    <Stack component="form" aria-label={t('Test of the catalogue')} spacing={1.5} onSubmit={submit}>
      <Section title={t('What it is')}>
        <Box sx={GRID}>
          {field('name', t('Name'), { required: true, sx: { gridColumn: { xs: '1 / -1', md: 'span 2' } } })}
          {field('code', t('Code'), { required: true, slotProps: LTR })}
          {field('system', t('Code system'), { slotProps: LTR, helperText: t('LN for LOINC') })}
          <TextField select label={t('Part of the laboratory')} value={form.category} onChange={({ target }) => change({ category: target.value as TestForm['category'] })} disabled={!may}>
            {Object.entries(CATEGORY).map(([one, word]) => (
              <MenuItem key={one} value={one}>
                {t(word)}
              </MenuItem>
            ))}
          </TextField>
          <TextField select label={t('A result is')} value={form.kind} onChange={({ target }) => change({ kind: target.value as TestForm['kind'] })} disabled={!may}>
            {Object.entries(TEST_KIND).map(([one, word]) => (
              <MenuItem key={one} value={one}>
                {t(word)}
              </MenuItem>
            ))}
          </TextField>
          {form.kind === 'numeric' && field('unit', t('Unit'), { slotProps: LTR })}
          {field('method', t('How it is examined'))}
        </Box>
        <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1, mt: 1 }}>
          {tick('isActive', t('May be ordered'))}
          {tick('isStat', t('Can be had at once'))}
          {tick('isFasting', t('The patient has to fast'))}
        </Stack>
      </Section>
      <Section title={t('What is taken')}>
        <Box sx={GRID}>
          {field('specimen', t('Kind of specimen'), { required: true })}
          {field('container', t('Container'))}
          {field('volume', t('Volume (µL)'), { slotProps: LTR, error: !isWhole(form.volume) })}
          {field('turnaround', t('Minutes from receipt to result'), { slotProps: LTR, error: !isWhole(form.turnaround) })}
          <TextField label={t('What to mind')} value={form.instructions} onChange={({ target }) => change({ instructions: target.value })} disabled={!may} multiline sx={{ gridColumn: '1 / -1' }} slotProps={{ htmlInput: { maxLength: 2000 } }} />
        </Box>
      </Section>
      {form.kind === 'coded' && <Answers form={form} onChange={change} may={may} />}
      {form.kind === 'numeric' && <Ranges form={form} onChange={change} may={may} />}
      {form.kind === 'numeric' && <Delta form={form} onChange={change} may={may} />}
      <Refusal error={save.error} />
      {may && (
        <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
          <Button type="submit" variant="contained" disabled={!test || isConflict(save.error)} loading={save.isPending}>
            {t('Save')}
          </Button>
          {isConflict(save.error) && <Button onClick={reread}>{t('Show it as it is now')}</Button>}
          {!test && <Typography sx={{ color: 'text.secondary' }}>{t('Name, code and kind of specimen are needed; of each range at least one limit, of a choice at least one answer.')}</Typography>}
        </Stack>
      )}
      {!may && <Alert severity="info">{t('Your role may read the catalogue only.')}</Alert>}
    </Stack>
  );
}

interface PartProps {
  form: TestForm;
  onChange: (part: Partial<TestForm>) => void;
  may: boolean;
}

function Answers({ form, onChange, may }: PartProps) {
  const set = (at: number, part: Partial<TestForm['answers'][number]>) => onChange({ answers: form.answers.map((answer, n) => (n === at ? { ...answer, ...part } : answer)) });
  return (
    <Section title={t('Answers')} actions={may && <Button onClick={() => onChange({ answers: [...form.answers, EMPTY_ANSWER] })}>{t('Add an answer')}</Button>}>
      <Stack spacing={1}>
        {form.answers.map((answer, at) => (
          <Stack key={at} direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }} role="group" aria-label={t('Answer {n}', { n: at + 1 })}>
            <TextField label={t('Code')} value={answer.code} onChange={({ target }) => set(at, { code: target.value })} required disabled={!may} slotProps={LTR} sx={{ inlineSize: 120 }} />
            <TextField label={t('Words')} value={answer.text} onChange={({ target }) => set(at, { text: target.value })} disabled={!may} sx={{ inlineSize: 200 }} />
            <FormControlLabel control={<Checkbox checked={answer.isAbnormal} onChange={(_, isAbnormal) => set(at, { isAbnormal })} disabled={!may} />} label={t('Out of the ordinary')} />
            {may && (
              <IconButton aria-label={t('Remove answer {n}', { n: at + 1 })} onClick={() => onChange({ answers: form.answers.filter((_, n) => n !== at) })}>
                <DeleteIcon fontSize="small" />
              </IconButton>
            )}
          </Stack>
        ))}
      </Stack>
    </Section>
  );
}

function Ranges({ form, onChange, may }: PartProps) {
  const set = (at: number, part: Partial<RangeForm>) => onChange({ ranges: form.ranges.map((range, n) => (n === at ? { ...range, ...part } : range)) });
  return (
    <Section title={t('What is normal')} actions={may && <Button onClick={() => onChange({ ranges: [...form.ranges, EMPTY_RANGE] })}>{t('Add a range')}</Button>}>
      <Typography sx={{ color: 'text.secondary', mb: 1 }}>{t('The first range that fits a patient counts. Ages are kept in days.')}</Typography>
      <Stack spacing={1.5}>
        {form.ranges.map((range, at) => (
          <Box key={at} role="group" aria-label={t('Range {n}', { n: at + 1 })} sx={{ display: 'grid', gap: 1, alignItems: 'start', gridTemplateColumns: 'repeat(auto-fill, minmax(min(150px, 100%), 1fr))', borderBlockEnd: '1px solid', borderColor: 'divider', pb: 1.5 }}>
            <TextField select label={t('Sex')} value={range.gender} onChange={({ target }) => set(at, { gender: target.value as RangeForm['gender'] })} disabled={!may} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
              <MenuItem value="">{t('For all')}</MenuItem>
              {Object.entries(GENDER).map(([one, word]) => (
                <MenuItem key={one} value={one}>
                  {t(word)}
                </MenuItem>
              ))}
            </TextField>
            <AgeField label={t('From age')} age={range.from} onChange={(from) => set(at, { from })} may={may} />
            <AgeField label={t('Below age')} age={range.to} onChange={(to) => set(at, { to })} may={may} />
            <Limit label={t('Critical low')} value={range.criticalLow} onChange={(criticalLow) => set(at, { criticalLow })} may={may} />
            <Limit label={t('Low')} value={range.low} onChange={(low) => set(at, { low })} may={may} />
            <Limit label={t('High')} value={range.high} onChange={(high) => set(at, { high })} may={may} />
            <Limit label={t('Critical high')} value={range.criticalHigh} onChange={(criticalHigh) => set(at, { criticalHigh })} may={may} />
            {may && (
              <Button color="error" startIcon={<DeleteIcon />} onClick={() => onChange({ ranges: form.ranges.filter((_, n) => n !== at) })} aria-label={t('Remove range {n}', { n: at + 1 })}>
                {t('Remove')}
              </Button>
            )}
          </Box>
        ))}
      </Stack>
    </Section>
  );
}

function Limit({ label, value, onChange, may }: { label: string; value: string; onChange: (value: string) => void; may: boolean }) {
  return <TextField label={label} value={value} onChange={({ target }) => onChange(target.value)} error={!isDecimal(value)} disabled={!may} slotProps={{ htmlInput: { dir: 'ltr', inputMode: 'decimal', autoComplete: 'off' } }} />;
}

function AgeField({ label, age, onChange, may }: { label: string; age: Age; onChange: (age: Age) => void; may: boolean }) {
  return (
    <Box sx={{ display: 'flex', gap: 0.5 }}>
      <TextField label={label} value={age.n} onChange={({ target }) => onChange({ ...age, n: target.value })} error={!isAge(age)} disabled={!may} slotProps={{ htmlInput: { dir: 'ltr', inputMode: 'numeric', autoComplete: 'off' } }} sx={{ flex: '1 1 60px' }} />
      <TextField select value={age.unit} onChange={({ target }) => onChange({ ...age, unit: target.value as AgeUnit })} disabled={!may} slotProps={{ select: { inputProps: { 'aria-label': `${label}: ${t('Unit')}` } } }} sx={{ inlineSize: 92, flexShrink: 0 }}>
        {Object.entries(AGE_UNIT).map(([unit, word]) => (
          <MenuItem key={unit} value={unit}>
            {t(word)}
          </MenuItem>
        ))}
      </TextField>
    </Box>
  );
}

function Delta({ form, onChange, may }: PartProps) {
  const isPercent = form.deltaOf === 'percent';
  return (
    <Section title={t('Comparison with the last value')}>
      <Box sx={GRID}>
        <TextField select label={t('Marked when it differs by more than')} value={form.deltaOf} onChange={({ target }) => onChange({ deltaOf: target.value as TestForm['deltaOf'] })} disabled={!may} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }} sx={{ gridColumn: { xs: '1 / -1', md: 'span 2' } }}>
          <MenuItem value="">{t('Not compared')}</MenuItem>
          <MenuItem value="absolute">{t('So many units')}</MenuItem>
          <MenuItem value="percent">{t('So many per cent')}</MenuItem>
        </TextField>
        {form.deltaOf && <TextField label={isPercent ? t('Per cent') : t('Units')} value={form.delta} onChange={({ target }) => onChange({ delta: target.value })} required error={isPercent ? !isWhole(form.delta) : !isDecimal(form.delta)} disabled={!may} slotProps={LTR} />}
        {form.deltaOf && <TextField label={t('Within hours')} value={form.deltaHours} onChange={({ target }) => onChange({ deltaHours: target.value })} required error={!isWhole(form.deltaHours)} disabled={!may} slotProps={LTR} />}
      </Box>
    </Section>
  );
}
