// Structured notes of a patient: found by words and state, those that wait for one's own co-signature first.

import { Box, Button, TextField } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useNavigate, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import { joined, record, recordKey, type SoapNote } from '@/api/record';
import { queries, usePermission } from '@/api/queries';
import { when } from '@/format';
import { Choice, wordsOf } from '@/parts/fields';
import { LinkedList } from '@/parts/page';
import { RecordDialog, some } from '@/parts/record-dialog';
import { Main } from '@/parts/rows';
import { useSettled } from '@/parts/settled';
import { usePatient } from '../chart/page';
import { AddButton } from './entry-list';
import { isSigned, NoteTags, titleOf } from './note-parts';
import { useWhere, whereOf } from './places';
import { SOAP_STATUS } from './words';

/** What waits for whoever is signed in comes first. */
function awaits(note: SoapNote, me: string | undefined): boolean {
  return isSigned(note) && note.cosignature?.state === 'asked' && note.cosignature.cosigner === me;
}

export function SoapNotesTab() {
  const patient = usePatient();
  const may = usePermission();
  const me = useQuery(queries.me()).data?.username;
  const [search, setSearch] = useSearchParams();
  // Words may be a patient's: they are not in the address, which the browser keeps.
  const [text, setText] = useState('');
  const status = (Object.keys(SOAP_STATUS) as Schemas['SoapNoteStatus'][]).find((one) => one === search.get('status'));
  const query = useInfiniteQuery(record.notes(patient.id, { text: useSettled(text).trim(), status }));
  const [isNew, setIsNew] = useState(false);
  const where = useWhere(patient.id);
  const data = joined(query.data);
  const items = [...(data?.items ?? [])].sort((one, other) => Number(awaits(other, me)) - Number(awaits(one, me)));
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
        <TextField type="search" label={t('Words in the notes')} value={text} onChange={({ target }) => setText(target.value)} slotProps={{ htmlInput: { maxLength: 100, autoComplete: 'off' } }} />
        <Choice label={t('State')} value={status ?? ''} all={t('All')} onChange={(value) => setSearch(value ? { status: value } : {}, { replace: true })} options={wordsOf(SOAP_STATUS)} />
        <Box sx={{ flex: 1 }} />
        {may('ehr:write') && !patient.replaced_by && <AddButton isKnown={where.isKnown} text={t('Write a structured note')} onClick={() => setIsNew(true)} />}
      </Box>
      <LinkedList label={t('Structured notes')} query={{ data, error: query.error, refetch: query.refetch }} items={items} empty={text || status ? t('No note is like this') : t('No structured notes on record')} keyOf={({ id }) => id} linkOf={({ id }) => `/patients/${patient.id}/record/notes/${id}`}>
        {(note) => (
          <>
            <Main title={<bdi>{titleOf(note)}</bdi>}>
              <bdi>{note.author}</bdi>, {when(note.signature?.at ?? note.updated_at)} {note.assessment && <> · <bdi>{note.assessment.slice(0, 120)}</bdi></>}
            </Main>
            <NoteTags note={note} me={me} />
          </>
        )}
      </LinkedList>
      {query.hasNextPage && <Box><Button variant="outlined" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('Show older ones')}</Button></Box>}
      {isNew && <BeginDialog where={where} onClose={() => setIsNew(false)} />}
    </>
  );
}

/** A note begins as a draft at the hub, so that from the first word on it is kept there. */
function BeginDialog({ where, onClose }: { where: ReturnType<typeof useWhere>; onClose: () => void }) {
  const patient = usePatient();
  const navigate = useNavigate();
  return (
    <RecordDialog
      title={t('Write a structured note')}
      verb={t('Begin')}
      fields={[
        { name: 'complaint', label: t('Why the patient comes'), most: 500 },
        { name: 'specialty', label: t('Specialty'), most: 100 },
        ...where.fields,
        { name: 'confidential', label: t('Confidential: seen by you, the co-signer and who may read what is confidential'), as: 'yes' },
      ]}
      initial={where.initial}
      save={(values, header) => take(api.POST('/api/v1/ehr/patients/{id}/soap-notes', { params: { path: { id: patient.id }, header }, body: { ...whereOf(values, null), chief_complaint: some(values.complaint), specialty: some(values.specialty), confidential: Boolean(values.confidential) } }))}
      renews={[recordKey(patient.id, 'notes'), ['record-lists']]}
      onDone={(note) => void navigate(`/patients/${patient.id}/record/notes/${note.id}/write`)}
      onClose={onClose}
    />
  );
}
