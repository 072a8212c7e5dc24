// Writing a note. What is typed is saved at the hub as a draft that its author alone sees, so that it survives a closed tab; nothing of
// it stays in this browser, which others use too.

import { Box, Button, Paper, TextField, Typography } from '@mui/material';
import { useCallback, useEffect, useRef, useState } from 'react';
import { t } from '@kit/i18n';
import { api, newKey, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { isConflict, useChange } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Choice, Text, wordsOf } from '@/parts/fields';
import { NOTE_KIND } from './record-words';

type Note = Schemas['Note'];

/** Saved when nothing was typed for so long, in milliseconds. */
const PAUSE = 1_000;

export function NoteEditor({ patient, draft, onDone }: { patient: string; draft: Note | null; onDone: () => void }) {
  const [form, setForm] = useState({ kind: draft?.kind ?? ('progress'), title: draft?.title ?? '', text: draft?.text ?? '' });
  const saved = useRef<Note | null>(draft);
  const [state, setState] = useState<'saved' | 'saving' | 'changed'>('saved');
  const [error, setError] = useState<unknown>(null);
  // The same until the draft exists, so that a repeat makes no second one.
  const [key] = useState(newKey);
  const latest = useRef(form);
  const running = useRef<Promise<void> | null>(null);
  const isDirty = useRef(false);

  const save = useCallback(async (): Promise<void> => {
    // One after the other: each names the version that the one before made.
    while (running.current) await running.current;
    if (!isDirty.current || latest.current.text.trim() === '') return;
    const { kind, title, text } = latest.current;
    const body = { kind: kind, title: title.trim() || undefined, text };
    isDirty.current = false;
    setState('saving');
    running.current = (async () => {
      try {
        const known = saved.current;
        saved.current = known ? await take(api.PUT('/api/v1/notes/{id}', { ...ofVersion(known), body: { ...body, encounter_id: known.encounter_id, service_time: known.service_time } })) : await take(api.POST('/api/v1/patients/{id}/notes', { params: { path: { id: patient }, header: { 'Idempotency-Key': key } }, body }));
        setError(null);
        setState(isDirty.current ? 'changed' : 'saved');
      } catch (why) {
        isDirty.current = true;
        setError(why);
        setState('changed');
      } finally {
        running.current = null;
      }
    })();
    await running.current;
  }, [key, patient]);

  useEffect(() => {
    if (!isDirty.current) return;
    const timer = setTimeout(() => void save(), PAUSE);
    return () => clearTimeout(timer);
  }, [form, save]);
  useEffect(() => {
    const leave = () => void (document.visibilityState === 'hidden' && save());
    document.addEventListener('visibilitychange', leave);
    return () => {
      document.removeEventListener('visibilitychange', leave);
      void save();
    };
  }, [save]);

  const set = (name: keyof typeof form) => (value: string) => {
    const next = { ...form, [name]: value };
    latest.current = next;
    isDirty.current = true;
    setState('changed');
    setForm(next);
  };
  // What could not be saved stays on the screen; why is in `error`.
  const saveAll = async () => {
    await save();
    if (isDirty.current && latest.current.text.trim() !== '') throw new Error('not saved');
  };
  const renews = [['patient', patient, 'notes']];
  const sign = useChange(
    async () => {
      await saveAll();
      if (!saved.current) throw new Error('not saved');
      return take(api.POST('/api/v1/notes/{id}/sign', ofVersion(saved.current)));
    },
    { quiet: true, renews, done: t('The note is signed; its text is locked.') },
  );
  const close = useChange(saveAll, { quiet: true, renews });
  const leave = () => {
    isDirty.current = false;
    onDone();
  };
  return (
    <Paper component="section" aria-label={t('Write a note')} sx={{ p: 1.5, display: 'grid', gap: 1.5 }}>
      <Typography variant="h2">{t('Write a note')}</Typography>
      <Choice label={t('Kind')} value={form.kind} onChange={set('kind')} options={wordsOf(NOTE_KIND)} />
      <Text label={t('Title')} value={form.title} onChange={set('title')} />
      <TextField label={t('Text')} value={form.text} onChange={({ target }) => set('text')(target.value)} multiline minRows={8} required autoFocus slotProps={{ htmlInput: { dir: 'auto', maxLength: 50_000 } }} />
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <Button variant="contained" disabled={form.text.trim() === '' || isConflict(error)} loading={sign.isPending} onClick={() => sign.mutate(undefined, { onSuccess: onDone })}>{t('Sign')}</Button>
        {isConflict(error) ? <Button color="error" onClick={leave}>{t('Leave without saving')}</Button> : <Button loading={close.isPending} onClick={() => close.mutate(undefined, { onSuccess: onDone })}>{t('Go on later')}</Button>}
        <Typography role="status" sx={{ color: 'text.secondary' }}>{form.text.trim() === '' ? '' : state === 'saved' ? t('The draft is saved.') : state === 'saving' ? t('Saving') : t('Not saved yet')}</Typography>
      </Box>
      <Refusal error={error ?? sign.error ?? close.error} />
    </Paper>
  );
}
