// A list of the record's entries of one kind: what each says, what can be done with it, its versions. What was entered in error stays
// readable at the end, and is marked.

import { Box, Button, Dialog, DialogActions, DialogContent, DialogTitle } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useId, useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { entriesOf, joined, recordKey, type Calls, type Entry } from '@/api/record';
import { usePermission } from '@/api/queries';
import { when } from '@/format';
import { Section } from '@/parts/page';
import { RecordDialog, some, type FieldOf, type Values } from '@/parts/record-dialog';
import { Main, Rows } from '@/parts/rows';
import { Tag, type Tone } from '@/parts/tag';
import { usePatient } from '../chart/page';
import { useWhere, whereOf, type Where } from './places';

/** A command of one kind, such as withdrawing a consent: a button, the fields that it asks for, and what it calls. */
export interface Command<E> {
  name: string;
  verb: string;
  /** Whether the entry may be asked for it now. */
  isOffered: (entry: E) => boolean;
  fields: (entry: E) => FieldOf[];
  initial?: (entry: E) => Values;
  run: (entry: E, values: Values) => Promise<unknown>;
  done: string;
  isDangerous?: boolean;
}

export interface Kind<E extends Entry, R> {
  calls: Calls<E, R>;
  title: string;
  empty: string;
  add: string;
  changing: string;
  done: string;
  fields: FieldOf[];
  initial: (entry: E | null) => Values;
  request: (values: Values, where: Where, entry: E | null) => R;
  wrong?: (values: Values) => string | null;
  name: (entry: E) => ReactNode;
  detail?: (entry: E) => ReactNode;
  state?: (entry: E) => [Tone, string];
  /** Whether what it says may be changed now. */
  mayChange: (entry: E) => boolean;
  /** Whether it may be marked as an error, where not everybody may. */
  mayTakeBack?: (entry: E) => boolean;
  commands?: Command<E>[];
  /** What is shown below an entry, as wide as the list. */
  more?: (entry: E) => ReactNode;
}

type Asked<E> = { what: 'new' } | { what: 'change' | 'error' | 'versions'; entry: E } | { what: 'command'; entry: E; command: Command<E> };

/** What counts first, what was an error last. */
function ordered<E extends Entry>(items: E[]): E[] {
  return [...items].sort((one, other) => Number(Boolean(one.entered_in_error)) - Number(Boolean(other.entered_in_error)));
}

export function EntryList<E extends Entry, R>({ kind, actions }: { kind: Kind<E, R>; actions?: ReactNode }) {
  const patient = usePatient();
  const may = usePermission()('ehr:write') && !patient.replaced_by;
  const where = useWhere(patient.id);
  const query = useInfiniteQuery(entriesOf(kind.calls, patient.id));
  const data = joined(query.data);
  const [asked, setAsked] = useState<Asked<E> | null>(null);
  const close = () => setAsked(null);
  const renews = [recordKey(patient.id, kind.calls.kind), ['record-lists']];
  return (
    <Section title={kind.title} actions={<>{actions}{may && <AddButton isKnown={where.isKnown} text={kind.add} onClick={() => setAsked({ what: 'new' })} />}</>}>
      <Rows label={kind.title} query={{ data, error: query.error, refetch: query.refetch }} items={ordered(data?.items ?? [])} empty={kind.empty} keyOf={({ id }) => id}>
        {(entry) => <Row kind={kind} entry={entry} may={may} onAsk={setAsked} />}
      </Rows>
      {query.hasNextPage && <Button sx={{ mt: 1 }} variant="outlined" loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>{t('Show older ones')}</Button>}
      {(asked?.what === 'new' || asked?.what === 'change') && (
        <RecordDialog
          title={asked.what === 'new' ? kind.add : kind.changing}
          fields={asked.what === 'new' ? [...kind.fields, ...where.fields] : kind.fields}
          initial={asked.what === 'new' ? { ...where.initial, ...kind.initial(null) } : kind.initial(asked.entry)}
          wrong={kind.wrong}
          save={(values, header) => (asked.what === 'new' || !kind.calls.change ? kind.calls.record(patient.id, kind.request(values, whereOf(values, null), null), header) : kind.calls.change(asked.entry, kind.request(values, whereOf(values, asked.entry), asked.entry)))}
          renews={renews}
          done={kind.done}
          onClose={close}
        />
      )}
      {asked?.what === 'error' && <RecordDialog title={t('Entered in error')} verb={t('It never counted')} isDangerous fields={[{ name: 'reason', label: t('Why it is an error'), required: true, most: 1000 }]} initial={{}} save={({ reason }) => kind.calls.error(asked.entry, some(reason) ?? '')} renews={renews} done={t('It does not count any more.')} onClose={close} />}
      {asked?.what === 'command' && <RecordDialog title={asked.command.name} verb={asked.command.verb} isDangerous={asked.command.isDangerous} fields={asked.command.fields(asked.entry)} initial={asked.command.initial?.(asked.entry) ?? {}} save={(values) => asked.command.run(asked.entry, values)} renews={renews} done={asked.command.done} onClose={close} />}
      {asked?.what === 'versions' && <Versions kind={kind} entry={asked.entry} onClose={close} />}
    </Section>
  );
}

/** Nothing is recorded without the facility where it was. */
export function AddButton({ isKnown, text, onClick }: { isKnown: boolean; text: string; onClick: () => void }) {
  return (
    <>
      {!isKnown && <Box component="span" sx={{ color: 'text.secondary', fontSize: 12.5 }}>{t('There is no facility yet')}</Box>}
      <Button variant="contained" disabled={!isKnown} onClick={onClick}>{text}</Button>
    </>
  );
}

function Row<E extends Entry, R>({ kind, entry, may, onAsk }: { kind: Kind<E, R>; entry: E; may: boolean; onAsk: (asked: Asked<E>) => void }) {
  const wrong = entry.entered_in_error;
  const [tone, word] = kind.state?.(entry) ?? [null, ''];
  const isOpen = may && !wrong;
  return (
    <>
      <Main title={<Box component="span" sx={{ textDecoration: wrong ? 'line-through' : undefined }}>{kind.name(entry)}</Box>}>
        {kind.detail?.(entry)} <Box component="span" sx={{ whiteSpace: 'nowrap' }}><bdi>{entry.changed_by}</bdi>, {when(entry.updated_at)}</Box>
      </Main>
      {wrong ? <><Tag tone="error">{t('Entered in error')}</Tag><bdi>{wrong.reason}</bdi></> : tone && <Tag tone={tone}>{word}</Tag>}
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 0.5 }}>
        {isOpen && kind.calls.change && kind.mayChange(entry) && <Button size="small" variant="outlined" onClick={() => onAsk({ what: 'change', entry })}>{t('Change')}</Button>}
        {isOpen && kind.commands?.filter(({ isOffered }) => isOffered(entry)).map((command) => <Button key={command.name} size="small" variant="outlined" onClick={() => onAsk({ what: 'command', entry, command })}>{command.name}</Button>)}
        {entry.version > 1 && <Button size="small" onClick={() => onAsk({ what: 'versions', entry })}>{t('Versions')}</Button>}
        {isOpen && (kind.mayTakeBack?.(entry) ?? true) && <Button size="small" color="error" onClick={() => onAsk({ what: 'error', entry })}>{t('Entered in error')}</Button>}
      </Box>
      {kind.more && <Box sx={{ flexBasis: '100%', minInlineSize: 0 }}>{kind.more(entry)}</Box>}
    </>
  );
}

function Versions<E extends Entry, R>({ kind, entry, onClose }: { kind: Kind<E, R>; entry: E; onClose: () => void }) {
  const id = useId();
  const query = useQuery({ queryKey: [...recordKey(entry.patient_id, kind.calls.kind), 'versions', entry.id, entry.version], queryFn: () => kind.calls.versions(entry.id) });
  const data = query.data && { items: query.data.items, hasMore: Boolean(query.data.next) };
  return (
    <Dialog open onClose={onClose} fullWidth maxWidth="md" aria-labelledby={id}>
      <DialogTitle id={id}>{t('Versions')}</DialogTitle>
      <DialogContent>
        <Rows label={t('Versions')} query={{ data, error: query.error, refetch: query.refetch }} empty="" keyOf={({ version }) => String(version)}>
          {(one) => (
            <>
              <Main title={kind.name(one)}>
                {kind.detail?.(one)} <bdi>{one.changed_by}</bdi>, {when(one.updated_at)}
              </Main>
              {one.entered_in_error ? <Tag tone="error">{t('Entered in error')}</Tag> : kind.state && <Tag tone={kind.state(one)[0]}>{kind.state(one)[1]}</Tag>}
              {kind.more && <Box sx={{ flexBasis: '100%', minInlineSize: 0 }}>{kind.more(one)}</Box>}
            </>
          )}
        </Rows>
      </DialogContent>
      <DialogActions>
        <Button onClick={onClose}>{t('Close')}</Button>
      </DialogActions>
    </Dialog>
  );
}
