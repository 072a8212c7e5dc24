// Drugs that need a second person to be given. Who may, adds and removes them.

import { Box, Button, MenuItem, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { queries, useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { HIGH_ALERT } from '@/words';

type Drug = Schemas['HighAlertDrug'];
const RENEWS = [['high-alert']];

export function HighAlertPage() {
  return (
    <Page title={t('High-alert drugs')}>
      <Permitted permission="prescriptions:read">
        <Drugs />
      </Permitted>
    </Page>
  );
}

function Drugs() {
  const may = usePermission();
  const drugs = useQuery(queries.highAlert());
  const [removed, setRemoved] = useState<Drug | null>(null);
  const remove = useChange((name: string) => take(api.DELETE('/api/v1/high-alert-drugs/{name}', { params: { path: { name } } })), { renews: RENEWS, done: t('The drug is off the list.') });
  const canChange = may('high-alert:write');
  return (
    <>
      {canChange && <Add />}
      <Paper>
        {!drugs.data ? (
          <Pending query={drugs} />
        ) : drugs.data.length === 0 ? (
          <Empty title={t('The list is empty')}>{t('No drug needs a second person then.')}</Empty>
        ) : (
          <TableContainer>
            <Table aria-label={t('High-alert drugs')}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('Drug')}</TableCell>
                  <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}>{t('Group')}</TableCell>
                  <TableCell>{t('Why')}</TableCell>
                  {canChange && <TableCell />}
                </TableRow>
              </TableHead>
              <TableBody>
                {drugs.data.map((drug) => (
                  <TableRow key={drug.name}>
                    <TableCell><Ltr sx={{ fontWeight: 550 }}>{drug.name}</Ltr></TableCell>
                    <TableCell sx={{ display: { xs: 'none', sm: 'table-cell' } }}><Ltr>{drug.category}</Ltr></TableCell>
                    <TableCell>{t(HIGH_ALERT[drug.kind])}</TableCell>
                    {canChange && (
                      <TableCell align="right">
                        <Button color="error" onClick={() => setRemoved(drug)} aria-label={t('Remove {drug}', { drug: drug.name })}>
                          {t('Remove')}
                        </Button>
                      </TableCell>
                    )}
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </Paper>
      {removed && (
        <Confirm open title={t('Take this drug off the list?')} verb={t('Remove')} isDangerous isBusy={remove.isPending} onClose={() => setRemoved(null)} onConfirm={() => remove.mutate(removed.name, { onSuccess: () => setRemoved(null) })}>
          <Ltr sx={{ fontWeight: 600 }}>{removed.name}</Ltr>
          <p>{t('Prescriptions written from then on can be given by one person.')}</p>
        </Confirm>
      )}
    </>
  );
}

function Add() {
  const empty: Drug = { name: '', category: '', kind: 'high-alert' };
  const [drug, setDrug] = useState<Drug>(empty);
  const add = useChange((body: Drug) => take(api.PUT('/api/v1/high-alert-drugs', { body: { ...body, name: body.name.trim().toLowerCase(), category: body.category.trim() } })), { quiet: true, renews: RENEWS, done: t('The drug is on the list.') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    add.mutate(drug, { onSuccess: () => setDrug(empty) });
  };
  return (
    <Section title={t('Put a drug on the list')}>
      <Stack component="form" onSubmit={submit} spacing={1.5}>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '2fr 2fr 3fr auto' }, alignItems: 'center' }}>
          <TextField label={t('Drug')} required value={drug.name} onChange={(event) => setDrug({ ...drug, name: event.target.value })} slotProps={{ htmlInput: { dir: 'ltr' } }} />
          <TextField label={t('Group')} required value={drug.category} onChange={(event) => setDrug({ ...drug, category: event.target.value })} slotProps={{ htmlInput: { dir: 'ltr' } }} />
          <TextField select label={t('Why')} value={drug.kind} onChange={(event) => setDrug({ ...drug, kind: event.target.value as Drug['kind'] })}>
            {Object.entries(HIGH_ALERT).map(([value, word]) => (
              <MenuItem key={value} value={value}>
                {t(word)}
              </MenuItem>
            ))}
          </TextField>
          <Button type="submit" variant="contained" loading={add.isPending}>
            {t('Add')}
          </Button>
        </Box>
        <Refusal error={add.error} />
      </Stack>
    </Section>
  );
}
