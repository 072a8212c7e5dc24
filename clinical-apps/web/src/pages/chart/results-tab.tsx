// Results with ranges, flags by colour and sign, and a trend for each test. What is shown is in the address.

import { Box, Button, IconButton, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import TrendIcon from '@mui/icons-material/ShowChart';
import { useQuery } from '@tanstack/react-query';
import { Fragment, useState } from 'react';
import { useSearchParams } from 'react-router';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { queries, type LabResult } from '@/api/queries';
import { valueOf, when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Permitted } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { RESULT_STATUS } from '@/words';
import { OpenCritical } from '../laboratory/open-critical';
import { usePatient } from './page';
import { isAbnormal, levelOf, rowsOf, signOf, timeOf, type Row } from './results';
import { Trend } from './trend';

/** So many former values stand beside the latest. */
const FORMER = 2;

export function ResultsTab() {
  return (
    <Permitted permission="lab-results:read">
      <Results />
    </Permitted>
  );
}

function Results() {
  const results = useQuery(queries.results(usePatient().id));
  const [search, setSearch] = useSearchParams();
  const only = search.get('only') ?? 'all';
  if (!results.data) return <Paper><Pending query={results} /></Paper>;
  const { items } = results.data;
  const chosen = items.filter((result) => only === 'all' || (only === 'critical' ? levelOf(result) === 'critical' : isAbnormal(result)));
  const rows = rowsOf(items).filter((row) => row.results.some((result) => chosen.includes(result)));
  const counts = { all: items.length, abnormal: items.filter(isAbnormal).length, critical: items.filter((result) => levelOf(result) === 'critical').length };
  return (
    <>
      <OpenCritical results={items} />
      <ToggleButtonGroup size="small" exclusive value={only} aria-label={t('Which results')} onChange={(_, value: string | null) => value && setSearch(value === 'all' ? {} : { only: value }, { replace: true })}>
        <ToggleButton value="all">{t('All ({n})', { n: counts.all })}</ToggleButton>
        <ToggleButton value="abnormal">{t('Abnormal ({n})', { n: counts.abnormal })}</ToggleButton>
        <ToggleButton value="critical">{t('Critical ({n})', { n: counts.critical })}</ToggleButton>
      </ToggleButtonGroup>
      <Paper>
        {rows.length === 0 ? (
          <Empty title={only === 'all' ? t('No results yet') : t('None of these')}>{only === 'all' ? t('They come from the laboratory.') : t('Choose “All” to see the other results.')}</Empty>
        ) : (
          <TableContainer>
            <Table aria-label={t('Results')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('Test')}</TableCell>
                  <TableCell>{t('Latest')}</TableCell>
                  <TableCell sx={{ display: { xs: 'none', md: 'table-cell' } }}>{t('Before')}</TableCell>
                  <TableCell>{t('Range')}</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {rows.map((row) => (
                  <TestRow key={row.key} row={row} />
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </Paper>
      {results.data.hasMore && <Typography sx={{ color: 'text.secondary' }}>{t('Only the latest {n} are shown.', { n: items.length })}</Typography>}
    </>
  );
}

function TestRow({ row }: { row: Row }) {
  const [isOpen, setOpen] = useState(false);
  const [latest, ...former] = row.results as [LabResult, ...LabResult[]];
  const corrected = row.results.flatMap((result) => result.former.map((was) => ({ result, was })));
  return (
    <Fragment>
      <TableRow>
        <TableCell component="th" scope="row" sx={{ maxInlineSize: { xs: 130, sm: 'none' } }}>
          <Ltr sx={{ fontWeight: 550 }}>{row.name}</Ltr>
          <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{when(timeOf(latest))}</Typography>
        </TableCell>
        <TableCell>
          <Value result={latest} />
        </TableCell>
        <TableCell sx={{ display: { xs: 'none', md: 'table-cell' } }}>
          <Box sx={{ display: 'flex', gap: 2 }}>
            {former.slice(0, FORMER).map((result) => (
              <Box key={result.id}>
                <Value result={result} />
                <Typography sx={{ color: 'text.secondary', fontSize: 12 }}>{when(timeOf(result))}</Typography>
              </Box>
            ))}
          </Box>
        </TableCell>
        <TableCell>
          <Ltr sx={{ whiteSpace: 'nowrap' }}>{latest.reference_range ?? '–'}</Ltr>
        </TableCell>
        <TableCell align="right" sx={{ px: 0.5 }}>
          <IconButton aria-expanded={isOpen} aria-label={t('Trend of {name}', { name: row.name })} onClick={() => setOpen(!isOpen)}>
            <TrendIcon fontSize="small" />
          </IconButton>
        </TableCell>
      </TableRow>
      {isOpen && (
        <TableRow>
          <TableCell colSpan={5} sx={{ maxInlineSize: 0 }}>
            <Trend name={row.name} results={row.results} />
            <Box component="ul" aria-label={t('All values')} sx={{ m: 0, mt: 1, paddingInlineStart: 2.5 }}>
              {row.results.map((result) => (
                <li key={result.id}>
                  {when(timeOf(result))}: <Value result={result} />
                  {result.notes.map((note) => (
                    <Typography key={note} sx={{ color: 'text.secondary' }}>
                      <bdi>{note}</bdi>
                    </Typography>
                  ))}
                </li>
              ))}
            </Box>
            {corrected.length > 0 && (
              <Typography sx={{ mt: 1, color: 'text.secondary' }}>
                {plural(corrected.length, 'value')} {t('reported before a correction:')} <Ltr>{corrected.map(({ was }) => `${valueOf(was.value)} ${was.unit ?? ''}`).join('; ')}</Ltr>
              </Typography>
            )}
            <Button onClick={() => setOpen(false)}>{t('Close')}</Button>
          </TableCell>
        </TableRow>
      )}
    </Fragment>
  );
}

function Value({ result }: { result: LabResult }) {
  const level = levelOf(result);
  const color = { normal: undefined, abnormal: 'warning.main', critical: 'error.main' }[level];
  return (
    <Box component="span" sx={{ display: 'inline-flex', flexWrap: 'wrap', alignItems: 'center', gap: 0.75 }}>
      <Ltr sx={{ color, fontWeight: level === 'normal' ? 400 : 700, textDecoration: result.status === 'cancelled' ? 'line-through' : undefined }}>
        {[valueOf(result.value) || '–', result.unit, signOf(result)].filter(Boolean).join(' ')}
      </Ltr>
      {level === 'critical' && <Tag tone="error" isStrong>{t('Critical')}</Tag>}
      {result.status !== 'final' && <Typography component="span" sx={{ color: 'text.secondary', fontSize: 12 }}>{t(RESULT_STATUS[result.status])}</Typography>}
    </Box>
  );
}
