// What I want to be told by which channel, when not, and in which language. Critical alerts come in any case.

import { Alert, Box, Button, Checkbox, FormControlLabel, Paper, Stack, Switch, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState, type FormEvent } from 'react';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, take, type Schemas } from '@/api/client';
import { notifications, NOTIFICATIONS, type NotificationCategory, type NotificationChannel, type Subscription } from '@/api/notifications';
import { isConflict, useChange } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Choice } from '@/parts/fields';
import { Section } from '@/parts/page';
import { CATEGORY } from '@/words';
import { NotificationFrame } from './frame';
import { CHANNELS, isWanted, languageOf, MANDATORY, OF_STAFF, quietOf, settling, wanting, type Said } from './wishes';
import { CHANNEL, LANGUAGE } from './words';

export function PreferencesPage() {
  return (
    <NotificationFrame title={t('Preferences')}>
      <Loaded />
    </NotificationFrame>
  );
}

function Loaded() {
  const said = useQuery(notifications.subscriptions());
  const channels = useQuery(notifications.channels());
  if (!said.data) return <Paper><Pending query={said} /></Paper>;
  if (!channels.data) return <Paper><Pending query={channels} /></Paper>;
  return (
    <>
      <Channels said={said.data} setup={channels.data} />
      <WhenAndHow said={said.data} />
    </>
  );
}

function say({ body, version }: Said): Promise<Subscription> {
  return take(api.PUT('/api/v1/notifications/subscriptions', { params: { header: version === undefined ? {} : { 'If-Match': `"${version}"` } }, body }));
}

function Channels({ said, setup }: { said: Subscription[]; setup: Schemas['ChannelSetup'][] }) {
  const change = useChange(say, { quiet: true, renews: NOTIFICATIONS });
  const isOff = (channel: NotificationChannel) => channel !== 'in-app' && setup.find((one) => one.channel === channel)?.is_on === false;
  const rows: (NotificationCategory | undefined)[] = [...OF_STAFF, undefined];
  return (
    <Section title={t('What I am told, and how')}>
      <TableContainer role="region" aria-label={t('What I am told, and how')} tabIndex={0}>
        <Table aria-label={t('What I am told, and how')}>
          <TableHead>
            <TableRow>
              <TableCell>{t('What')}</TableCell>
              {CHANNELS.map((channel) => <TableCell key={channel} align="center">{t(CHANNEL[channel])}</TableCell>)}
            </TableRow>
          </TableHead>
          <TableBody>
            {rows.map((category) => {
              const name = category ? t(CATEGORY[category]) : t('Everything else');
              const isMandatory = category !== undefined && MANDATORY.includes(category);
              return (
                <TableRow key={category ?? 'all'}>
                  <TableCell component="th" scope="row">
                    {name}
                    {isMandatory && <Typography sx={{ fontSize: 12.5, color: 'text.secondary' }}>{t('always')}</Typography>}
                  </TableCell>
                  {CHANNELS.map((channel) => (
                    <TableCell key={channel} align="center">
                      <Checkbox checked={isWanted(said, channel, category)} disabled={isMandatory || change.isPending} onChange={(_, enabled) => change.mutate(wanting(said, channel, category, enabled))} slotProps={{ input: { 'aria-label': `${name}: ${t(CHANNEL[channel])}` } }} />
                    </TableCell>
                  ))}
                </TableRow>
              );
            })}
          </TableBody>
        </Table>
      </TableContainer>
      <Refusal error={change.error} />
      <Typography sx={{ mt: 1, color: 'text.secondary' }}>{t('Critical alerts and what protects your account cannot be refused.')}</Typography>
      {CHANNELS.filter(isOff).map((channel) => <Typography key={channel} sx={{ color: 'text.secondary' }}>{t('{channel}: this hub sends none yet. What you choose counts as soon as it does.', { channel: t(CHANNEL[channel]) })}</Typography>)}
    </Section>
  );
}

const HERE = Intl.DateTimeFormat().resolvedOptions().timeZone;

function formOf(said: Subscription[]) {
  const quiet = quietOf(said);
  return { isQuiet: quiet !== null, from: quiet?.from.slice(0, 5) ?? '22:00', until: quiet?.until.slice(0, 5) ?? '07:00', zone: quiet ? (quiet.time_zone ?? '') : HERE, language: languageOf(said) };
}

function WhenAndHow({ said }: { said: Subscription[] }) {
  const [form, setForm] = useState(() => formOf(said));
  const { isQuiet } = form;
  const set = (name: 'from' | 'until' | 'zone' | 'language') => (value: string) => setForm({ ...form, [name]: value });
  const isReady = !isQuiet || (form.from !== '' && form.until !== '' && form.from !== form.until);
  const save = useChange(
    async () => {
      const quiet = isQuiet ? { from: `${form.from}:00`, until: `${form.until}:00`, time_zone: form.zone.trim() || undefined } : null;
      // One after the other: the first that is refused ends it, and what counts is shown anew.
      for (const one of settling(said, quiet, form.language)) await say(one);
    },
    { quiet: true, renews: NOTIFICATIONS, done: t('Your preferences are saved.') },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isConflict(save.error)) save.mutate();
  };
  const reread = () => {
    setForm(formOf(said));
    save.reset();
  };
  return (
    <Section title={t('When, and in which language')}>
      <Stack component="form" onSubmit={submit} spacing={1.5} sx={{ maxInlineSize: 640 }} aria-label={t('When, and in which language')}>
        <FormControlLabel control={<Switch checked={isQuiet} onChange={(_, on) => setForm({ ...form, isQuiet: on })} />} label={t('Quiet hours: mails and text messages wait until they are over')} />
        {isQuiet && (
          <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(150px, 1fr))' }}>
            <Clock label={t('Quiet from')} value={form.from} onChange={set('from')} />
            <Clock label={t('Quiet until')} value={form.until} onChange={set('until')} />
            <TextField label={t('Time zone')} value={form.zone} onChange={({ target }) => set('zone')(target.value)} helperText={t('Such as Africa/Khartoum; empty for the facility’s')} slotProps={{ htmlInput: { dir: 'ltr', maxLength: 64 } }} />
          </Box>
        )}
        <Alert severity="info">{t('Critical alerts are never silenced: they come in quiet hours too.')}</Alert>
        <Choice label={t('Language')} value={form.language} onChange={set('language')} all={t('That of the facility')} options={Object.entries(LANGUAGE).map(([one, word]) => [one, t(word)])} />
        <Refusal error={save.error} />
        <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
          <Button type="submit" variant="contained" disabled={!isReady || isConflict(save.error)} loading={save.isPending}>{t('Save')}</Button>
          {isConflict(save.error) && <Button onClick={reread}>{t('Show it as it is now')}</Button>}
        </Stack>
      </Stack>
    </Section>
  );
}

function Clock({ label, value, onChange }: { label: string; value: string; onChange: (value: string) => void }) {
  return <TextField type="time" label={label} value={value} onChange={({ target }) => onChange(target.value)} required slotProps={{ inputLabel: { shrink: true }, htmlInput: { dir: 'ltr' } }} />;
}
