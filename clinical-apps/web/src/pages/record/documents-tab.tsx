// Clinical documents: described, then brought; opened or saved; replaced with a reason once they are final.

import { Alert, Box, Button, Dialog, DialogActions, DialogContent, DialogTitle, Typography } from '@mui/material';
import { useEffect, useId, useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { save } from '@kit/api/transport';
import { bytes } from '@kit/format';
import { api, take, type Schemas } from '@/api/client';
import { ofVersion } from '@/api/once';
import { bringContent, contentOf, documents, recordKey, type ClinicalDocument } from '@/api/record';
import { useChange, usePermission } from '@/api/queries';
import { partialDate } from '@/format';
import { Text, wordsOf } from '@/parts/fields';
import { FormDialog } from '@/parts/form-dialog';
import { some } from '@/parts/record-dialog';
import { Tag } from '@/parts/tag';
import { usePatient } from '../chart/page';
import { EntryList, type Kind } from './entry-list';
import { dotted, steps } from './kinds';
import { DOCUMENT_KIND, DOCUMENT_NEXT, DOCUMENT_STATUS } from './words';

/** What the hub takes; it looks at the first bytes too. */
export const ACCEPTED = ['application/pdf', 'image/jpeg', 'image/png', 'text/plain'];
/** No hub takes more (`ehr.max_document_mib`); most take 10 MiB, and say so when it is more. */
const MOST_BYTES = 64 * 1024 * 1024;
/** Longer texts are saved, not shown. */
const SHOWN_TEXT = 200_000;

/** What is wrong with a file before it is sent; `null` when nothing is. */
export function wrongFile(file: Pick<File, 'type' | 'size'>): string | null {
  if (!ACCEPTED.includes(file.type)) return t('Choose a PDF, a JPEG, a PNG or a plain text.');
  if (file.size === 0) return t('The file is empty.');
  return file.size > MOST_BYTES ? t('The file is larger than 64 MiB, which no hub takes.') : null;
}

export function DocumentsTab() {
  return <EntryList kind={documentKind()} />;
}

const documentKind = (): Kind<ClinicalDocument, Schemas['ClinicalDocumentRequest']> => ({
  calls: documents,
  title: t('Documents'),
  empty: t('No documents on record'),
  add: t('Describe a document'),
  changing: t('Change the description'),
  done: t('The document is described. Bring its content now.'),
  fields: [
    { name: 'kind', label: t('Kind'), as: 'choice', required: true, options: wordsOf(DOCUMENT_KIND) },
    { name: 'title', label: t('Title'), required: true },
    { name: 'description', label: t('What it is about'), as: 'long', most: 2000 },
    { name: 'dated', label: t('The day that it tells of'), as: 'day' },
    { name: 'confidential', label: t('Confidential: seen by you and who may read what is confidential'), as: 'yes' },
  ],
  initial: (one) => ({ kind: one?.kind ?? 'discharge-summary', title: one?.title ?? '', description: one?.description ?? '', dated: one?.dated ?? '', confidential: one?.confidential ? 'true' : '' }),
  request: (values, where) => ({ ...where, kind: values.kind as Schemas['DocumentKind'], title: values.title?.trim() ?? '', description: some(values.description), dated: some(values.dated), confidential: Boolean(values.confidential) }),
  name: ({ title }) => <bdi>{title}</bdi>,
  detail: (one) => dotted(t(DOCUMENT_KIND[one.kind]), one.dated && partialDate(one.dated), one.content ? `${one.content.content_type}, ${bytes(one.content.size_bytes)}` : t('No content yet'), one.description && <bdi>{one.description}</bdi>, one.status_reason && <>{t('Reason')}: <bdi>{one.status_reason}</bdi></>, ' '),
  state: ({ status }) => [status === 'draft' ? 'warning' : status === 'archived' ? 'neutral' : 'success', t(DOCUMENT_STATUS[status])],
  mayChange: ({ status }) => status === 'draft',
  commands: [{ ...steps(t('Make final or put away'), DOCUMENT_NEXT, DOCUMENT_STATUS, (one: ClinicalDocument, body) => take(api.POST('/api/v1/ehr/documents/{id}/status', { ...ofVersion(one), body })), 'draft'), isOffered: ({ status, content }) => DOCUMENT_NEXT[status].length > 0 && Boolean(content) }],
  more: (one) => <Content document={one} />,
});

function Content({ document }: { document: ClinicalDocument }) {
  const may = usePermission()('ehr:write');
  const patient = usePatient();
  const [isBringing, setIsBringing] = useState(false);
  const [shown, setShown] = useState<Blob | null>(null);
  const isPdf = document.content?.content_type === 'application/pdf';
  const open = useChange(() => contentOf(document.id, document.version));
  const keep = useChange(() => contentOf(document.id, document.version));
  const name = `${document.title.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}.${{ 'application/pdf': 'pdf', 'image/jpeg': 'jpg', 'image/png': 'png' }[document.content?.content_type ?? ''] ?? 'txt'}`;
  const mayBring = may && !document.entered_in_error && document.status !== 'archived' && !patient.replaced_by;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5, alignItems: 'center' }}>
      {document.confidential && <Tag tone="warning">{t('Confidential')}</Tag>}
      {document.content && !isPdf && <Button size="small" loading={open.isPending} onClick={() => open.mutate(undefined, { onSuccess: setShown })}>{t('Open|document')}</Button>}
      {document.content && <Button size="small" loading={keep.isPending} onClick={() => keep.mutate(undefined, { onSuccess: (blob) => save(blob, name) })}>{t('Download')}</Button>}
      {mayBring && <Button size="small" variant={document.content ? 'text' : 'contained'} onClick={() => setIsBringing(true)}>{document.content ? t('Replace the content') : t('Bring the content')}</Button>}
      {isBringing && <BringDialog document={document} onClose={() => setIsBringing(false)} />}
      {shown && <ShownDialog title={document.title} content={shown} type={document.content?.content_type ?? ''} onClose={() => setShown(null)} />}
    </Box>
  );
}

export function BringDialog({ document, onClose }: { document: ClinicalDocument; onClose: () => void }) {
  const id = useId();
  const [file, setFile] = useState<File | null>(null);
  const [reason, setReason] = useState('');
  const isDone = document.status !== 'draft';
  const wrong = file && wrongFile(file);
  const bring = useChange(() => bringContent(document, file ?? new Blob(), isDone ? reason.trim() : undefined), { quiet: true, renews: [recordKey(document.patient_id, 'documents')], done: t('The content is on record.') });
  return (
    <FormDialog title={document.content ? t('Replace the content') : t('Bring the content')} verb={t('Bring it')} isReady={file !== null && !wrong && (!isDone || reason.trim() !== '')} isBusy={bring.isPending} error={bring.error} onSubmit={() => bring.mutate(undefined, { onSuccess: onClose })} onClose={onClose}>
      <Box>
        <label htmlFor={id}>{t('File')}</label>
        <Box component="input" id={id} type="file" accept={ACCEPTED.join(',')} onChange={({ target }) => setFile(target.files?.[0] ?? null)} sx={{ display: 'block', mt: 0.5, maxInlineSize: '100%' }} />
        <Typography sx={{ fontSize: 12.5, color: 'text.secondary', mt: 0.5 }}>{t('PDF, JPEG, PNG or plain text; at most 10 MiB, unless the hub is set otherwise.')}</Typography>
      </Box>
      {wrong && <Alert severity="error" role="alert">{wrong}</Alert>}
      {isDone && <Text label={t('Why it is replaced')} value={reason} onChange={setReason} required most={1000} help={t('What was before stays readable.')} />}
    </FormDialog>
  );
}

/** Pictures and texts are shown here; a PDF is saved and opened with the device's own program. */
function ShownDialog({ title, content, type, onClose }: { title: string; content: Blob; type: string; onClose: () => void }) {
  const id = useId();
  const [shown, setShown] = useState<ReactNode>(null);
  useEffect(() => {
    let isWanted = true;
    if (type.startsWith('image/')) {
      const address = URL.createObjectURL(content);
      setShown(<Box component="img" src={address} alt={title} sx={{ maxInlineSize: '100%' }} />);
      return () => URL.revokeObjectURL(address);
    }
    void content
      .text()
      .then((text) => isWanted && setShown(<Typography component="pre" dir="auto" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', fontFamily: 'inherit' }}>{text.length > SHOWN_TEXT ? `${text.slice(0, SHOWN_TEXT)} …` : text}</Typography>))
      .catch((error: unknown) => isWanted && setShown(<Alert severity="error">{explain(error)}</Alert>));
    return () => {
      isWanted = false;
    };
  }, [content, type, title]);
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby={id}>
      <DialogTitle id={id}><bdi>{title}</bdi></DialogTitle>
      <DialogContent tabIndex={0}>{shown}</DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
