// What a structured note says: its parts, diagnoses, orders, signatures, what was added.

import { Box, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import type { SoapNote } from '@/api/record';
import { partialDate, when } from '@/format';
import { Tag, type Tone } from '@/parts/tag';
import { codeText, dotted } from './kinds';
import { COSIGNATURE, PART, SOAP_STATUS } from './words';

const TONES: Record<SoapNote['status'], Tone> = { draft: 'warning', finalized: 'success', amended: 'info', discarded: 'neutral', 'entered-in-error': 'error' };

export const isSigned = ({ status }: Pick<SoapNote, 'status'>) => status === 'finalized' || status === 'amended';

export function titleOf({ chief_complaint, specialty }: Pick<SoapNote, 'chief_complaint' | 'specialty'>): string {
  return chief_complaint || specialty || t('Structured note');
}

export function NoteTags({ note, me }: { note: SoapNote; me?: string }) {
  const cosignature = note.cosignature;
  return (
    <>
      <Tag tone={TONES[note.status]}>{t(SOAP_STATUS[note.status])}</Tag>
      {note.confidential && <Tag tone="warning">{t('Confidential')}</Tag>}
      {cosignature && isSigned(note) && (cosignature.state === 'asked' && cosignature.cosigner === me ? <Tag tone="warning" isStrong>{t('Waits for your co-signature')}</Tag> : <Tag tone={cosignature.state === 'signed' ? 'success' : cosignature.state === 'declined' ? 'error' : 'warning'}>{t(COSIGNATURE[cosignature.state])}: <bdi>{cosignature.cosigner}</bdi></Tag>)}
    </>
  );
}

function Part({ title, children }: { title: string; children: ReactNode }) {
  return (
    <Box component="section" aria-label={title} sx={{ mt: 1.5 }}>
      <Typography component="h3" sx={{ fontSize: 13, fontWeight: 650, color: 'text.secondary' }}>{title}</Typography>
      <Typography component="div" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{children}</Typography>
    </Box>
  );
}

/** All of it, as it is read and as it is printed. */
export function NoteBody({ note }: { note: SoapNote }) {
  return (
    <Box>
      {(Object.keys(PART) as (keyof typeof PART)[]).map((name) => note[name] && <Part key={name} title={t(PART[name])}>{note[name]}</Part>)}
      {(note.diagnoses ?? []).length > 0 && <Part title={t('Diagnoses')}>{list((note.diagnoses ?? []).map((one) => codeText(one)))}</Part>}
      {(note.orders ?? []).length > 0 && <Part title={t('What it orders')}>{list((note.orders ?? []).map(({ text, reference }) => dotted(<bdi>{text}</bdi>, reference && <bdi>{reference}</bdi>)))}</Part>}
      {note.follow_up && <Part title={t('To be seen again')}>{dotted(note.follow_up.on && partialDate(note.follow_up.on), <bdi>{note.follow_up.text}</bdi>)}</Part>}
      {note.entered_in_error && <Part title={note.status === 'discarded' ? t('Given up') : t('Entered in error')}>{dotted(<bdi>{note.entered_in_error.reason}</bdi>, <bdi>{note.entered_in_error.by}</bdi>, when(note.entered_in_error.at))}</Part>}
      {(note.amendments ?? []).length > 0 && <Part title={t('How it was changed since it was signed')}>{list(note.amendments.map(({ reason, by, at }) => dotted(<bdi>{reason}</bdi>, <bdi>{by}</bdi>, when(at))))}</Part>}
      {note.addenda.map(({ text, by, at }) => (
        <Box key={at} component="section" aria-label={t('Addendum')} sx={{ mt: 1.5, ps: 1.5, paddingInlineStart: 1.5, borderInlineStart: '3px solid', borderColor: 'info.main' }}>
          <Typography component="h3" sx={{ fontSize: 13, fontWeight: 650, color: 'text.secondary' }}>{t('Addendum')} · <bdi>{by}</bdi>, {when(at)}</Typography>
          <Typography component="div" dir="auto" sx={{ whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>{text}</Typography>
        </Box>
      ))}
      <Signatures note={note} />
    </Box>
  );
}

function list(items: ReactNode[]): ReactNode {
  return (
    <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
      {items.map((item, at) => <li key={at}>{item}</li>)}
    </Box>
  );
}

function Signatures({ note: { signature, cosignature, contributors } }: { note: SoapNote }) {
  return (
    <Box sx={{ mt: 2, pt: 1, borderBlockStart: '1px solid', borderColor: 'divider', fontSize: 13 }}>
      {contributors.length > 0 && <div>{t('Helped to write it')}: <bdi>{contributors.join(', ')}</bdi></div>}
      {signature ? <div>{t('Signed')}: <strong><bdi>{signature.by}</bdi></strong>, {when(signature.at)}. <bdi>{signature.attestation}</bdi></div> : <div>{t('Nobody has signed this note.')}</div>}
      {cosignature?.signature && <div>{t('Co-signed')}: <strong><bdi>{cosignature.signature.by}</bdi></strong>, {when(cosignature.signature.at)}. <bdi>{cosignature.signature.attestation}</bdi></div>}
      {cosignature?.state === 'asked' && <div>{t('Co-signature asked for')}: <bdi>{cosignature.cosigner}</bdi>, {when(cosignature.asked_at)}</div>}
      {cosignature?.declined && <div>{t('Co-signature declined')}: <bdi>{cosignature.cosigner}</bdi>, {when(cosignature.declined.at)}. <bdi>{cosignature.declined.reason}</bdi></div>}
    </Box>
  );
}
