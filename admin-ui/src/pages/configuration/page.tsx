// The configuration map: values that channels read and that differ from one site to the next. Secrets are set, never shown.

import AddIcon from '@mui/icons-material/Add';
import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import { Box, Button, Dialog, DialogContent, DialogTitle, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Empty, PageHead, Pending } from '@kit/parts';
import { plural } from '@kit/format';
import { MONOSPACE } from '@kit/theme';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange, usePermission } from '@/api/queries';
import { History } from '@/editing/history';
import { ValueDialog } from './value-dialog';

type Value = Schemas['ConfigurationView'];

const KIND_WORDS: Record<string, string> = { text: 'Text', number: 'Number|kind', boolean: 'True or false', json: 'List or map', secret: 'Secret' };

export function ConfigurationPage() {
  const values = useQuery(queries.configuration());
  const [params, setParams] = useSearchParams();
  const [asked, setAsked] = useState<{ value?: Value } | null>(null);
  const [gone, setGone] = useState<Value | null>(null);
  const [hasHistory, setHistory] = useState(false);
  const isPermitted = usePermission()('configuration:edit');
  const wanted = (params.get('q') ?? '').toLowerCase();
  const shown = (values.data ?? []).filter(({ name, comment }) => `${name} ${comment}`.toLowerCase().includes(wanted));
  const remove = useChange((name: string) => take(api.DELETE('/api/v1/configuration/{name}', { params: { path: { name } } })), { renews: [['configuration'], ['items', 'configuration']], done: t('The value was taken out') });
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t('Configuration map')} detail={values.data && plural(values.data.length, 'value')}>
        <TextField data-filter placeholder={t('Filter')} value={params.get('q') ?? ''} onChange={(event) => setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })} slotProps={{ htmlInput: { 'aria-label': t('Filter values') } }} />
        <Button color="inherit" startIcon={<HistoryIcon />} onClick={() => setHistory(true)} disabled={values.data?.length === 0}>
          {t('History')}
        </Button>
        {isPermitted && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAsked({})}>
            {t('New value')}
          </Button>
        )}
      </PageHead>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!values.data ? (
          <Pending query={values} />
        ) : values.data.length === 0 ? (
          <Empty title={t('There is no value yet')} action={isPermitted && <Button variant="outlined" onClick={() => setAsked({})}>{t('Set the first one')}</Button>}>
            {t('Addresses, passwords and other things that differ between sites belong here: scripts and channels read them by name, so that the same channel runs everywhere.')}
          </Empty>
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t('Values')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('Name')}</TableCell>
                  <TableCell>{t('Value')}</TableCell>
                  <TableCell>{t('Kind')}</TableCell>
                  <TableCell>{t('What it is for')}</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {shown.map((value) => (
                  <TableRow key={value.name} hover>
                    <TableCell dir="ltr" sx={{ fontFamily: MONOSPACE, fontSize: 12.5, textAlign: 'left' }}>{value.name}</TableCell>
                    <TableCell dir="auto" sx={{ fontFamily: MONOSPACE, fontSize: 12.5, overflowWrap: 'anywhere' }}>{value.kind === 'secret' ? `•••••• ${t('(never shown)')}` : shownValue(value.value)}</TableCell>
                    <TableCell>{t(KIND_WORDS[value.kind] ?? value.kind)}</TableCell>
                    <TableCell sx={{ color: 'text.secondary' }}>{value.comment}</TableCell>
                    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                      {isPermitted && (
                        <>
                          <Button onClick={() => setAsked({ value })} aria-label={t('Change {name}', { name: value.name })}>
                            {t('Change')}
                          </Button>
                          <Button color="error" onClick={() => setGone(value)} aria-label={t('Take out {name}', { name: value.name })}>
                            {t('Take out')}
                          </Button>
                        </>
                      )}
                    </TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </Paper>
      {asked && <ValueDialog value={asked.value} taken={values.data?.map(({ name }) => name) ?? []} onClose={() => setAsked(null)} />}
      <Confirm open={gone !== null} title={t('Take {name} out?', { name: gone?.name ?? '' })} verb={t('Take out')} isDangerous isBusy={remove.isPending} onConfirm={() => gone && remove.mutate(gone.name, { onSettled: () => setGone(null) })} onClose={() => setGone(null)}>
        {t('Channels that read it get nothing in its place.')}
      </Confirm>
      <Dialog open={hasHistory} onClose={() => setHistory(false)} maxWidth="lg" fullWidth aria-labelledby="history">
        <DialogTitle id="history">{t('History of the configuration map')}</DialogTitle>
        <DialogContent sx={{ blockSize: '70vh', p: 0 }}>
          <History kind="configuration" name="configuration" />
        </DialogContent>
      </Dialog>
    </Box>
  );
}

export function shownValue(value: unknown): string {
  return typeof value === 'string' ? value : JSON.stringify(value);
}
