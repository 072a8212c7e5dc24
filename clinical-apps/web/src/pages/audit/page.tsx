// Who looked at whose data, and whether the log is whole. Patients are ids here, as they are in the log.

import { Alert, Box, Button, MenuItem, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useSearchParams } from 'react-router';
import { plural } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { queries, useChange } from '@/api/queries';
import { when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted } from '@/parts/page';
import { Tag, type Tone } from '@/parts/tag';
import { AUDIT_OUTCOME } from '@/words';
import { filterOf } from './filter';

const TONES: Record<keyof typeof AUDIT_OUTCOME, Tone> = { begun: 'info', done: 'success', refused: 'warning', failed: 'error' };
const WIDE = { display: { xs: 'none', md: 'table-cell' } };

export function AuditPage() {
  return (
    <Page title={t('Access log')}>
      <Permitted permission="audit:read">
        <Log />
      </Permitted>
    </Page>
  );
}

function Log() {
  const [search, setSearch] = useSearchParams();
  const filter = filterOf(search);
  const entries = useQuery(queries.audit(filter));
  const change = (name: string, value: string) => {
    const next = new URLSearchParams(search);
    if (value) next.set(name, value);
    else next.delete(name);
    setSearch(next, { replace: true });
  };
  return (
    <>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1.5 }}>
        <TextField label={t('Patient’s id')} defaultValue={filter.patient ?? ''} onBlur={(event) => change('patient', event.target.value.trim())} onKeyDown={(event) => event.key === 'Enter' && change('patient', (event.target as HTMLInputElement).value.trim())} slotProps={{ htmlInput: { dir: 'ltr' } }} />
        <TextField label={t('Id of who asked')} defaultValue={filter.actor ?? ''} onBlur={(event) => change('actor', event.target.value.trim())} onKeyDown={(event) => event.key === 'Enter' && change('actor', (event.target as HTMLInputElement).value.trim())} slotProps={{ htmlInput: { dir: 'ltr' } }} />
        <TextField select label={t('How it ended')} value={filter.outcome ?? 'all'} onChange={(event) => change('outcome', event.target.value === 'all' ? '' : event.target.value)} sx={{ inlineSize: 180 }}>
          <MenuItem value="all">{t('Any')}</MenuItem>
          {Object.entries(AUDIT_OUTCOME).map(([value, word]) => (
            <MenuItem key={value} value={value}>
              {t(word)}
            </MenuItem>
          ))}
        </TextField>
      </Box>
      <Verification />
      <Paper>
        {!entries.data ? (
          <Pending query={entries} />
        ) : entries.data.items.length === 0 ? (
          <Empty title={t('No entries like this')} />
        ) : (
          <TableContainer>
            <Table aria-label={t('Access log')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('When')}</TableCell>
                  <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}>{t('Who')}</TableCell>
                  <TableCell>{t('What')}</TableCell>
                  <TableCell sx={WIDE}>{t('Patients')}</TableCell>
                  <TableCell sx={WIDE}>{t('From')}</TableCell>
                  <TableCell>{t('Ended')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {entries.data.items.map((entry) => (
                  <TableRow key={entry.n}>
                    <TableCell>
                      {when(entry.at)}
                      <Box component="bdi" sx={{ display: { xs: 'block', sm: 'none' }, fontWeight: 550 }}>{entry.username || entry.actor}</Box>
                    </TableCell>
                    <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}>
                      <bdi>{entry.username || entry.actor}</bdi>
                    </TableCell>
                    <TableCell>
                      <Ltr sx={{ overflowWrap: 'anywhere' }}>{entry.route}</Ltr>
                      {entry.reason && <Typography sx={{ color: 'text.secondary' }}><bdi>{entry.reason}</bdi></Typography>}
                    </TableCell>
                    <TableCell sx={WIDE}>
                      {entry.patients.length > 2 ? plural(entry.patients.length, 'patient') : entry.patients.map((id) => <Button key={id} onClick={() => change('patient', id)} sx={{ fontSize: 12, px: 0.5 }}><Ltr>{id}</Ltr></Button>)}
                    </TableCell>
                    <TableCell sx={WIDE}><Ltr>{entry.address ?? ''}</Ltr></TableCell>
                    <TableCell><Tag tone={TONES[entry.outcome]}>{t(AUDIT_OUTCOME[entry.outcome])}</Tag></TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
        {entries.data?.hasMore && <Typography sx={{ p: 1.5, color: 'text.secondary' }}>{t('There are more than these; narrow the search.')}</Typography>}
      </Paper>
    </>
  );
}

function Verification() {
  const verify = useChange(() => take(api.GET('/api/v1/audit/verification')));
  const { data } = verify;
  return (
    <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center' }}>
      <Button variant="outlined" loading={verify.isPending} onClick={() => verify.mutate(undefined)}>
        {t('Check that the log is whole')}
      </Button>
      {data && (data.findings.length === 0 ? <Alert severity="success">{t('The log is whole: {n} entries, none changed or removed.', { n: data.n_rows })}</Alert> : <Alert severity="error">{t('The log is not whole: {n} findings. Tell whoever is responsible for data protection.', { n: data.findings.length })}</Alert>)}
    </Box>
  );
}
