// Results of an order as a table: entered with the keyboard alone, flagged when they are saved, verified, corrected.

import { Alert, Box, Button, MenuItem, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useQuery, type UseQueryResult } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type KeyboardEvent } from 'react';
import { typeOf } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, newKey, take, type Schemas } from '@/api/client';
import type { Listed } from '@/api/lists';
import { laboratory, renewsOf, type LabOrder, type LabResult, type LabTest, type Specimen } from '@/api/laboratory';
import { queries, useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Section } from '@/parts/page';
import { SECOND } from './words';
import { Correct } from './correct';
import { ResultRow, type Row } from './result-row';
import { inLaboratory, isSame, isToVerify, lastOf, secondPerson, textOfValue, valueOfText } from './rules';

interface Props {
  order: LabOrder;
  specimens: Specimen[];
  catalogue: UseQueryResult<Listed<LabTest>>;
}

export function ResultsOfOrder({ order, specimens, catalogue }: Props) {
  const may = usePermission();
  const results = useQuery(laboratory.resultsOf(order.id));
  const isCatalogueReady = catalogue.data ?? catalogue.error ?? !may('lab-catalogue:read');
  return (
    <Section title={t('Results')}>
      {results.data && isCatalogueReady ? (
        <>
          {catalogue.error && <Refusal error={catalogue.error} />}
          <Entry order={order} specimens={specimens} tests={catalogue.data?.items ?? []} results={results.data} />
        </>
      ) : (
        <Pending query={results.error ? results : catalogue} rows={4} />
      )}
    </Section>
  );
}

/** The tests of the order, then results that came by message of what was not ordered. */
function rowsOf(order: LabOrder, tests: LabTest[], results: LabResult[]): Row[] {
  const ordered = order.tests.map((code) => ({ code, test: tests.find((one) => isSame(one.test.code, code)), result: results.find((one) => isSame(one.code, code)) }));
  const others = results.filter((result) => !ordered.some((row) => row.result?.id === result.id)).map((result) => ({ code: result.code, result, test: undefined }));
  return [...ordered, ...others];
}

const keyOf = ({ code, result }: Row): string => `${code.system ?? ''}|${code.code}|${result?.sub_id ?? ''}|${result?.set_id ?? ''}`;

function Entry({ order, specimens, tests, results }: { order: LabOrder; specimens: Specimen[]; tests: LabTest[]; results: LabResult[] }) {
  const may = usePermission();
  const me = useQuery(queries.me());
  const patient = useQuery({ ...queries.patient(order.patient_id), enabled: may('patients:read') });
  const before = useQuery(queries.results(order.patient_id));
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [specimenId, setSpecimenId] = useState('');
  const [correcting, setCorrecting] = useState<LabResult | null>(null);
  const sent = useRef({ content: '', key: '' });
  const form = useRef<HTMLFormElement>(null);
  const renews = renewsOf(order.patient_id);
  const enter = useChange(
    (body: Schemas['LabResultEntry']) => {
      // The same attempt again has the same key, so that results are not entered twice.
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/lab/orders/{id}/results', { params: { path: { id: order.id }, header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews, done: t('The results are saved. They are shown to others once they are verified.') },
  );
  const verify = useChange((seen: LabResult[]) => take(api.POST('/api/v1/lab/result-verifications', { body: { results: seen.map(({ id, version }) => ({ id, version: version ?? 1 })) } })), { quiet: true, renews, done: t('Verified; everybody sees it now.') });

  const mayWrite = may('lab-results:write');
  const isOpen = order.status === 'active' || order.status === 'in-progress';
  const rows = rowsOf(order, tests, results);
  const mayEnter = ({ test, result }: Row) => mayWrite && isOpen && test !== undefined && (!result || (result.status === 'preliminary' && Boolean(result.entered_by)));
  const dirty = rows.filter((row) => {
    const text = typed[keyOf(row)]?.trim();
    return mayEnter(row) && text && text !== textOfValue(row.result?.value);
  });
  const wrong = dirty.filter((row) => row.test && valueOfText(typed[keyOf(row)] ?? '', row.test.test) === null);
  const there = inLaboratory(specimens);
  const specimen = there.find(({ id }) => id === specimenId) ?? there[0];
  const canEnter = rows.some(mayEnter);

  const waiting = results.filter(isToVerify);
  const needsOther = (result: LabResult) => result.entered_by === me.data?.username && secondPerson(result) !== null;
  const mine = waiting.filter((result) => !needsOther(result));
  const isUnsaved = (row: Row) => dirty.includes(row);

  const save = (event: FormEvent) => {
    event.preventDefault();
    if (dirty.length === 0 || wrong.length > 0) return;
    const entered = dirty.flatMap((row) => {
      const value = row.test && valueOfText(typed[keyOf(row)] ?? '', row.test.test);
      return row.test && value ? [{ test: row.test.id, value }] : [];
    });
    verify.reset();
    enter.mutate({ specimen_id: specimen?.id, results: entered }, { onSuccess: () => {
      sent.current = { content: '', key: '' };
      setTyped({});
    } });
  };
  /** Enter goes to the next field, from the last one to the button. */
  const next = (event: KeyboardEvent<HTMLElement>) => {
    const target = event.target as HTMLElement;
    if (event.key !== 'Enter' || target.dataset.entry === undefined) return;
    event.preventDefault();
    const fields = [...(form.current?.querySelectorAll<HTMLElement>('[data-entry]') ?? [])];
    const following = fields[fields.indexOf(target) + 1] ?? form.current?.querySelector<HTMLElement>('button[type=submit]');
    following?.focus();
    if (following instanceof HTMLInputElement) following.select();
  };

  return (
    <>
      <Box component="form" ref={form} aria-label={t('Results')} onSubmit={save} onKeyDown={next}>
        <TableContainer>
          <Table aria-label={t('Results of the order')}>
            <TableHead>
              <TableRow>
                {[t('Test'), t('Value'), t('Range'), t('Last value'), t('State')].map((head) => (
                  <TableCell key={head}>{head}</TableCell>
                ))}
                <TableCell />
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((row) => {
                const { result } = row;
                const verifiable = result && isToVerify(result) ? result : undefined;
                return (
                  <ResultRow
                    key={keyOf(row)}
                    row={row}
                    patient={patient.data}
                    last={lastOf(row.code, order.id, before.data?.items ?? [])}
                    typed={mayEnter(row) ? (typed[keyOf(row)] ?? textOfValue(result?.value)) : null}
                    isWrong={wrong.includes(row)}
                    onType={(text) => setTyped((was) => ({ ...was, [keyOf(row)]: text }))}
                    isUnsaved={isUnsaved(row)}
                    why={verifiable && needsOther(verifiable) ? secondPerson(verifiable) : null}
                    onVerify={verifiable && mayWrite ? () => verify.mutate([verifiable]) : undefined}
                    isBusy={verify.isPending}
                    onCorrect={result && mayWrite && result.entered_by && ['final', 'corrected'].includes(result.status) ? () => setCorrecting(result) : undefined}
                  />
                );
              })}
            </TableBody>
          </Table>
        </TableContainer>
        <Stack spacing={1} sx={{ mt: 1.5 }}>
          {canEnter && specimens.length > 0 && there.length === 0 && <Alert severity="info">{t('No specimen of this order was received by the laboratory yet.')}</Alert>}
          <Refusal error={enter.error} />
          <VerifyRefusal error={verify.error} />
          <Stack direction="row" sx={{ gap: 1, flexWrap: 'wrap', alignItems: 'center' }}>
            {canEnter && there.length > 0 && (
              <TextField select label={t('Found in specimen')} value={specimen?.id ?? ''} onChange={({ target }) => setSpecimenId(target.value)} sx={{ inlineSize: 220 }}>
                {there.map(({ id, barcode, specimen_type }) => (
                  <MenuItem key={id} value={id}>
                    <bdi>{`${barcode}, ${specimen_type}`}</bdi>
                  </MenuItem>
                ))}
              </TextField>
            )}
            {canEnter && (
              // Not disabled: Enter in the last field leads here.
              <Button type="submit" variant="contained" loading={enter.isPending}>
                {t('Save the results')}
              </Button>
            )}
            {mayWrite && mine.length > 1 && (
              <Button variant="outlined" disabled={dirty.length > 0} loading={verify.isPending} onClick={() => verify.mutate(mine)}>
                {t('Verify all ({n})', { n: mine.length })}
              </Button>
            )}
            {dirty.length > 0 && waiting.length > 0 && <Typography sx={{ color: 'text.secondary' }}>{t('Save what you typed before you verify.')}</Typography>}
          </Stack>
        </Stack>
      </Box>
      {correcting && <Correct result={results.find(({ id }) => id === correcting.id) ?? correcting} test={rows.find(({ result }) => result?.id === correcting.id)?.test} onClose={() => setCorrecting(null)} />}
      {rows.length === 0 && <Paper sx={{ p: 1.5 }}>{t('Nothing was ordered.')}</Paper>}
    </>
  );
}

function VerifyRefusal({ error }: { error: unknown }) {
  if (typeOf(error) !== 'second-person-needed') return <Refusal error={error} />;
  return (
    <Alert severity="warning" role="alert">
      {t('Nothing was verified.')} {t(SECOND.critical)} {t(SECOND.delta)}
    </Alert>
  );
}
