// Taking a specimen: whose it is by the wristband, what is taken, and the label for it. A wrong wristband is refused loudly.

import WrongIcon from '@mui/icons-material/DangerousOutlined';
import { Alert, AlertTitle, Box, Button, Checkbox, FormControlLabel, Link as Anchor, MenuItem, Stack, TextField } from '@mui/material';
import { useRef, useState, type FormEvent } from 'react';
import { Link } from 'react-router';
import { typeOf } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { api, newKey, take, type Schemas } from '@/api/client';
import { renewsOf, type LabOrder, type Specimen } from '@/api/laboratory';
import { useChange } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import type { Tube } from './rules';
import { Tests } from './tags';

const EMPTY = { band: '', wasAsked: false, tube: 0, type: '', container: '', site: '', label: '' };

export function Collect({ order, tubes }: { order: LabOrder; tubes: Tube[] }) {
  const [form, setForm] = useState(EMPTY);
  const [taken, setTaken] = useState<Specimen[]>([]);
  const sent = useRef({ content: '', key: '' });
  const band = useRef<HTMLInputElement>(null);
  const collect = useChange(
    (body: Schemas['SpecimenRequest']) => {
      // The same attempt again has the same key, so that a specimen is not noted twice.
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/lab/specimens', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews: renewsOf(order.patient_id), done: t('The specimen is noted. Put its label on it now.') },
  );
  const tube = tubes[form.tube] ?? tubes[0];
  const change = (part: Partial<typeof EMPTY>) => setForm({ ...form, ...part });
  const type = form.type.trim() || (tube?.type ?? '');
  const number = form.band.trim();
  const isSure = number !== '' || form.wasAsked;
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!tube || !isSure || !type) return;
    const body = { order_id: order.id, specimen_type: type, tests: tube.tests, patient_number: number || undefined, container: form.container.trim() || tube.container || undefined, site: form.site.trim() || undefined, barcode: form.label.trim() || undefined };
    collect.mutate(body, {
      onSuccess: (specimen) => {
        sent.current = { content: '', key: '' };
        setTaken((was) => [...was, specimen]);
        // The next tube is of the same patient, who was scanned; what is on it is not.
        setForm((was) => ({ ...EMPTY, band: was.band, wasAsked: was.wasAsked }));
      },
      onError: (error) => {
        if (typeOf(error) !== 'other-patient') return;
        setForm((was) => ({ ...was, band: '' }));
        band.current?.focus();
      },
    });
  };
  const isWrong = typeOf(collect.error) === 'other-patient';
  // After the last tube it stays, so that its label can still be printed from here.
  if (!tube && taken.length === 0) return null;
  return (
    <Section title={t('Collect a specimen')}>
      <Stack spacing={1.5}>
        {taken.map((specimen) => (
          <Alert key={specimen.id} severity="success">
            <bdi>{specimen.specimen_type}</bdi> <Ltr sx={{ fontWeight: 700 }}>{specimen.barcode}</Ltr> · <Anchor component={Link} to={`/laboratory/specimens/${specimen.id}/label`}>{t('Print the label')}</Anchor>
          </Alert>
        ))}
        {tube && (
          <Box component="form" aria-label={t('Collect a specimen')} onSubmit={submit}>
            <Stack spacing={1.5}>
              {isWrong && (
                <Alert variant="filled" severity="error" role="alert" icon={<WrongIcon fontSize="large" />}>
                  <AlertTitle sx={{ fontSize: 18, fontWeight: 700 }}>{t('Wrong patient: this wristband is somebody else’s')}</AlertTitle>
                  {t('Nothing was noted. Take no specimen, and label none, before you know who is in front of you; then scan the band again.')}
                </Alert>
              )}
              <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'repeat(2, minmax(0, 1fr))' } }}>
                <TextField label={t('Scan the wristband')} value={form.band} onChange={({ target }) => change({ band: target.value })} inputRef={band} autoFocus required={!form.wasAsked} disabled={form.wasAsked} helperText={t('The number on the patient’s wristband')} slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'off' } }} />
                <FormControlLabel control={<Checkbox checked={form.wasAsked} onChange={(_, wasAsked) => change({ wasAsked, band: wasAsked ? '' : form.band })} />} label={t('There is no band that can be scanned: I asked for name and birth date')} />
                {tubes.length > 1 && (
                  <TextField select label={t('Which specimen')} value={tubes.indexOf(tube)} onChange={({ target }) => change({ tube: Number(target.value), type: '', container: '' })}>
                    {tubes.map((one, at) => (
                      <MenuItem key={`${one.type}|${one.container}`} value={at}>
                        <bdi>{[one.type || t('Not in the catalogue'), one.container].filter(Boolean).join(', ')}</bdi>
                      </MenuItem>
                    ))}
                  </TextField>
                )}
                <TextField label={t('Kind of specimen')} value={form.type || tube.type} onChange={({ target }) => change({ type: target.value })} required />
                <TextField label={t('Container')} value={form.container || tube.container} onChange={({ target }) => change({ container: target.value })} />
                <TextField label={t('Where on the body')} value={form.site} onChange={({ target }) => change({ site: target.value })} />
                <TextField label={t('Label that is on it already')} value={form.label} onChange={({ target }) => change({ label: target.value })} helperText={t('Leave it empty to get a new label')} slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'off', maxLength: 40 } }} />
              </Box>
              <Box>
                {t('For')} <Tests of={tube.tests} />
              </Box>
              {tube.isFasting && <Alert severity="warning">{t('The patient has to have fasted: ask before you take it.')}</Alert>}
              {tube.instructions.map((text) => (
                <Alert key={text} severity="info">
                  <bdi>{text}</bdi>
                </Alert>
              ))}
              {!isWrong && <Refusal error={collect.error} />}
              <Stack direction="row" sx={{ gap: 1, alignItems: 'center', flexWrap: 'wrap' }}>
                <Button type="submit" variant="contained" disabled={!isSure || !type} loading={collect.isPending}>
                  {t('It is collected')}
                </Button>
                {!isSure && <Box sx={{ color: 'text.secondary' }}>{t('Scan the wristband first.')}</Box>}
              </Stack>
            </Stack>
          </Box>
        )}
      </Stack>
    </Section>
  );
}
