// Writing a structured note. The hub has it from the first word on; one person writes at a time, and who that is stands here.

import { Alert, Box, Button, FormControlLabel, Paper, Switch, TextField, Typography } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { explain, typeOf } from '@kit/api/problem';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { record, recordKey, type SoapNote, type SoapNoteRequest } from '@/api/record';
import { queries, useChange } from '@/api/queries';
import { clock } from '@/format';
import { Refusal } from '@/parts/conflict';
import { DayField, Text } from '@/parts/fields';
import { Permitted } from '@/parts/page';
import { Input, rowsIn, rowsText } from '@/parts/record-fields';
import { usePatient } from '../chart/page';
import { codeFrom } from './kinds';
import { SignDialog } from './note-dialogs';
import { LockedBy } from './note-page';
import { NoteBody } from './note-parts';
import { useDraft, type Draft } from './use-draft';
import { PART } from './words';

const MAIN = ['subjective', 'objective', 'assessment', 'plan'] as const;

export function WriteNotePage() {
  return (
    <Permitted permission="ehr:write">
      <Write />
    </Permitted>
  );
}

function Write() {
  const { note: id = '' } = useParams();
  const patient = usePatient();
  const me = useQuery(queries.me());
  const client = useQueryClient();
  const key = ['record-lock', id];
  // Opening the editor takes the lock, once: a second time would count a version that the draft here does not know of, whatever makes lists old.
  const lock = useQuery({ queryKey: key, queryFn: () => take(api.POST('/api/v1/ehr/soap-notes/{id}/lock', { params: { path: { id } }, body: { take_over: false } })), gcTime: 0, retry: false, enabled: ({ state: { data } }) => data === undefined });
  const takeOver = useChange(() => take(api.POST('/api/v1/ehr/soap-notes/{id}/lock', { params: { path: { id } }, body: { take_over: true } })), { quiet: true });
  const isLocked = typeOf(lock.error) === 'note-locked';
  const locked = useQuery({ ...record.note(patient.id, id), enabled: isLocked });
  if (isLocked) {
    const take = <Button color="inherit" loading={takeOver.isPending} onClick={() => takeOver.mutate(undefined, { onSuccess: (note) => client.setQueryData(key, note) })}>{t('Take over')}</Button>;
    return (
      <>
        {locked.data ? <LockedBy note={locked.data} me={me.data?.username} action={take} /> : <Paper><Pending query={locked} rows={2} /></Paper>}
        <Typography>{t('Who writes is told when you take over; what they have saved stays in the note.')}</Typography>
        <Refusal error={takeOver.error} />
      </>
    );
  }
  if (!lock.data || !me.data) return <Paper><Pending query={lock} /></Paper>;
  return <Editor key={lock.data.id} first={lock.data} me={me.data.username} />;
}

function Editor({ first, me }: { first: SoapNote; me: string }) {
  const draft = useDraft(first, me);
  const patient = usePatient();
  const navigate = useNavigate();
  const [signed, setSigned] = useState<SoapNote | null>(null);
  const { content, set, state } = draft;
  const renews = [recordKey(patient.id, 'notes'), recordKey(patient.id, 'note', first.id), ['record-lists']];
  const back = () => void navigate(`/patients/${patient.id}/record/notes/${first.id}`);
  const leave = useChange(
    async () => {
      await draft.flush();
      return take(api.DELETE('/api/v1/ehr/soap-notes/{id}/lock', { params: { path: { id: first.id } } }));
    },
    { quiet: true, renews },
  );
  const toSign = useChange(draft.flush, { quiet: true, renews });
  const isAuthor = first.author === me;
  const isStopped = state === 'other' || state === 'locked';
  const isEmpty = MAIN.every((name) => !content[name]?.trim());
  return (
    <Paper component="section" aria-label={t('Write a structured note')} sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
      <Typography variant="h2">{t('Write a structured note')}</Typography>
      <Progress draft={draft} me={me} />
      <Box component="fieldset" disabled={isStopped} sx={{ m: 0, p: 0, border: 0, minInlineSize: 0, display: 'grid', gap: 1.5 }}>
        <Text label={t(PART.chief_complaint)} value={content.chief_complaint ?? ''} onChange={(chief_complaint) => set({ chief_complaint })} most={500} />
        {MAIN.map((name, at) => (
          <TextField key={name} label={t(PART[name])} value={content[name] ?? ''} onChange={({ target }) => set({ [name]: target.value })} multiline minRows={3} autoFocus={at === 0} slotProps={{ htmlInput: { dir: 'auto', maxLength: 20_000 } }} />
        ))}
        <RowsOf content={content} set={set} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5, '& > *': { flex: '1 1 200px' } }}>
          <Text label={t('To be seen again: what for')} value={content.follow_up?.text ?? ''} onChange={(text) => set({ follow_up: text ? { ...content.follow_up, text } : undefined })} most={1000} />
          <DayField label={t('To be seen again: on which day')} value={content.follow_up?.on ?? ''} onChange={(on) => content.follow_up && set({ follow_up: { ...content.follow_up, on: on || undefined } })} />
          <Text label={t('Specialty')} value={content.specialty ?? ''} onChange={(specialty) => set({ specialty })} most={100} />
        </Box>
        {isAuthor && <FormControlLabel control={<Switch checked={content.confidential ?? false} onChange={(_, confidential) => set({ confidential })} />} label={t('Confidential: seen by you, the co-signer and who may read what is confidential')} />}
      </Box>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        {isAuthor && <SignButton isEmpty={isEmpty} isStopped={isStopped} isBusy={toSign.isPending} onClick={() => toSign.mutate(undefined, { onSuccess: setSigned })} />}
        <Button disabled={isStopped} loading={leave.isPending} onClick={() => leave.mutate(undefined, { onSuccess: back })}>{t('Go on later')}</Button>
      </Box>
      {signed && <SignDialog note={signed} onDone={back} onClose={() => setSigned(null)} />}
    </Paper>
  );
}

function SignButton({ isEmpty, isStopped, isBusy, onClick }: { isEmpty: boolean; isStopped: boolean; isBusy: boolean; onClick: () => void }) {
  return (
    <>
      <Button variant="contained" disabled={isEmpty || isStopped} loading={isBusy} onClick={onClick}>{t('Sign')}</Button>
      {isEmpty && <Typography sx={{ color: 'text.secondary' }}>{t('Write at least one of the four parts before it is signed.')}</Typography>}
    </>
  );
}

/** How it stands with the draft: where it is, who writes, and what to do when it cannot be saved. */
function Progress({ draft, me }: { draft: Draft; me: string }) {
  const { state, note, savedAt, error, isKept, isRestored, theirs } = draft;
  const word = {
    saved: savedAt ? t('Saved at the hub at {time}', { time: clock(savedAt) }) : t('The draft is at the hub.'),
    changed: t('Not saved yet'),
    saving: t('Saving'),
    kept: isKept ? t('Not at the hub yet. What you typed is kept in this tab and is sent again; do not close the tab and do not sign out.') : t('Not at the hub yet, and this browser does not keep it: do not leave this page.'),
    other: t('Nothing is saved until you decide.'),
    locked: t('Nothing is saved: your text is kept in this tab.'),
  }[state];
  const until = note.lock?.holder === me ? t('Nobody else can write in it until {time}; each save lengthens that.', { time: clock(note.lock.until) }) : '';
  return (
    <>
      <Typography role="status" sx={{ color: state === 'kept' ? 'warning.main' : 'text.secondary', fontWeight: state === 'kept' ? 600 : 400 }}>{word} {state === 'saved' && until}</Typography>
      {note.lock?.taken_from && <Alert severity="info">{t('You took this draft over from {name}.', { name: note.lock.taken_from })}</Alert>}
      {isRestored && state !== 'other' && <Alert severity="info">{t('What you had typed and had not reached the hub was found in this tab, and is here again.')}</Alert>}
      {state === 'kept' && <Alert severity="warning" role="alert">{explain(error)}</Alert>}
      {state === 'locked' && <LockedNow draft={draft} me={me} />}
      {state === 'other' && <TwoTexts theirs={theirs} onResolve={draft.resolve} />}
    </>
  );
}

/** Somebody took the draft over, or signed it, while it was written here. */
function LockedNow({ draft, me }: { draft: Draft; me: string }) {
  const now = useQuery({ ...record.note(draft.note.patient_id, draft.note.id), staleTime: 0 });
  if (typeOf(draft.error) !== 'note-locked' || !now.data) return <Alert severity="warning" role="alert">{explain(draft.error)}</Alert>;
  return <LockedBy note={now.data} me={me} action={<Button color="inherit" onClick={() => void draft.takeOver()}>{t('Take over')}</Button>} />;
}

function TwoTexts({ theirs, onResolve }: { theirs: SoapNote | null; onResolve: Draft['resolve'] }) {
  return (
    <Alert severity="warning" role="alert" sx={{ '& .MuiAlert-message': { flex: 1, minInlineSize: 0 } }}>
      {t('The note was changed elsewhere after you began: in another window, or by somebody else. Below is what the hub has; your own text is in the fields.')}
      {theirs ? (
        <>
          <Box component="section" aria-label={t('What the hub has')} sx={{ my: 1, p: 1, bgcolor: 'background.paper', color: 'text.primary', borderRadius: 1, maxBlockSize: 320, overflow: 'auto' }} tabIndex={0}>
            <NoteBody note={theirs} />
          </Box>
          <Button color="inherit" onClick={() => onResolve('mine')}>{t('Go on with my text')}</Button>
          <Button color="inherit" onClick={() => onResolve('theirs')}>{t('Take what the hub has')}</Button>
        </>
      ) : (
        <div>{t('What the hub has cannot be shown now. Reload the page; your text is kept in this tab.')}</div>
      )}
    </Alert>
  );
}

/** Diagnoses and orders. A row that says nothing yet is not sent. */
function RowsOf({ content, set }: { content: SoapNoteRequest; set: Draft['set'] }) {
  const [diagnoses, setDiagnoses] = useState(() => rowsText((content.diagnoses ?? []).map((one) => ({ text: one.text ?? one.code, code: one.code === one.text ? '' : one.code }))));
  const [orders, setOrders] = useState(() => rowsText((content.orders ?? []).map(({ text, reference }) => ({ text, reference: reference ?? '' }))));
  return (
    <>
      <Input
        field={{ name: 'diagnoses', label: t('Diagnoses'), as: 'rows', most: 50, add: t('Add a diagnosis'), columns: [{ name: 'text', label: t('Diagnosis') }, { name: 'code', label: t('Code'), as: 'code', most: 64, help: t('Of ICD-10, where it is known') }] }}
        value={diagnoses}
        isFirst={false}
        onChange={(value) => {
          setDiagnoses(value);
          set({ diagnoses: rowsIn(value).filter(({ text, code }) => text?.trim() || code?.trim()).map(({ text, code }) => codeFrom(code, text, content.diagnoses?.find((old) => old.code === code?.trim()))) });
        }}
      />
      <Input
        field={{ name: 'orders', label: t('What it orders'), as: 'rows', most: 50, add: t('Add an order'), columns: [{ name: 'text', label: t('Order|note'), most: 500 }, { name: 'reference', label: t('Number of the order'), as: 'code', most: 100 }] }}
        value={orders}
        isFirst={false}
        onChange={(value) => {
          setOrders(value);
          set({ orders: rowsIn(value).filter(({ text }) => text?.trim()).map(({ text, reference }) => ({ text: text ?? '', reference: reference?.trim() || undefined })) });
        }}
      />
    </>
  );
}
