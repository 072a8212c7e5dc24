// Signing, co-signing, asking for a co-signature, amending, adding, giving up.

import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { ofVersion } from '@/api/once';
import { places, staffName } from '@/api/places';
import { recordKey, type SoapNote } from '@/api/record';
import { usePermission } from '@/api/queries';
import { RecordDialog, some, type FieldOf } from '@/parts/record-dialog';
import { reasonField } from './kinds';
import { contentOfNote } from './use-draft';
import { PART } from './words';

interface Props {
  note: SoapNote;
  onDone?: () => void;
  onClose: () => void;
}

/** What becomes old when something is done with a note. */
export function renewsOf({ id, patient_id }: SoapNote): string[][] {
  return [recordKey(patient_id, 'notes'), recordKey(patient_id, 'note', id), ['record-lists']];
}

const attestation = (): FieldOf => ({ name: 'attestation', label: t('What you attest'), as: 'long', required: true, most: 500 });

/** Whom to ask: those of the facility who sign in here, where the list may be seen; else the name is typed. */
function useCosigner(note: SoapNote, required: boolean): FieldOf {
  const may = usePermission()('staff:read');
  const staff = useQuery({ ...places.staff(note.facility_id), enabled: may });
  const options = (staff.data?.items ?? []).flatMap((one): [string, string][] => (one.username && one.username !== note.author ? [[one.username, `${staffName(one)} (${one.username})`]] : []));
  const common = { name: 'cosigner', label: t('Who is to co-sign'), required };
  return options.length > 0 ? { ...common, as: 'choice', none: t('Nobody'), options } : { ...common, as: 'code', most: 200, help: t('The name that they sign in with') };
}

export function SignDialog({ note, onDone, onClose }: Props) {
  const cosigner = useCosigner(note, false);
  return (
    <RecordDialog
      title={t('Sign the note')}
      verb={t('Sign')}
      fields={[attestation(), cosigner]}
      initial={{ attestation: t('I wrote this note, and it is right as it stands.') }}
      save={(values) => take(api.POST('/api/v1/ehr/soap-notes/{id}/sign', { ...ofVersion(note), body: { attestation: values.attestation?.trim() ?? '', cosigner: some(values.cosigner) } }))}
      renews={renewsOf(note)}
      done={t('The note is signed; its text is locked.')}
      onDone={onDone}
      onClose={onClose}
    >
      <div>{t('Once it is signed it is changed by amendments only, and every version stays.')}</div>
    </RecordDialog>
  );
}

export function CosignDialog({ note, onClose }: Props) {
  return <RecordDialog title={t('Co-sign the note')} verb={t('Co-sign')} fields={[attestation()]} initial={{ attestation: t('I have read this note and agree with it.') }} save={({ attestation: text }) => take(api.POST('/api/v1/ehr/soap-notes/{id}/cosign', { ...ofVersion(note), body: { attestation: text?.trim() ?? '' } }))} renews={renewsOf(note)} done={t('The note is co-signed.')} onClose={onClose} />;
}

export function DeclineDialog({ note, onClose }: Props) {
  return <RecordDialog title={t('Decline to co-sign')} verb={t('Decline')} isDangerous fields={[reasonField()]} initial={{}} save={({ reason }) => take(api.POST('/api/v1/ehr/soap-notes/{id}/decline-cosign', { ...ofVersion(note), body: { reason: reason?.trim() ?? '' } }))} renews={renewsOf(note)} done={t('It is declined; the author can ask somebody else.')} onClose={onClose} />;
}

export function AskDialog({ note, onClose }: Props) {
  const cosigner = useCosigner(note, true);
  return (
    <RecordDialog title={t('Ask for a co-signature')} verb={t('Ask')} fields={[cosigner]} initial={{}} save={(values) => take(api.POST('/api/v1/ehr/soap-notes/{id}/cosigner', { ...ofVersion(note), body: { cosigner: some(values.cosigner) ?? '' } }))} renews={renewsOf(note)} done={t('The co-signature is asked for.')} onClose={onClose}>
      {note.cosignature && <div>{t('In place of {name}, who was asked before.', { name: note.cosignature.cosigner })}</div>}
    </RecordDialog>
  );
}

export function AddendumDialog({ note, onClose }: Props) {
  return <RecordDialog title={t('Add to the note')} verb={t('Add')} fields={[{ name: 'text', label: t('Text'), as: 'long', required: true, most: 20_000 }]} initial={{}} save={({ text }) => take(api.POST('/api/v1/ehr/soap-notes/{id}/addenda', { ...ofVersion(note), body: { text: text?.trim() ?? '' } }))} renews={renewsOf(note)} done={t('It is added to the note.')} onClose={onClose} />;
}

export function AmendDialog({ note, onClose }: Props) {
  const names = ['chief_complaint', 'subjective', 'objective', 'assessment', 'plan'] as const;
  return (
    <RecordDialog
      title={t('Amend the note')}
      verb={t('Amend and sign')}
      fields={[...names.map((name): FieldOf => ({ name, label: t(PART[name]), as: name === 'chief_complaint' ? 'text' : 'long', most: name === 'chief_complaint' ? 500 : 20_000 })), reasonField(), attestation()]}
      initial={{ ...Object.fromEntries(names.map((name) => [name, note[name] ?? ''])), attestation: t('I wrote this note, and it is right as it stands.') }}
      wrong={(values) => (names.every((name) => (values[name] ?? '') === (note[name] ?? '')) ? t('Change the text first.') : null)}
      save={(values) => {
        const text = Object.fromEntries(names.map((name) => [name, values[name] ?? '']));
        return take(api.POST('/api/v1/ehr/soap-notes/{id}/amend', { ...ofVersion(note), body: { reason: values.reason?.trim() ?? '', attestation: values.attestation?.trim() ?? '', note: { ...contentOfNote(note), ...text, chief_complaint: some(text.chief_complaint) } } }));
      }}
      renews={renewsOf(note)}
      done={t('The note is amended and signed anew.')}
      onClose={onClose}
    >
      <div>{t('The text before stays readable.')} {note.cosignature && t('{name} is asked to co-sign anew.', { name: note.cosignature.cosigner })}</div>
    </RecordDialog>
  );
}

export function GiveUpDialog({ note, onClose }: Props) {
  const isDraft = note.status === 'draft';
  return <RecordDialog title={isDraft ? t('Give the draft up') : t('Entered in error')} verb={isDraft ? t('Give up') : t('It never counted')} isDangerous fields={[reasonField()]} initial={{}} save={({ reason }) => take(api.POST('/api/v1/ehr/soap-notes/{id}/entered-in-error', { ...ofVersion(note), body: { reason: reason?.trim() ?? '' } }))} renews={renewsOf(note)} done={isDraft ? t('The draft is given up.') : t('It does not count any more.')} onClose={onClose} />;
}
