// Recording a problem, a procedure or an immunisation; and changing how a problem stands.

import { useState } from 'react';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion, useKey } from '@/api/once';
import { useChange } from '@/api/queries';
import { Choice, DayField, NumberField, Text, TimeField, wholeOf, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { CERTAINTY, CONDITION_STATUS, IMMUNIZATION_STATUS, PROCEDURE_STATUS } from './record-words';

interface Props {
  patient: string;
  onClose: () => void;
}

/** A code where one is known, else the words alone. */
function codeOf(code: string, text: string): Schemas['Code'] {
  return { code: code.trim() || text.trim(), text: text.trim() };
}

/** The moment of a field of day and time, which is this browser's. */
function momentOf(local: string): string {
  return new Date(local).toISOString();
}

function nowLocal(): string {
  const now = new Date();
  return new Date(now.getTime() - now.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

export function ConditionDialog({ patient, condition, onClose }: Props & { condition: Schemas['Condition'] | null }) {
  const header = useKey();
  const [form, setForm] = useState({ text: condition?.code.text ?? condition?.code.code ?? '', code: condition?.code.code ?? '', status: condition?.clinical_status ?? ('active'), certainty: condition?.verification_status ?? ('confirmed'), onset: condition?.onset ?? '', note: condition?.note ?? '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const more = () => ({ clinical_status: form.status, verification_status: form.certainty, onset: form.onset || undefined, note: form.note.trim() || undefined });
  const kept = (old: Schemas['Condition']): Schemas['ConditionRequest'] => ({ code: old.code, abatement: old.abatement, diagnosed_by: old.diagnosed_by, encounter_id: old.encounter_id, rank: old.rank, role: old.role, severity: old.severity, ...more() });
  const save = useChange(
    () => (condition ? take(api.PUT('/api/v1/conditions/{id}', { ...ofVersion(condition), body: kept(condition) })) : take(api.POST('/api/v1/patients/{id}/conditions', { params: { path: { id: patient }, header }, body: { code: codeOf(form.code, form.text), ...more() } }))),
    { quiet: true, renews: [['patient', patient, 'conditions']], done: t('The problem is on record.') },
  );
  return (
    <FormDialog title={condition ? t('Change the problem') : t('Record a problem')} verb={t('Save')} isReady={form.text.trim() !== ''} isBusy={save.isPending} error={save.error} onSubmit={() => save.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      {!condition && <Text label={t('Problem')} value={form.text} onChange={set('text')} required autoFocus />}
      {!condition && <Text label={t('Code')} value={form.code} onChange={set('code')} most={64} isCode help={t('Of ICD-10, where it is known')} />}
      <Choice label={t('State')} value={form.status} onChange={set('status')} options={wordsOf(CONDITION_STATUS)} />
      <Choice label={t('How certain')} value={form.certainty} onChange={set('certainty')} options={wordsOf(CERTAINTY)} />
      <Text label={t('Since')} value={form.onset} onChange={set('onset')} most={10} isCode help={t('Year, month or day: 2024, 2024-05 or 2024-05-17')} />
      <Text label={t('Note')} value={form.note} onChange={set('note')} isLong most={1000} />
    </FormDialog>
  );
}

export function ProcedureDialog({ patient, onClose }: Props) {
  const header = useKey();
  const [form, setForm] = useState({ text: '', code: '', status: 'completed', reason: '', at: nowLocal(), outcome: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const isBroken = form.status === 'not-done' || form.status === 'stopped';
  const save = useChange(
    () => take(api.POST('/api/v1/patients/{id}/procedures', { params: { path: { id: patient }, header }, body: { code: codeOf(form.code, form.text), status: form.status as Schemas['ProcedureStatus'], status_reason: form.reason.trim() || undefined, performed_at: form.at ? momentOf(form.at) : undefined, outcome: form.outcome.trim() || undefined } })),
    { quiet: true, renews: [['patient', patient, 'procedures']], done: t('The procedure is on record.') },
  );
  return (
    <FormDialog title={t('Record a procedure')} verb={t('Save')} isReady={form.text.trim() !== '' && (!isBroken || form.reason.trim() !== '')} isBusy={save.isPending} error={save.error} onSubmit={() => save.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Procedure')} value={form.text} onChange={set('text')} required autoFocus />
      <Text label={t('Code')} value={form.code} onChange={set('code')} most={64} isCode />
      <Choice label={t('State')} value={form.status} onChange={set('status')} options={wordsOf(PROCEDURE_STATUS)} />
      {isBroken && <Text label={t('Reason')} value={form.reason} onChange={set('reason')} required />}
      <TimeField label={t('When')} value={form.at} onChange={set('at')} />
      <Text label={t('Outcome')} value={form.outcome} onChange={set('outcome')} isLong most={1000} />
    </FormDialog>
  );
}

export function ImmunizationDialog({ patient, onClose }: Props) {
  const header = useKey();
  const [form, setForm] = useState({ text: '', code: '', status: 'completed', reason: '', at: nowLocal(), dose: '', lot: '', expires: '' });
  const set = (name: keyof typeof form) => (value: string) => setForm({ ...form, [name]: value });
  const isMissed = form.status === 'not-done';
  const dose = form.dose === '' ? undefined : wholeOf(form.dose, 1, 20);
  const save = useChange(
    () => take(api.POST('/api/v1/patients/{id}/immunizations', { params: { path: { id: patient }, header }, body: { vaccine: codeOf(form.code, form.text), status: form.status as Schemas['ImmunizationStatus'], status_reason: isMissed ? form.reason.trim() : undefined, occurred_at: momentOf(form.at), dose_number: dose, lot_number: form.lot.trim() || undefined, lot_expires_on: form.expires || undefined } })),
    { quiet: true, renews: [['patient', patient, 'immunizations']], done: t('The immunisation is on record.') },
  );
  return (
    <FormDialog title={t('Record an immunisation')} verb={t('Save')} isReady={form.text.trim() !== '' && form.at !== '' && dose !== null && (!isMissed || form.reason.trim() !== '')} isBusy={save.isPending} error={save.error} onSubmit={() => save.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Vaccine')} value={form.text} onChange={set('text')} required autoFocus />
      <Text label={t('Code')} value={form.code} onChange={set('code')} most={64} isCode help={t('Of CVX, where it is known')} />
      <Choice label={t('State')} value={form.status} onChange={set('status')} options={wordsOf(IMMUNIZATION_STATUS)} />
      {isMissed && <Text label={t('Reason')} value={form.reason} onChange={set('reason')} required />}
      <TimeField label={t('When')} value={form.at} onChange={set('at')} required />
      <NumberField label={t('Number of the dose')} value={form.dose} onChange={set('dose')} isWrong={dose === null} />
      <Text label={t('Lot')} value={form.lot} onChange={set('lot')} most={64} isCode />
      <DayField label={t('Lot expires on')} value={form.expires} onChange={set('expires')} />
    </FormDialog>
  );
}
