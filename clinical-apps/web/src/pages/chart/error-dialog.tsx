// Taking an entry back: it stays readable, and does not count any more.

import { t } from '@kit/i18n';
import { useState } from 'react';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { useChange } from '@/api/queries';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';

export type EntryKind = 'conditions' | 'procedures' | 'immunizations' | 'vital-signs' | 'notes';

export function ErrorDialog({ kind, entry, onClose }: { kind: EntryKind; entry: { id: string; version: number; patient_id: string }; onClose: () => void }) {
  const [reason, setReason] = useState('');
  const asked = () => ({ ...ofVersion(entry), body: { reason: reason.trim() } satisfies Schemas['ReasonRequest'] });
  const send: Record<EntryKind, () => Promise<unknown>> = {
    conditions: () => take(api.POST('/api/v1/conditions/{id}/entered-in-error', asked())),
    procedures: () => take(api.POST('/api/v1/procedures/{id}/entered-in-error', asked())),
    immunizations: () => take(api.POST('/api/v1/immunizations/{id}/entered-in-error', asked())),
    'vital-signs': () => take(api.POST('/api/v1/vital-signs/{id}/entered-in-error', asked())),
    notes: () => take(api.POST('/api/v1/notes/{id}/entered-in-error', asked())),
  };
  const back = useChange(send[kind], { quiet: true, renews: [['patient', entry.patient_id, kind]], done: t('It does not count any more.') });
  return (
    <FormDialog title={t('Entered in error')} verb={t('It never counted')} isDangerous isReady={reason.trim() !== ''} isBusy={back.isPending} error={back.error} onSubmit={() => back.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Why it is an error')} value={reason} onChange={setReason} required autoFocus />
    </FormDialog>
  );
}
