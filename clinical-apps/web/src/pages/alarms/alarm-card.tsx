// One alarm: what it is about, how far beyond which limit, who sees to it, and seeing to it.

import SeenIcon from '@mui/icons-material/VisibilityOutlined';
import OverIcon from '@mui/icons-material/CheckCircleOutlined';
import { Box, Button, Paper, Stack, TextField, Typography } from '@mui/material';
import { useState } from 'react';
import { Confirm } from '@kit/confirm';
import { age } from '@kit/format';
import { t } from '@kit/i18n';
import { api, take } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';
import type { AlarmState, DeviceAlarm } from '@/api/vitals';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { isolated } from '@/parts/ltr';
import { PatientLink } from '@/parts/patient-name';
import { edge, Tag, type Tone } from '@/parts/tag';
import { ALARM_KIND, ALARM_SEVERITY, ALARM_STATE, VITAL } from '@/words';
import { shownValue, UNIT } from '../chart/vitals';

const STATE_TONES: Record<AlarmState, Tone> = { active: 'error', acknowledged: 'info', resolved: 'neutral' };

/** `Heart rate 150 /min, limit 120`. */
export function beyond({ parameter, value, limit }: DeviceAlarm): string | null {
  if (!parameter || typeof value !== 'number') return null;
  const told = `${shownValue(value, parameter)} ${UNIT[parameter]}`;
  return typeof limit === 'number' ? t('{value}, limit {limit}', { value: isolated(told), limit: isolated(shownValue(limit, parameter)) }) : isolated(told);
}

export function AlarmCard({ alarm, now, isNamed = true }: { alarm: DeviceAlarm; now: number; isNamed?: boolean }) {
  const may = usePermission();
  const [asked, setAsked] = useState<'acknowledge' | 'resolve' | null>(null);
  const title = alarm.parameter ? t(VITAL[alarm.parameter]) : t(ALARM_KIND[alarm.kind]);
  const isOpen = alarm.state !== 'resolved';
  const tone = !isOpen ? 'neutral' : alarm.severity === 'critical' ? 'error' : 'warning';
  return (
    <Paper component="article" aria-label={[t(ALARM_SEVERITY[alarm.severity]), title].join(': ')} sx={{ p: 1.25, ...edge(tone, 5) }}>
      <Stack direction="row" sx={{ flexWrap: 'wrap', columnGap: 1.25, rowGap: 0.5, alignItems: 'center' }}>
        <Tag tone={tone} isStrong={isOpen}>{t(ALARM_SEVERITY[alarm.severity])}</Tag>
        <Typography sx={{ fontWeight: 650 }}>{title}</Typography>
        {beyond(alarm) && <Typography sx={{ fontWeight: 650 }}>{beyond(alarm)}</Typography>}
        {isNamed && alarm.patient_id && <PatientLink id={alarm.patient_id} tab="/vitals" />}
        <Box sx={{ flex: 1 }} />
        <Tag tone={STATE_TONES[alarm.state]} Icon={alarm.state === 'acknowledged' ? SeenIcon : alarm.state === 'resolved' ? OverIcon : undefined}>
          {t(ALARM_STATE[alarm.state])}
        </Tag>
      </Stack>
      <Typography sx={{ color: 'text.secondary', fontSize: 12.5, mt: 0.5 }}>
        {t('raised {when}', { when: when(alarm.raised_at) })}
        {isOpen && <> ({t('{age} ago', { age: age((now - Date.parse(alarm.raised_at)) / 1_000) })})</>}
        {isOpen && typeof alarm.last_value === 'number' && alarm.parameter && <> · {t('now {value}', { value: isolated(`${shownValue(alarm.last_value, alarm.parameter)} ${UNIT[alarm.parameter]}`) })}</>}
        {alarm.acknowledged_by && <> · {t('seen to by {name}', { name: alarm.acknowledged_by })}, {when(alarm.acknowledged_at)}</>}
        {alarm.resolved_at && <> · {alarm.resolved_by ? t('ended by {name}', { name: alarm.resolved_by }) : t('ended by itself')}, {when(alarm.resolved_at)}</>}
        {alarm.note && <> · <bdi>{alarm.note}</bdi></>}
      </Typography>
      {alarm.escalation_level > 0 && alarm.state === 'active' && <Tag tone="error">{t('Told again {n} times: nobody saw to it', { n: alarm.escalation_level })}</Tag>}
      {isOpen && may('vital-alarms:write') && (
        <Stack direction="row" sx={{ gap: 1, mt: 1 }}>
          {alarm.state === 'active' && (
            <Button variant="contained" onClick={() => setAsked('acknowledge')} aria-label={t('I see to it: {title}', { title })}>
              {t('I see to it')}
            </Button>
          )}
          <Button onClick={() => setAsked('resolve')} aria-label={t('End the alarm: {title}', { title })}>
            {t('End the alarm')}
          </Button>
        </Stack>
      )}
      {asked && <AnswerDialog alarm={alarm} step={asked} title={title} onClose={() => setAsked(null)} />}
    </Paper>
  );
}

function AnswerDialog({ alarm, step, title, onClose }: { alarm: DeviceAlarm; step: 'acknowledge' | 'resolve'; title: string; onClose: () => void }) {
  const [note, setNote] = useState('');
  const answer = useChange((text: string) => take(api.POST(`/api/v1/vitals/alarms/{id}/${step}`, { params: { path: { id: alarm.id } }, body: { note: text || undefined } })), { quiet: true, renews: [['alarms']], done: step === 'acknowledge' ? t('It is noted that you see to it.') : t('The alarm is over.') });
  const verb = step === 'acknowledge' ? t('I see to it') : t('End the alarm');
  return (
    <Confirm open title={`${verb}: ${title}`} verb={verb} isDangerous={step === 'resolve'} isBusy={answer.isPending} onConfirm={() => answer.mutate(note.trim(), { onSuccess: onClose })} onClose={onClose}>
      <Stack spacing={2} sx={{ pt: 1 }}>
        <Typography>
          {step === 'acknowledge' ? t('Your name is kept with it. It ends by itself when the values are within the limits again, and comes back when they get worse.') : t('End it only when its cause is gone; a new value beyond the limits raises a new one.')}
        </Typography>
        <TextField label={t('Note')} value={note} onChange={({ target }) => setNote(target.value)} multiline autoFocus slotProps={{ htmlInput: { maxLength: 500 } }} />
        <Refusal error={answer.error} />
      </Stack>
    </Confirm>
  );
}
