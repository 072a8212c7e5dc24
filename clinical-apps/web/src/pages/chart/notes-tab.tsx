// Notes of a patient: drafts of whoever is signed in, signed ones with what was added and what was changed.

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Paper, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { entries } from '@/api/chart';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { queries, useChange, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Text } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { Permitted } from '@/parts/page';
import { edge, Tag } from '@/parts/tag';
import { ErrorDialog } from './error-dialog';
import { NoteEditor } from './note-editor';
import { usePatient } from './page';
import { NOTE_KIND, NOTE_STATUS } from './record-words';

type Note = Schemas['Note'];

export function NotesTab() {
  return (
    <Permitted permission="notes:read">
      <Notes />
    </Permitted>
  );
}

function Notes() {
  const { id } = usePatient();
  const may = usePermission()('notes:write');
  const notes = useQuery(entries.notes(id));
  const [written, setWritten] = useState<Note | 'new' | null>(null);
  if (!notes.data) return <Paper><Pending query={notes} /></Paper>;
  return (
    <>
      {written ? <NoteEditor key={written === 'new' ? 'new' : written.id} patient={id} draft={written === 'new' ? null : written} onDone={() => setWritten(null)} /> : may && <Box><Button variant="contained" onClick={() => setWritten('new')}>{t('Write a note')}</Button></Box>}
      {notes.data.items.length === 0 && !written && <Paper><Empty title={t('No notes on record')} /></Paper>}
      {notes.data.items.filter((note) => !(written && written !== 'new' && written.id === note.id)).map((note) => <OneNote key={note.id} note={note} onWrite={() => setWritten(note)} />)}
    </>
  );
}

type Asked = 'add' | 'amend' | 'error' | 'versions';

function OneNote({ note, onWrite }: { note: Note; onWrite: () => void }) {
  const may = usePermission()('notes:write');
  const me = useQuery(queries.me());
  const [asked, setAsked] = useState<Asked | null>(null);
  const isOwn = me.data?.username === note.author;
  const isDraft = note.status === 'draft';
  const isLocked = note.status === 'final' || note.status === 'amended';
  const close = () => setAsked(null);
  return (
    <Paper component="article" aria-label={note.title ?? t(NOTE_KIND[note.kind])} sx={{ p: 1.5, ...edge(isDraft ? 'warning' : isLocked ? 'success' : 'neutral') }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Typography variant="h2"><bdi>{note.title ?? t(NOTE_KIND[note.kind])}</bdi></Typography>
        <Tag tone={isDraft ? 'warning' : isLocked ? 'success' : 'error'}>{t(NOTE_STATUS[note.status])}</Tag>
        <Typography sx={{ color: 'text.secondary' }}><bdi>{note.author}</bdi>, {when(note.signed_at ?? note.updated_at)}</Typography>
      </Box>
      <Typography component="div" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', my: 1, textDecoration: note.entered_in_error ? 'line-through' : undefined }}>{note.text}</Typography>
      {note.amendment_reason && <Typography>{t('Amended')}: <bdi>{note.amendment_reason}</bdi></Typography>}
      {note.addenda.map((one) => (
        <Typography key={one.at} component="div" sx={{ borderBlockStart: '1px solid', borderColor: 'divider', pt: 1, mt: 1, whiteSpace: 'pre-wrap' }}>
          <strong>{t('Added')}</strong> <bdi>{one.by}</bdi>, {when(one.at)}
          <Box dir="auto">{one.text}</Box>
        </Typography>
      ))}
      <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5, mt: 1 }}>
        {may && isDraft && isOwn && <Button size="small" variant="contained" onClick={onWrite}>{t('Go on writing')}</Button>}
        {may && isLocked && <Button size="small" variant="outlined" onClick={() => setAsked('add')}>{t('Add to it')}</Button>}
        {may && isLocked && isOwn && <Button size="small" variant="outlined" onClick={() => setAsked('amend')}>{t('Amend')}</Button>}
        {!isDraft && note.version > 1 && <Button size="small" onClick={() => setAsked('versions')}>{t('What changed')}</Button>}
        {may && isLocked && isOwn && <Button size="small" color="error" onClick={() => setAsked('error')}>{t('Entered in error')}</Button>}
      </Stack>
      {asked === 'add' && <AddDialog note={note} onClose={close} />}
      {asked === 'amend' && <AmendDialog note={note} onClose={close} />}
      {asked === 'error' && <ErrorDialog kind="notes" entry={note} onClose={close} />}
      {asked === 'versions' && <VersionsDialog note={note} onClose={close} />}
    </Paper>
  );
}

function AddDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const [text, setText] = useState('');
  const add = useChange(() => take(api.POST('/api/v1/notes/{id}/addenda', { ...ofVersion(note), body: { text } })), { quiet: true, renews: [['patient', note.patient_id, 'notes']] });
  return (
    <FormDialog title={t('Add to it')} verb={t('Add')} isReady={text.trim() !== ''} isBusy={add.isPending} error={add.error} onSubmit={() => add.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Text')} value={text} onChange={setText} required isLong most={20_000} autoFocus />
    </FormDialog>
  );
}

function AmendDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const [text, setText] = useState(note.text);
  const [reason, setReason] = useState('');
  const amend = useChange(() => take(api.POST('/api/v1/notes/{id}/amend', { ...ofVersion(note), body: { text, reason: reason.trim(), title: note.title } })), { quiet: true, renews: [['patient', note.patient_id, 'notes'], ['note', note.id]] });
  return (
    <FormDialog title={t('Amend')} verb={t('Amend')} isReady={text.trim() !== '' && text !== note.text && reason.trim() !== ''} isBusy={amend.isPending} error={amend.error} onSubmit={() => amend.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Text label={t('Text')} value={text} onChange={setText} required isLong most={50_000} autoFocus />
      <Text label={t('Reason')} value={reason} onChange={setReason} required help={t('The text before stays readable.')} />
    </FormDialog>
  );
}

function VersionsDialog({ note, onClose }: { note: Note; onClose: () => void }) {
  const versions = useQuery(entries.noteVersions(note.id));
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby="note-versions">
      <DialogTitle id="note-versions">{t('What changed')}</DialogTitle>
      <DialogContent>
        {versions.data ? (
          versions.data.items.map((one) => (
            <Box key={one.version} component="article" sx={{ borderBlockStart: '1px solid', borderColor: 'divider', py: 1 }}>
              <Typography sx={{ fontWeight: 600 }}>{t(NOTE_STATUS[one.status])} · <bdi>{one.changed_by}</bdi>, {when(one.updated_at)} {one.amendment_reason && <>· <bdi>{one.amendment_reason}</bdi></>}</Typography>
              <Typography component="div" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{one.text}</Typography>
            </Box>
          ))
        ) : (
          <Pending query={versions} />
        )}
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
