// Noting what became of a dose: given with the scans of wristband and pack, or not given, and why.

import { Alert, Button, Dialog, DialogActions, DialogContent, DialogTitle, FormControlLabel, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { queries, useChange, type Prescription, type Slot } from '@/api/queries';
import { doseOf, drugOf, when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { HighAlertTag } from '@/parts/tag';
import { DOSE_OUTCOME } from '@/words';
import { missing, reasonFor, requestOf, type DoseForm, type Need } from './dose-rules';
import { DueTag } from './due-tag';

const OUTCOMES = ['given', 'refused', 'held', 'omitted'] as const;

export const NEEDS: Record<Need, string> = {
  'not-given': 'Say why the dose was not given.',
  scan: 'Scan wristband and pack, or say why that is not possible.',
  amount: 'Say why another amount is given than prescribed.',
  time: 'It is more than an hour from the time of the dose: say why.',
  reason: 'Say why.',
  witness: 'A second person must check this drug: type their user name.',
  'witness-self': 'The second person must be somebody else than you.',
};

export function NoteDose({ slot, patientId, onClose }: { slot: Slot; patientId: string; onClose: () => void }) {
  const prescription = useQuery(queries.prescription(slot.prescription_id));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="sm" aria-labelledby="note-dose">
      <DialogTitle id="note-dose">{t('What became of this dose?')}</DialogTitle>
      {prescription.data ? <Form slot={slot} patientId={patientId} prescription={prescription.data} onClose={onClose} /> : <Pending query={prescription} rows={4} />}
    </Dialog>
  );
}

function Form({ slot, patientId, prescription, onClose }: { slot: Slot; patientId: string; prescription: Prescription; onClose: () => void }) {
  const me = useQuery(queries.me());
  const [form, setForm] = useState<DoseForm>({ outcome: 'given', patientScan: '', drugScan: '', amount: '', witness: '', reason: '' });
  const note = useChange(
    (values: DoseForm) => take(api.POST('/api/v1/prescriptions/{id}/administrations', { params: { path: { id: slot.prescription_id } }, body: requestOf(values, slot) })),
    { quiet: true, renews: [['doses', patientId]], done: t('The dose is noted.') },
  );
  const change = (part: Partial<DoseForm>) => setForm({ ...form, ...part });
  const isGiven = form.outcome === 'given';
  const needsReason = reasonFor(form, slot, prescription);
  const lacks = missing(form, slot, prescription, me.data?.username ?? '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!lacks) note.mutate(form, { onSuccess: onClose });
  };
  const ltr = { htmlInput: { dir: 'ltr', autoComplete: 'off' } };
  return (
    <form onSubmit={submit}>
      <DialogContent>
        <Stack spacing={2}>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
            <Ltr sx={{ fontWeight: 650 }}>{drugOf(prescription.drug)}</Ltr>
            <Ltr>{doseOf(prescription.dose)}</Ltr>
            {prescription.high_alert && <HighAlertTag />}
            <DueTag of={slot.state} />
            <Typography sx={{ color: 'text.secondary' }}>{when(slot.due_at)}</Typography>
          </Stack>
          <RadioGroup row aria-label={t('What became of it')} value={form.outcome} onChange={(_, value) => change({ outcome: value as DoseForm['outcome'] })}>
            {OUTCOMES.map((outcome) => (
              <FormControlLabel key={outcome} value={outcome} control={<Radio size="small" />} label={t(DOSE_OUTCOME[outcome])} />
            ))}
          </RadioGroup>
          {isGiven && (
            <>
              <TextField label={t('Wristband')} value={form.patientScan} onChange={(event) => change({ patientScan: event.target.value })} autoFocus slotProps={ltr} helperText={t('Scan the patient’s wristband')} />
              <TextField label={t('Pack')} value={form.drugScan} onChange={(event) => change({ drugScan: event.target.value })} slotProps={ltr} helperText={t('Scan the pack: the number of the prescription')} />
              <TextField label={t('Amount in {unit}, when not {amount}', { unit: prescription.dose.unit, amount: prescription.dose.amount })} value={form.amount} onChange={(event) => change({ amount: event.target.value })} slotProps={{ htmlInput: { dir: 'ltr', inputMode: 'decimal', pattern: '\\d*\\.?\\d*' } }} />
              {prescription.high_alert && <TextField label={t('Second person')} required value={form.witness} onChange={(event) => change({ witness: event.target.value })} slotProps={ltr} helperText={t('The user name of who checked drug, dose and patient with you')} />}
            </>
          )}
          {(needsReason || form.reason !== '') && <TextField label={t('Reason')} required value={form.reason} onChange={(event) => change({ reason: event.target.value })} multiline helperText={needsReason ? t(NEEDS[needsReason]) : undefined} />}
          {lacks && <Alert severity="info">{t(NEEDS[lacks])}</Alert>}
          <Refusal error={note.error} />
        </Stack>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Cancel')}</Button>
        <Button type="submit" variant="contained" disabled={lacks !== null} loading={note.isPending}>
          {t('Note it')}
        </Button>
      </DialogActions>
    </form>
  );
}
