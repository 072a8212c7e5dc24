// What monitors measure of a patient: open alarms, the latest values with limits, and the trend of one of them as a chart or a table.
// Which sign and which span is in the address.

import { Alert, Box, Paper, Stack, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { age } from '@kit/format';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { LIST_INTERVAL, usePermission } from '@/api/queries';
import { vitals, type VitalParameter, type VitalThreshold } from '@/api/vitals';
import { when } from '@/format';
import { useRooms } from '@/live/live';
import { Ltr } from '@/parts/ltr';
import { Permitted, Section } from '@/parts/page';
import { Tag } from '@/parts/tag';
import { useNow } from '@/parts/use-now';
import { VITAL } from '@/words';
import { AlarmCard } from '../alarms/alarm-card';
import { worstFirst } from '../alarms/order';
import { usePatient } from './page';
import { VitalTrend } from './vital-trend';
import { BUCKETS, LATE_MS, latestOf, levelOf, limitOf, PARAMETERS, shownValue, signOf, SPANS, UNIT, windowOf, type Latest, type Span } from './vitals';

export const SPAN_WORDS: Record<Span, string> = { hour: 'Last hour', day: 'Last day', week: 'Last week' };
const COLORS = { normal: undefined, warning: 'warning.main', critical: 'error.main' };

export function VitalsTab() {
  return (
    <Permitted permission="vitals:read">
      <Vitals />
    </Permitted>
  );
}

function Vitals() {
  const { id } = usePatient();
  const may = usePermission();
  const now = useNow();
  // Whoever watches a patient's room is on the access log from joining to leaving.
  const isTold = useRooms([`patient:${id}`]);
  const refetchInterval = isTold ? false : LIST_INTERVAL;
  const [since] = useState(() => new Date(Date.now() - SPANS.week * 1_000).toISOString());
  const readings = useQuery({ ...vitals.readings(id, since), refetchInterval });
  const alarms = useQuery({ ...vitals.alarms({ patient: id }), refetchInterval });
  const own = useQuery({ ...vitals.limits('patient', id), enabled: may('vital-thresholds:read') });
  const usual = useQuery({ ...vitals.limits('default'), enabled: may('vital-thresholds:read') });
  const [search, setSearch] = useSearchParams();
  const open = (alarms.data?.items ?? []).filter(({ state }) => state !== 'resolved').sort(worstFirst);
  const over = (alarms.data?.items ?? []).filter(({ state }) => state === 'resolved').slice(0, 5);
  if (!readings.data) return <Paper><Pending query={readings} /></Paper>;
  const latest = latestOf(readings.data.items);
  const limits = (parameter: VitalParameter) => limitOf(parameter, own.data ?? [], usual.data ?? []);
  const known = PARAMETERS.filter((parameter) => latest.has(parameter));
  const chosen = known.find((parameter) => parameter === search.get('sign')) ?? known[0];
  const span = (Object.keys(SPANS) as Span[]).find((one) => one === search.get('span')) ?? 'day';
  const set = (name: string, value: string) =>
    setSearch(
      (was) => {
        const next = new URLSearchParams(was);
        next.set(name, value);
        return next;
      },
      { replace: true },
    );
  return (
    <>
      {alarms.error && <Alert severity="error">{t('Alarms could not be asked for: look at the monitor.')}</Alert>}
      {open.map((alarm) => (
        <AlarmCard key={alarm.id} alarm={alarm} now={now} isNamed={false} />
      ))}
      {chosen === undefined ? (
        <Paper><Empty title={t('Nothing was measured in the last week')}>{t('Values come from monitors that are connected with the patient.')}</Empty></Paper>
      ) : (
        <>
          <ToggleButtonGroup exclusive value={chosen} aria-label={t('Vital sign')} onChange={(_, value: VitalParameter | null) => value && set('sign', value)} sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))', '& .MuiToggleButton-root': { borderRadius: '6px !important', border: '1px solid !important', borderColor: 'divider !important', m: '0 !important', textTransform: 'none', display: 'block', textAlign: 'start', p: 1, color: 'text.primary' }, '& .MuiToggleButton-root.Mui-selected': { borderColor: 'primary.main !important' } }}>
            {known.map((parameter) => (
              <ToggleButton key={parameter} value={parameter}>
                <Tile parameter={parameter} latest={latest.get(parameter)} limits={limits(parameter)} now={now} />
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <Trend patient={id} parameter={chosen} span={span} onSpan={(value) => set('span', value)} limits={limits(chosen)} now={now} refetchInterval={refetchInterval} />
        </>
      )}
      {over.length > 0 && (
        <Section title={t('Alarms that are over')}>
          <Stack spacing={1}>
            {over.map((alarm) => (
              <AlarmCard key={alarm.id} alarm={alarm} now={now} isNamed={false} />
            ))}
          </Stack>
        </Section>
      )}
    </>
  );
}

function Tile({ parameter, latest, limits, now }: { parameter: VitalParameter; latest: Latest | undefined; limits: VitalThreshold | null; now: number }) {
  if (!latest) return null;
  const level = levelOf(latest.value, limits);
  const old = now - Date.parse(latest.at);
  const isLate = old > LATE_MS;
  return (
    <>
      <Typography component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: 12.5 }}>
        {t(VITAL[parameter])}
      </Typography>
      <Ltr sx={{ fontSize: 22, fontWeight: 650, lineHeight: 1.3, color: isLate ? 'text.secondary' : COLORS[level.level] }}>
        {shownValue(latest.value, parameter)} <Box component="span" sx={{ fontSize: 13, fontWeight: 500 }}>{UNIT[parameter]}</Box> {signOf(level)}
      </Ltr>
      <Typography component="span" sx={{ display: 'block', color: 'text.secondary', fontSize: 12 }}>
        {old < 60_000 ? t('just now') : t('{age} ago', { age: age(old / 1_000) })} {isLate && `· ${t('old')}`}
      </Typography>
    </>
  );
}

function Trend({ patient, parameter, span, onSpan, limits, now, refetchInterval }: { patient: string; parameter: VitalParameter; span: Span; onSpan: (span: Span) => void; limits: VitalThreshold | null; now: number; refetchInterval: number | false }) {
  const [isTable, setTable] = useState(false);
  const seconds = BUCKETS[span];
  const { from, to } = windowOf(now, span);
  const series = useQuery({ ...vitals.series(patient, parameter, from, to, seconds), refetchInterval });
  const name = t(VITAL[parameter]);
  return (
    <Section
      title={name}
      actions={
        <>
          <ToggleButtonGroup size="small" exclusive value={span} aria-label={t('Span of time')} onChange={(_, value: Span | null) => value && onSpan(value)}>
            {(Object.keys(SPANS) as Span[]).map((one) => (
              <ToggleButton key={one} value={one}>
                {t(SPAN_WORDS[one])}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
          <ToggleButtonGroup size="small" exclusive value={isTable ? 'table' : 'chart'} aria-label={t('How it is shown')} onChange={(_, value: string | null) => value && setTable(value === 'table')}>
            <ToggleButton value="chart">{t('Chart|picture')}</ToggleButton>
            <ToggleButton value="table">{t('Table')}</ToggleButton>
          </ToggleButtonGroup>
        </>
      }
    >
      <Limits limits={limits} parameter={parameter} />
      {!series.data ? (
        <Pending query={series} rows={4} />
      ) : series.data.length === 0 ? (
        <Typography sx={{ color: 'text.secondary' }}>{t('Nothing was measured in this time.')}</Typography>
      ) : isTable ? (
        <TableContainer sx={{ maxBlockSize: 360 }}>
          <Table aria-label={t('{name} over time', { name })}>
            <TableHead>
              <TableRow>
                <TableCell>{t('From')}</TableCell>
                <TableCell>{t('Mean')}</TableCell>
                <TableCell>{t('Least')}</TableCell>
                <TableCell>{t('Most')}</TableCell>
              </TableRow>
            </TableHead>
            <TableBody>
              {[...series.data].reverse().map((one) => (
                <TableRow key={one.from}>
                  <TableCell>{when(one.from)}</TableCell>
                  {[one.mean, one.min, one.max].map((value, at) => (
                    <TableCell key={at}>
                      <Ltr>
                        {shownValue(value, parameter)} {UNIT[parameter]} {signOf(levelOf(value, limits))}
                      </Ltr>
                    </TableCell>
                  ))}
                </TableRow>
              ))}
            </TableBody>
          </Table>
        </TableContainer>
      ) : (
        <VitalTrend parameter={parameter} buckets={series.data} limits={limits} from={from} to={to} seconds={seconds} />
      )}
    </Section>
  );
}

function Limits({ limits, parameter }: { limits: VitalThreshold | null; parameter: VitalParameter }) {
  if (!limits) return <Typography sx={{ color: 'text.secondary', mb: 0.5 }}>{t('No limits are set.')}</Typography>;
  const told = (low: number | null | undefined, high: number | null | undefined) => [typeof low === 'number' && `< ${shownValue(low, parameter)}`, typeof high === 'number' && `> ${shownValue(high, parameter)}`].filter(Boolean).join(', ');
  const [warning, critical] = [told(limits.warning_low, limits.warning_high), told(limits.critical_low, limits.critical_high)];
  return (
    <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 0.5, color: 'text.secondary' }}>
      {warning && <span>{t('Warning')} <Ltr>{warning} {UNIT[parameter]}</Ltr></span>}
      {critical && <span>{t('Critical')} <Ltr>{critical} {UNIT[parameter]}</Ltr></span>}
      {limits.scope === 'patient' && <Tag tone="info">{t('This patient’s own limits')}</Tag>}
    </Stack>
  );
}
