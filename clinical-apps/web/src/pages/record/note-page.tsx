// One structured note: what it says, who signed, and what can be done with it.

import { Alert, Box, Button, Paper, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { notify } from '@kit/notices';
import { Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { record, type SoapNote } from '@/api/record';
import { queries, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { useNow } from '@/parts/use-now';
import { usePatient } from '../chart/page';
import { AddendumDialog, AmendDialog, AskDialog, CosignDialog, DeclineDialog, GiveUpDialog, SignDialog } from './note-dialogs';
import { isSigned, NoteBody, NoteTags, titleOf } from './note-parts';

export function SoapNotePage() {
  const { note: id = '' } = useParams();
  const patient = usePatient();
  const note = useQuery(record.note(patient.id, id));
  if (!note.data) return <Paper><Pending query={note} /></Paper>;
  return <Note note={note.data} />;
}

const DIALOGS = { sign: SignDialog, add: AddendumDialog, amend: AmendDialog, ask: AskDialog, cosign: CosignDialog, decline: DeclineDialog, 'give-up': GiveUpDialog };
type Asked = keyof typeof DIALOGS;

function Note({ note }: { note: SoapNote }) {
  const may = usePermission();
  const me = useQuery(queries.me()).data?.username;
  const [asked, setAsked] = useState<Asked | null>(null);
  const Dialog = asked && DIALOGS[asked];
  const base = `/patients/${note.patient_id}/record`;
  const isOwn = note.author === me;
  const isDraft = note.status === 'draft';
  const cosignature = note.cosignature;
  const isAsked = isSigned(note) && cosignature?.state === 'asked' && cosignature.cosigner === me;
  return (
    <>
      <Box><Button component={Link} to={base}>{t('All structured notes')}</Button></Box>
      {isAsked && may('ehr:cosign') && (
        <Alert severity="warning" action={<><Button color="inherit" onClick={() => setAsked('cosign')}>{t('Co-sign')}</Button><Button color="inherit" onClick={() => setAsked('decline')}>{t('Decline')}</Button></>}>
          {t('{name} asks you to co-sign this note.', { name: note.author })}
        </Alert>
      )}
      {isAsked && !may('ehr:cosign') && <Alert severity="warning">{t('You are asked to co-sign this note, and your role may not. Tell {name}, who can ask somebody else.', { name: note.author })}</Alert>}
      {isDraft && <LockedBy note={note} me={me} />}
      <Paper component="article" aria-label={titleOf(note)} sx={{ p: 1.5 }}>
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
          <Typography variant="h2"><bdi>{titleOf(note)}</bdi></Typography>
          <NoteTags note={note} me={me} />
          <Typography sx={{ color: 'text.secondary' }}><bdi>{note.author}</bdi>, {when(note.created_at)}</Typography>
        </Box>
        <NoteBody note={note} />
        <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, mt: 1.5 }}>
          {isDraft && may('ehr:write') && <Button size="small" variant="contained" component={Link} to={`${base}/notes/${note.id}/write`}>{t('Go on writing')}</Button>}
          {isDraft && isOwn && may('ehr:sign') && <Button size="small" variant="outlined" onClick={() => setAsked('sign')}>{t('Sign')}</Button>}
          {isSigned(note) && may('ehr:sign') && <Button size="small" variant="outlined" onClick={() => setAsked('add')}>{t('Add to it')}</Button>}
          {isSigned(note) && isOwn && may('ehr:sign') && <Button size="small" variant="outlined" onClick={() => setAsked('amend')}>{t('Amend')}</Button>}
          {isSigned(note) && isOwn && may('ehr:sign') && cosignature?.state !== 'signed' && <Button size="small" variant="outlined" onClick={() => setAsked('ask')}>{cosignature ? t('Ask somebody else to co-sign') : t('Ask for a co-signature')}</Button>}
          {note.signature && <Button size="small" component={Link} to={`${base}/notes/${note.id}/versions`}>{t('What changed')}</Button>}
          {note.signature && <Integrity note={note} />}
          {note.signature && <Button size="small" component={Link} to={`/patients/${note.patient_id}/notes/${note.id}/print`}>{t('Print')}</Button>}
          {isOwn && (isDraft || isSigned(note)) && may('ehr:write') && <Button size="small" color="error" onClick={() => setAsked('give-up')}>{isDraft ? t('Give up') : t('Entered in error')}</Button>}
        </Box>
      </Paper>
      {Dialog && <Dialog note={note} onClose={() => setAsked(null)} />}
    </>
  );
}

/** Who writes in a draft, and until when. */
export function LockedBy({ note, me, action }: { note: SoapNote; me: string | undefined; action?: ReactNode }) {
  const now = useNow();
  const { lock } = note;
  if (!lock || Date.parse(lock.until) <= now) return <Alert severity="info" action={action}>{t('This draft is not signed, and nobody writes in it now.')}</Alert>;
  return <Alert severity="info" action={action}>{lock.holder === me ? t('You write in this draft, until {time} when nothing is saved.', { time: when(lock.until) }) : t('{name} writes in this draft, until {time} when nothing is saved. Who goes on writing before that takes it over.', { name: lock.holder, time: when(lock.until) })}</Alert>;
}

/** Asks the hub whether what it keeps is what was signed. */
function Integrity({ note }: { note: SoapNote }) {
  const check = useChange(() => take(api.GET('/api/v1/ehr/soap-notes/{id}/integrity', { params: { path: { id: note.id } } })));
  const tell = ({ broken, n_versions }: { broken: number[]; n_versions: number }) =>
    broken.length === 0 ? notify({ severity: 'success', text: t('All {n} versions are what was signed.', { n: n_versions }) }) : notify({ severity: 'error', text: t('These versions are not what was signed: {versions}. Tell whoever manages the hub.', { versions: broken.join(', ') }) });
  return <Button size="small" loading={check.isPending} onClick={() => check.mutate(undefined, { onSuccess: tell })}>{t('Check the signatures')}</Button>;
}
