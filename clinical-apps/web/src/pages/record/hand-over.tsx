// Progress notes and hand-over by the parts of I-PASS: written, received in the receiver's own words, and what needs somebody seen to.

import { Alert, Box, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { progressNotes, type ProgressNote } from '@/api/record';
import { queries } from '@/api/queries';
import { when } from '@/format';
import { wordsOf } from '@/parts/fields';
import { some } from '@/parts/record-dialog';
import { rowsIn, rowsText } from '@/parts/record-fields';
import { Tag, type Tone } from '@/parts/tag';
import { CONSCIOUSNESS } from '../chart/record-words';
import { EntryList, type Kind } from './entry-list';
import { dotted } from './kinds';
import { COURSE, ILLNESS, PROGRESS_KIND, SHIFT } from './words';

export const COURSE_TONE: Record<Schemas['Course'], Tone> = { improving: 'success', stable: 'success', declining: 'warning', critical: 'error' };
export const ILLNESS_TONE: Record<Schemas['IllnessSeverity'], Tone> = { stable: 'success', watcher: 'warning', unstable: 'error' };

/** Whether somebody must see to it, by the hub's rule. */
export function isOpen({ condition, needs_attention, attended, entered_in_error }: ProgressNote): boolean {
  return (needs_attention || condition === 'declining' || condition === 'critical') && !attended && !entered_in_error;
}

export function HandOverTab() {
  const me = useQuery(queries.me()).data?.username;
  return <EntryList kind={progressKind(me)} />;
}

const hasHandover = ({ kind, handed }: Record<string, string>) => kind === 'transfer' || Boolean(handed);

const progressKind = (me: string | undefined): Kind<ProgressNote, Schemas['ProgressNoteRequest']> => ({
  calls: progressNotes,
  title: t('Progress and hand-over'),
  empty: t('No progress notes on record'),
  add: t('Write a progress note or a hand-over'),
  changing: t('Change the progress note'),
  done: t('The progress note is on record.'),
  fields: [
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(PROGRESS_KIND) },
    { name: 'condition', label: t('How it goes with the patient'), as: 'choice', required: true, options: wordsOf(COURSE) },
    { name: 'text', label: t('Text'), as: 'long', required: true, most: 20_000 },
    { name: 'consciousness', label: t('Consciousness'), as: 'choice', none: t('Not said'), options: wordsOf(CONSCIOUSNESS) },
    { name: 'shift', label: t('Shift'), as: 'choice', none: t('Not said'), options: wordsOf(SHIFT) },
    { name: 'interventions', label: t('What was done'), as: 'rows', most: 50, add: t('Add'), columns: [{ name: 'text', label: t('What'), required: true, most: 500 }] },
    { name: 'handed', label: t('With a hand-over'), as: 'yes', when: ({ kind }) => kind !== 'transfer' },
    { name: 'illness', label: t('How ill the patient is'), as: 'choice', required: true, options: wordsOf(ILLNESS), when: hasHandover },
    { name: 'summary', label: t('What is to be known of the patient'), as: 'long', required: true, most: 4000, when: hasHandover },
    { name: 'actions', label: t('What the next shift has to do'), as: 'rows', most: 50, add: t('Add something to do'), columns: [{ name: 'text', label: t('What'), required: true, most: 500 }, { name: 'owner', label: t('By whom'), most: 200 }, { name: 'when', label: t('By when'), most: 100 }], when: hasHandover },
    { name: 'awareness', label: t('What may come, and what to do then'), as: 'long', most: 4000, when: hasHandover },
    { name: 'attention', label: t('Somebody must see to it'), as: 'yes', help: '' },
    { name: 'confidential', label: t('Confidential: seen by you and who may read what is confidential'), as: 'yes' },
  ],
  initial: (one) => ({
    kind: one?.kind ?? 'transfer',
    condition: one?.condition ?? 'stable',
    text: one?.text ?? '',
    consciousness: one?.consciousness ?? '',
    shift: one?.shift ?? '',
    interventions: rowsText((one?.interventions ?? []).map((text) => ({ text }))),
    handed: one?.handover ? 'true' : '',
    illness: one?.handover?.illness_severity ?? 'stable',
    summary: one?.handover?.patient_summary ?? '',
    actions: rowsText((one?.handover?.action_list ?? []).map(({ text, owner, by_when }) => ({ text, owner: owner ?? '', when: by_when ?? '' }))),
    awareness: one?.handover?.situation_awareness ?? '',
    attention: one?.needs_attention ? 'true' : '',
    confidential: one?.confidential ? 'true' : '',
  }),
  request: (values, where) => ({
    ...where,
    kind: values.kind as Schemas['ProgressNoteKind'],
    condition: values.condition as Schemas['Course'],
    text: values.text?.trim() ?? '',
    consciousness: (values.consciousness || undefined) as Schemas['Consciousness'] | undefined,
    shift: (values.shift || undefined) as Schemas['Shift'] | undefined,
    interventions: rowsIn(values.interventions).map(({ text }) => text?.trim() ?? ''),
    handover: hasHandover(values) ? { illness_severity: values.illness as Schemas['IllnessSeverity'], patient_summary: values.summary?.trim() ?? '', action_list: rowsIn(values.actions).map(({ text, owner, when: by }) => ({ text: text?.trim() ?? '', owner: some(owner), by_when: some(by) })), situation_awareness: some(values.awareness) } : undefined,
    needs_attention: Boolean(values.attention),
    confidential: Boolean(values.confidential),
  }),
  name: (one) => <>{t(PROGRESS_KIND[one.kind])} {one.shift && <> · {t(SHIFT[one.shift])}</>}</>,
  detail: (one) => dotted(<bdi>{one.text}</bdi>, one.consciousness && t(CONSCIOUSNESS[one.consciousness]), ...(one.interventions ?? []).map((text) => <bdi key={text}>{text}</bdi>), one.confidential && t('Confidential'), ' '),
  state: ({ condition }) => [COURSE_TONE[condition], t(COURSE[condition])],
  mayChange: (one) => one.recorded_by === me && !one.received,
  mayTakeBack: (one) => one.recorded_by === me,
  commands: [
    { name: t('Receive the hand-over'), verb: t('Receive it'), isOffered: (one) => Boolean(one.handover) && !one.received && one.recorded_by !== me, fields: () => [{ name: 'synthesis', label: t('What you understood, in your own words'), as: 'long', required: true, most: 2000 }], run: (one, { synthesis }) => take(api.POST('/api/v1/ehr/progress-notes/{id}/receive', { ...ofVersion(one), body: { synthesis: synthesis?.trim() ?? '' } })), done: t('The hand-over is received; the note stays as it is from now on.') },
    { name: t('I have seen to it'), verb: t('Save'), isOffered: isOpen, fields: () => [{ name: 'action', label: t('What was done'), as: 'long', required: true, most: 1000 }], run: (one, { action }) => take(api.POST('/api/v1/ehr/progress-notes/{id}/attend', { ...ofVersion(one), body: { action: action?.trim() ?? '' } })), done: t('It is off the list of what needs somebody.') },
  ],
  more: (one) => <HandoverBody note={one} />,
});

/** The hand-over in its parts, and what became of it. */
export function HandoverBody({ note }: { note: ProgressNote }) {
  const { handover, received, attended } = note;
  return (
    <Box sx={{ display: 'grid', gap: 0.75 }}>
      {isOpen(note) && <Box><Tag tone="error" isStrong>{t('Somebody must see to it')}</Tag></Box>}
      {handover && (
        <Box role="group" aria-label={t('Hand-over')} sx={{ p: 1, border: 1, borderColor: 'divider', borderRadius: 1, display: 'grid', gap: 0.5 }}>
          <Box><Tag tone={ILLNESS_TONE[handover.illness_severity]}>{t(ILLNESS[handover.illness_severity])}</Tag></Box>
          <Typography component="div" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{handover.patient_summary}</Typography>
          {(handover.action_list ?? []).length > 0 && (
            <Box component="ul" aria-label={t('What the next shift has to do')} sx={{ m: 0, paddingInlineStart: 2.5 }}>
              {(handover.action_list ?? []).map(({ text, owner, by_when }, at) => <li key={at}>{dotted(<bdi>{text}</bdi>, owner && <bdi>{owner}</bdi>, by_when && <bdi>{by_when}</bdi>)}</li>)}
            </Box>
          )}
          {handover.situation_awareness && <Typography component="div"><strong>{t('What may come, and what to do then')}:</strong> <bdi>{handover.situation_awareness}</bdi></Typography>}
          {received ? <Alert severity="success" sx={{ py: 0 }}>{t('Received by {name}, {time}', { name: received.by, time: when(received.at) })}: <bdi>{received.synthesis}</bdi></Alert> : <Alert severity="warning" sx={{ py: 0 }}>{t('Nobody has received this hand-over.')}</Alert>}
        </Box>
      )}
      {attended && <Typography sx={{ fontSize: 12.5 }}>{t('Seen to by {name}, {time}', { name: attended.by, time: when(attended.at) })}: <bdi>{attended.action}</bdi></Typography>}
    </Box>
  );
}
