// The configuration map: values that channels read and that differ from one site to the next. Secrets are set, never shown.

import AddIcon from '@mui/icons-material/Add';
import HistoryIcon from '@mui/icons-material/HistoryOutlined';
import { Box, Button, Dialog, DialogContent, DialogTitle, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { Confirm } from '@kit/confirm';
import { Empty, PageHead, Pending } from '@kit/parts';
import { plural } from '@kit/format';
import { MONOSPACE } from '@kit/theme';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange, usePermission } from '@/api/queries';
import { History } from '@/editing/history';
import { ValueDialog } from './value-dialog';

type Value = Schemas['ConfigurationView'];

export function ConfigurationPage() {
  const values = useQuery(queries.configuration());
  const [params, setParams] = useSearchParams();
  const [asked, setAsked] = useState<{ value?: Value } | null>(null);
  const [gone, setGone] = useState<Value | null>(null);
  const [hasHistory, setHistory] = useState(false);
  const isPermitted = usePermission()('configuration:edit');
  const wanted = (params.get('q') ?? '').toLowerCase();
  const shown = (values.data ?? []).filter(({ name, comment }) => `${name} ${comment}`.toLowerCase().includes(wanted));
  const remove = useChange((name: string) => take(api.DELETE('/api/v1/configuration/{name}', { params: { path: { name } } })), { renews: [['configuration'], ['items', 'configuration']], done: 'The value was taken out' });
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title="Configuration map" detail={values.data && plural(values.data.length, 'value')}>
        <TextField data-filter placeholder="Filter" value={params.get('q') ?? ''} onChange={(event) => setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })} slotProps={{ htmlInput: { 'aria-label': 'Filter values' } }} />
        <Button color="inherit" startIcon={<HistoryIcon />} onClick={() => setHistory(true)} disabled={values.data?.length === 0}>
          History
        </Button>
        {isPermitted && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={() => setAsked({})}>
            New value
          </Button>
        )}
      </PageHead>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!values.data ? (
          <Pending query={values} />
        ) : values.data.length === 0 ? (
          <Empty title="There is no value yet" action={isPermitted && <Button variant="outlined" onClick={() => setAsked({})}>Set the first one</Button>}>
            Addresses, passwords and other things that differ between sites belong here: scripts and channels read them by name, so that the same channel runs everywhere.
          </Empty>
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label="Values">
              <TableHead>
                <TableRow>
                  <TableCell>Name</TableCell>
                  <TableCell>Value</TableCell>
                  <TableCell>Kind</TableCell>
                  <TableCell>What it is for</TableCell>
                  <TableCell />
                </TableRow>
              </TableHead>
              <TableBody>
                {shown.map((value) => (
                  <TableRow key={value.name} hover>
                    <TableCell sx={{ fontFamily: MONOSPACE, fontSize: 12.5 }}>{value.name}</TableCell>
                    <TableCell sx={{ fontFamily: MONOSPACE, fontSize: 12.5, overflowWrap: 'anywhere' }}>{value.kind === 'secret' ? '•••••• (never shown)' : shownValue(value.value)}</TableCell>
                    <TableCell>{value.kind}</TableCell>
                    <TableCell sx={{ color: 'text.secondary' }}>{value.comment}</TableCell>
                    <TableCell align="right" sx={{ whiteSpace: 'nowrap' }}>
                      {isPermitted && (
                        <>
                          <Button onClick={() => setAsked({ value })} aria-label={`Change ${value.name}`}>
                            Change
                          </Button>
                          <Button color="error" onClick={() => setGone(value)} aria-label={`Take out ${value.name}`}>
                            Take out
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
      <Confirm open={gone !== null} title={`Take ${gone?.name ?? ''} out?`} verb="Take out" isDangerous isBusy={remove.isPending} onConfirm={() => gone && remove.mutate(gone.name, { onSettled: () => setGone(null) })} onClose={() => setGone(null)}>
        Channels that read it get nothing in its place.
      </Confirm>
      <Dialog open={hasHistory} onClose={() => setHistory(false)} maxWidth="lg" fullWidth aria-labelledby="history">
        <DialogTitle id="history">History of the configuration map</DialogTitle>
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
