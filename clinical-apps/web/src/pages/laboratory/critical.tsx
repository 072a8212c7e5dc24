// A critical result: who was called, and the read-back. The field for what was read back is never filled by the app.

import { Alert, AlertTitle, Box, Button, FormControlLabel, Paper, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { Link, useParams } from 'react-router';
import { typeOf } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { laboratory, renewsOf, type CriticalResult } from '@/api/laboratory';
import { isConflict, LIST_INTERVAL, useChange, usePermission } from '@/api/queries';
import { doctorOf, when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { PatientLink } from '@/parts/patient-name';
import { Value } from './result-row';
import { nameOfCode } from './rules';
import { CriticalTag, Since } from './tags';

export function CriticalResultPage() {
  const { id = '' } = useParams();
  return (
    <Page title={t('Critical result')} isNarrow>
      <Permitted permission="lab-critical-results:read">
        <CriticalOf key={id} id={id} />
      </Permitted>
    </Page>
  );
}

function CriticalOf({ id }: { id: string }) {
  const may = usePermission();
  const critical = useQuery({ ...laboratory.criticalResult(id), refetchInterval: LIST_INTERVAL });
  const result = useQuery({ ...laboratory.result(critical.data?.result_id ?? ''), enabled: may('lab-results:read') && critical.data !== undefined });
  const order = useQuery({ ...laboratory.order(critical.data?.order_id ?? ''), enabled: may('lab-orders:read') && critical.data !== undefined });
  if (!critical.data) return <Paper><Pending query={critical} /></Paper>;
  const { data } = critical;
  const isOpen = data.status === 'open';
  // Who found it calls those who treat the patient; they acknowledge.
  const isLaboratory = may('lab-results:write');
  return (
    <>
      <Paper component="section" aria-label={t('Critical result')} sx={{ p: 1.5 }}>
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 1 }}>
          <CriticalTag of={data.status} />
          <Typography variant="h2" component="p">
            <PatientLink id={data.patient_id} tab="/results" />
          </Typography>
          <Box sx={{ flex: 1 }} />
          {may('lab-orders:read') && (
            <Button component={Link} to={`/laboratory/orders/${data.order_id}`}>
              {t('To the order and its results')}
            </Button>
          )}
        </Stack>
        <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fit, minmax(130px, 1fr))' }}>
          <Fact name={t('Test')}>
            <Ltr>{nameOfCode(data.code)}</Ltr>
          </Fact>
          {result.data && (
            <Fact name={t('Value')}>
              <Value result={result.data} />
            </Fact>
          )}
          {result.data?.reference_range && (
            <Fact name={t('Range')}>
              <Ltr>{result.data.reference_range}</Ltr>
            </Fact>
          )}
          <Fact name={t('Found')}>
            {when(data.created_at)} (<Since at={data.created_at} />)
          </Fact>
          {order.data && (
            <Fact name={t('Ordered by')}>
              <bdi>{doctorOf(order.data.ordering_provider) || '–'}</bdi>
            </Fact>
          )}
          <Fact name={t('Passed on')}>{data.level === 0 ? t('Not yet') : t('{n} times', { n: data.level })}</Fact>
          {data.escalates_at && <Fact name={t('Passed on next')}>{when(data.escalates_at)}</Fact>}
          {data.acknowledged_by && (
            <Fact name={t('Acknowledged by')}>
              <bdi>{data.acknowledged_by}</bdi>, {when(data.acknowledged_at)}
            </Fact>
          )}
          {data.note && (
            <Fact name={t('What is done about it')}>
              <bdi>{data.note}</bdi>
            </Fact>
          )}
        </Box>
        {result.error && <Refusal error={result.error} />}
      </Paper>
      {isOpen && may('lab-critical-results:write') && !isLaboratory && <Acknowledge critical={data} />}
      {isOpen && may('lab-critical-results:write') && <NoteCall critical={data} />}
      <Section title={t('Who was called')}>
        {data.calls.length === 0 ? (
          <Typography sx={{ color: 'text.secondary' }}>{t('Nobody yet.')}</Typography>
        ) : (
          <Box component="ol" aria-label={t('Who was called')} sx={{ m: 0, paddingInlineStart: 2.5 }}>
            {data.calls.map((call) => (
              <li key={`${call.at} ${call.to}`}>
                <bdi>{call.to}</bdi> · {call.reached ? t('reached, and read the value back') : t('not reached')} · <time dateTime={call.at}>{when(call.at)}</time> · <bdi>{call.by}</bdi>
                {call.note && <> · <bdi>{call.note}</bdi></>}
              </li>
            ))}
          </Box>
        )}
      </Section>
    </>
  );
}

function ofVersion({ id, version }: CriticalResult) {
  return { params: { path: { id }, header: { 'If-Match': `"${version}"` } } };
}

function NoteCall({ critical }: { critical: CriticalResult }) {
  const [to, setTo] = useState('');
  const [reached, setReached] = useState<boolean | null>(null);
  const [readBack, setReadBack] = useState('');
  const [note, setNote] = useState('');
  const call = useChange((body: Schemas['CriticalCallRequest']) => take(api.POST('/api/v1/lab/critical-results/{id}/calls', { ...ofVersion(critical), body })), { quiet: true, renews: renewsOf(critical.patient_id), done: t('The call is noted.') });
  const isReady = to.trim() !== '' && reached !== null && (!reached || readBack.trim() !== '');
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!isReady || reached === null) return;
    call.mutate({ to: to.trim(), reached, read_back: reached ? readBack.trim() : undefined, note: note.trim() || undefined }, {
      onSuccess: () => {
        setTo('');
        setReached(null);
        setReadBack('');
        setNote('');
      },
      onError: (error) => typeOf(error) === 'read-back-differs' && setReadBack(''),
    });
  };
  return (
    <Section title={t('Note a call')}>
      <Stack component="form" aria-label={t('Note a call')} spacing={1.5} onSubmit={submit}>
        <TextField label={t('Who was called')} value={to} onChange={({ target }) => setTo(target.value)} required helperText={t('Name and role')} slotProps={{ htmlInput: { maxLength: 200, autoComplete: 'off' } }} />
        <RadioGroup row aria-label={t('Whether somebody was reached')} value={reached === null ? '' : String(reached)} onChange={(_, value) => setReached(value === 'true')}>
          <FormControlLabel value="true" control={<Radio size="small" />} label={t('Reached')} />
          <FormControlLabel value="false" control={<Radio size="small" />} label={t('Not reached')} />
        </RadioGroup>
        {reached && <ReadBack value={readBack} onChange={setReadBack} label={t('The value as they read it back')} help={t('Type what you hear, not what is on the screen.')} />}
        <TextField label={t('Note')} value={note} onChange={({ target }) => setNote(target.value)} slotProps={{ htmlInput: { maxLength: 500 } }} />
        <ReadBackRefusal error={call.error} />
        <div>
          <Button type="submit" variant="contained" disabled={!isReady} loading={call.isPending}>
            {t('Note the call')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}

function Acknowledge({ critical }: { critical: CriticalResult }) {
  const [readBack, setReadBack] = useState('');
  const [note, setNote] = useState('');
  const acknowledge = useChange((body: Schemas['CriticalAcknowledgement']) => take(api.POST('/api/v1/lab/critical-results/{id}/acknowledge', { ...ofVersion(critical), body })), { quiet: true, renews: renewsOf(critical.patient_id), done: t('It is acknowledged.') });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (readBack.trim() !== '') acknowledge.mutate({ read_back: readBack.trim(), note: note.trim() || undefined }, { onError: (error) => typeOf(error) === 'read-back-differs' && setReadBack('') });
  };
  return (
    <Section title={t('I have seen it')}>
      <Stack component="form" aria-label={t('I have seen it')} spacing={1.5} onSubmit={submit}>
        <ReadBack value={readBack} onChange={setReadBack} label={t('The value as you read it')} help={t('Type it yourself: so it is sure that it was read.')} />
        <TextField label={t('What is done about it')} value={note} onChange={({ target }) => setNote(target.value)} slotProps={{ htmlInput: { maxLength: 500 } }} />
        <ReadBackRefusal error={acknowledge.error} />
        <div>
          <Button type="submit" variant="contained" disabled={readBack.trim() === ''} loading={acknowledge.isPending}>
            {t('Acknowledge')}
          </Button>
        </div>
      </Stack>
    </Section>
  );
}

function ReadBack({ value, onChange, label, help }: { value: string; onChange: (text: string) => void; label: string; help: string }) {
  return <TextField label={label} value={value} onChange={({ target }) => onChange(target.value)} required helperText={help} slotProps={{ htmlInput: { dir: 'auto', autoComplete: 'off', spellCheck: false, maxLength: 500 } }} />;
}

function ReadBackRefusal({ error }: { error: unknown }) {
  if (typeOf(error) !== 'read-back-differs' || isConflict(error)) return <Refusal error={error} />;
  return (
    <Alert variant="filled" severity="error" role="alert">
      <AlertTitle>{t('This is not the value of the result')}</AlertTitle>
      {t('Nothing was noted. Read the value again, digit for digit, and have it read back.')}
    </Alert>
  );
}
