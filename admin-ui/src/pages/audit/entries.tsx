// Entries of the audit log, newest first. A person or a patient of a row becomes the condition of a search.

import { Box, Button, Table, TableBody, TableCell, TableContainer, TableHead, TableRow } from '@mui/material';
import { t } from '@kit/i18n';
import { fullTime, time } from '@kit/format';
import { Status } from '@kit/status';
import { MONOSPACE } from '@kit/theme';
import type { Schemas } from '@/api/client';
import type { Filter } from './filter';

type Entry = Schemas['Page_StoredEntry']['items'][number];
/** So many patients of an entry are shown; an export has all. */
const SHOWN = 5;

const OUTCOMES: Record<Entry['outcome'], { of: string; word: string }> = {
  begun: { of: 'pending', word: 'Begun' },
  done: { of: 'success', word: 'Done' },
  refused: { of: 'refused', word: 'Refused' },
  failed: { of: 'error', word: 'Failed' },
};

export function Entries({ entries, onNarrow }: { entries: Entry[]; onNarrow: (condition: Partial<Filter>) => void }) {
  return (
    <TableContainer sx={{ flex: 1 }}>
      <Table aria-label={t('Audit')}>
        <TableHead>
          <TableRow>
            <TableCell>{t('Number')}</TableCell>
            <TableCell>{t('When')}</TableCell>
            <TableCell>{t('Person')}</TableCell>
            <TableCell>{t('Patients')}</TableCell>
            <TableCell>{t('Permission')}</TableCell>
            <TableCell>{t('Route')}</TableCell>
            <TableCell>{t('Outcome')}</TableCell>
            <TableCell>{t('From|address')}</TableCell>
            <TableCell>{t('Reason')}</TableCell>
          </TableRow>
        </TableHead>
        <TableBody>
          {entries.map((entry) => (
            <Row key={entry.n} entry={entry} onNarrow={onNarrow} />
          ))}
        </TableBody>
      </Table>
    </TableContainer>
  );
}

function Row({ entry, onNarrow }: { entry: Entry; onNarrow: (condition: Partial<Filter>) => void }) {
  const { of, word } = OUTCOMES[entry.outcome];
  const code = { fontFamily: MONOSPACE, fontSize: 12.5, textAlign: 'left' } as const;
  return (
    <TableRow hover>
      <TableCell title={entry.of ? t('ends entry {n}', { n: entry.of }) : undefined}>{entry.n}</TableCell>
      <TableCell title={fullTime(entry.at)} sx={{ whiteSpace: 'nowrap' }}>
        {time(entry.at)}
      </TableCell>
      <TableCell title={entry.roles.join(', ')}>
        <Button onClick={() => onNarrow({ actor: entry.actor })} aria-label={t('Only entries of {name}', { name: entry.username })} sx={{ py: 0, minInlineSize: 0 }}>
          {entry.username || entry.actor}
        </Button>
      </TableCell>
      <TableCell>
        {entry.patients.slice(0, SHOWN).map((id) => (
          <Button key={id} onClick={() => onNarrow({ patient: id })} aria-label={t('Only entries about patient {id}', { id })} sx={{ ...code, py: 0, display: 'block', minInlineSize: 0 }}>
            {id}
          </Button>
        ))}
        {entry.patients.length > SHOWN && t('and {n} more', { n: entry.patients.length - SHOWN })}
      </TableCell>
      <TableCell dir="ltr" sx={{ ...code, whiteSpace: 'nowrap' }}>
        {entry.action}
      </TableCell>
      <TableCell dir="ltr" title={entry.route} sx={{ ...code, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis', maxInlineSize: { xs: 170, lg: 200, xl: 360 } }}>
        {entry.route}
      </TableCell>
      <TableCell>
        <Status of={of} text={t(word)} />
      </TableCell>
      <TableCell dir="ltr" sx={{ color: 'text.secondary', textAlign: 'left' }}>
        {entry.address}
      </TableCell>
      <TableCell>
        <Box sx={{ overflowWrap: 'anywhere' }}>{entry.reason}</Box>
      </TableCell>
    </TableRow>
  );
}
