// The signed versions of a note, and how two of them differ, side by side.

import { Box, Button, MenuItem, Paper, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import type { Schemas } from '@/api/client';
import { record, type SoapNote } from '@/api/record';
import { when } from '@/format';
import { usePatient } from '../chart/page';
import { sideBySide } from './side-by-side';
import { FIELD, SOAP_STATUS } from './words';

export function NoteVersionsPage() {
  const { note: id = '' } = useParams();
  const patient = usePatient();
  const versions = useQuery(record.noteVersions(patient.id, id));
  if (!versions.data) return <Paper><Pending query={versions} /></Paper>;
  const back = <Box><Button component={Link} to={`/patients/${patient.id}/record/notes/${id}`}>{t('Back to the note')}</Button></Box>;
  if (versions.data.items.length < 2) return <>{back}<Paper><Empty title={t('There is one signed version only')} /></Paper></>;
  return <>{back}<Compare patient={patient.id} id={id} versions={versions.data.items} /></>;
}

/** The version that the newest content took the place of: that is what somebody wants to see first. */
function firstChoice(versions: SoapNote[]): number {
  const [newest] = versions;
  return newest?.amendments.at(-1)?.of_version ?? versions[1]?.version ?? 0;
}

function Compare({ patient, id, versions }: { patient: string; id: string; versions: SoapNote[] }) {
  const [search, setSearch] = useSearchParams();
  const number = (name: string) => versions.find(({ version }) => String(version) === search.get(name))?.version;
  const to = number('to') ?? versions[0]?.version ?? 0;
  const from = number('from') ?? firstChoice(versions);
  const difference = useQuery(record.noteDifference(patient, id, from, to));
  const choose = (part: { from?: string; to?: string }) => setSearch({ from: String(from), to: String(to), ...part }, { replace: true });
  return (
    <Paper component="section" aria-label={t('What changed')} sx={{ p: 1.5, display: 'grid', gap: 1.5, gridTemplateColumns: 'minmax(0, 1fr)' }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
        <Version label={t('Before|version')} value={from} versions={versions} onChange={(value) => choose({ from: value })} />
        <Version label={t('After|version')} value={to} versions={versions} onChange={(value) => choose({ to: value })} />
      </Box>
      {from >= to ? <Typography>{t('Choose an earlier version as the first one.')}</Typography> : !difference.data ? <Pending query={difference} rows={3} /> : difference.data.fields.length === 0 ? <Typography>{t('The text is the same in both: something was added or signed.')}</Typography> : difference.data.fields.map((one) => <Field key={one.field} of={one} />)}
    </Paper>
  );
}

function Version({ label, value, versions, onChange }: { label: string; value: number; versions: SoapNote[]; onChange: (value: string) => void }) {
  return (
    <TextField select label={label} value={value} onChange={({ target }) => onChange(target.value)} sx={{ flex: '1 1 220px', minInlineSize: 0, maxInlineSize: '100%' }}>
      {versions.map((one) => (
        <MenuItem key={one.version} value={one.version}>
          {t('Version {n}|note', { n: one.version })} · {t(SOAP_STATUS[one.status])} · <bdi>{one.changed_by}</bdi>, {when(one.updated_at)}
        </MenuItem>
      ))}
    </TextField>
  );
}

const MARK = { before: '−', after: '+' };

function Field({ of }: { of: Schemas['SoapFieldDifference'] }) {
  const name = t(FIELD[of.field] ?? of.field);
  const cell = (text: string | null, isSame: boolean, side: 'before' | 'after') => (
    <Box component="td" sx={{ inlineSize: '50%', verticalAlign: 'top', px: 1, py: 0.25, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', borderInlineStart: side === 'after' ? '1px solid' : 0, borderColor: 'divider', bgcolor: isSame || text === null ? undefined : side === 'before' ? 'error.main' : 'success.main', color: isSame || text === null ? 'text.primary' : 'common.white' }}>
      {text !== null && (
        <>
          {!isSame && <span role="img" aria-label={side === 'before' ? t('Removed') : t('Added')}>{MARK[side]} </span>}
          <span dir="auto">{text}</span>
        </>
      )}
    </Box>
  );
  return (
    <Box component="table" aria-label={name} sx={{ inlineSize: '100%', tableLayout: 'fixed', borderCollapse: 'collapse', border: '1px solid', borderColor: 'divider' }}>
      <caption style={{ textAlign: 'start', fontWeight: 600, padding: '4px 0' }}>{name}</caption>
      <thead>
        <tr>
          <Box component="th" scope="col" sx={{ textAlign: 'start', px: 1, fontSize: 12.5 }}>{t('Before|version')}</Box>
          <Box component="th" scope="col" sx={{ textAlign: 'start', px: 1, fontSize: 12.5 }}>{t('After|version')}</Box>
        </tr>
      </thead>
      <tbody>
        {sideBySide(of.changes).map(({ before, after, isSame }, at) => (
          <tr key={at}>
            {cell(before, isSame, 'before')}
            {cell(after, isSame, 'after')}
          </tr>
        ))}
      </tbody>
    </Box>
  );
}
