// One template: its text with the variables that it may use, what it says as it is typed and in the other language, and what it was.

import { Box, Button, Paper, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent, type ReactNode } from 'react';
import { Link, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Fact, Pending } from '@kit/parts';
import { api, take } from '@/api/client';
import { notifications, NOTIFICATIONS, type Template } from '@/api/notifications';
import { ofVersion } from '@/api/once';
import { isConflict, useChange } from '@/api/queries';
import { when } from '@/format';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Section } from '@/parts/page';
import { Main, Rows } from '@/parts/rows';
import { Tag } from '@/parts/tag';
import { CATEGORY } from '@/words';
import { NotificationFrame } from './frame';
import { filled, samples, VARIABLES, variablesIn, wrongIn } from './variables';
import { CHANNEL, LANGUAGE, VARIABLE } from './words';

/** As long as the hub takes them. */
const LONGEST = { subject: 200, body: 4000, sms: 320 };

export function TemplatePage() {
  const { id = '' } = useParams();
  return (
    <NotificationFrame title={t('Template')} managed>
      <Loaded id={id} />
    </NotificationFrame>
  );
}

function Loaded({ id }: { id: string }) {
  const template = useQuery(notifications.template(id));
  if (!template.data) return <Paper><Pending query={template} /></Paper>;
  return (
    <>
      <Head template={template.data} />
      <Editor key={id} template={template.data} />
      <Versions id={id} />
    </>
  );
}

function Head({ template }: { template: Template }) {
  const isUsed = template.active !== false;
  const toggle = useChange(() => take(api.POST('/api/v1/notifications/templates/{id}/toggle', ofVersion(template))), { quiet: true, renews: NOTIFICATIONS, done: isUsed ? t('The template is not used any more.') : t('The template is used.') });
  return (
    <Section title={t(CATEGORY[template.category])} actions={<Button variant="outlined" loading={toggle.isPending} onClick={() => toggle.mutate()}>{isUsed ? t('Do not use it any more') : t('Use it')}</Button>}>
      <Box component="dl" sx={{ m: 0, display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fill, minmax(140px, 1fr))' }}>
        <Fact name={t('Name')}><Ltr>{template.name}</Ltr></Fact>
        <Fact name={t('How')}>{t(CHANNEL[template.channel])}</Fact>
        <Fact name={t('Language')}>{t(LANGUAGE[template.language] ?? template.language)}</Fact>
        <Fact name={t('State')}><Tag tone={isUsed ? 'success' : 'neutral'}>{isUsed ? t('In use') : t('Not used')}</Tag></Fact>
        <Fact name={t('Changed')}>{when(template.updated_at)}</Fact>
      </Box>
      {!isUsed && <Typography sx={{ mt: 1, color: 'text.secondary' }}>{t('While it is not used, nobody is told of this by this channel in this language.')}</Typography>}
      <Refusal error={toggle.error} />
    </Section>
  );
}

function Editor({ template }: { template: Template }) {
  const { category, channel } = template;
  const isSms = channel === 'sms';
  // What was read when writing began. Another text of somebody else is not written over, and what is typed here is not lost either.
  const [base, setBase] = useState(template);
  const [subject, setSubject] = useState(template.subject ?? '');
  const [body, setBody] = useState(template.body);
  const isSameText = template.body === base.body && template.subject === base.subject;
  const start = (from: Template) => {
    setBase(from);
    setSubject(from.subject ?? '');
    setBody(from.body);
  };
  const field = useRef<HTMLTextAreaElement>(null);
  const most = isSms ? LONGEST.sms : LONGEST.body;
  const wrongSubject = isSms ? null : wrongIn(subject, category);
  const wrongBody = wrongIn(body, category) ?? (body.length > most ? t('It is longer than {most} characters.', { most }) : null);
  const isReady = body.trim() !== '' && (isSms || subject.trim() !== '') && !wrongSubject && !wrongBody && (body !== base.body || subject !== (base.subject ?? ''));
  const save = useChange(
    () =>
      take(
        api.PUT('/api/v1/notifications/templates/{id}', {
          ...ofVersion(isSameText ? template : base),
          body: { name: template.name, category, channel, language: template.language, subject: isSms ? undefined : subject.trim(), body, variables: variablesIn(`${isSms ? '' : subject} ${body}`) ?? [], active: template.active },
        }),
      ),
    { quiet: true, renews: NOTIFICATIONS, done: t('The template is saved; the next message is written by it.') },
  );
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady && !isConflict(save.error)) save.mutate(undefined, { onSuccess: start });
  };
  const reread = () => {
    start(template);
    save.reset();
  };
  const insert = (name: string) => {
    const at = field.current?.selectionStart ?? body.length;
    setBody(`${body.slice(0, at)}{{${name}}}${body.slice(field.current?.selectionEnd ?? at)}`);
    field.current?.focus();
  };
  return (
    <>
      <Section title={t('Text')}>
        <Stack component="form" spacing={1.5} onSubmit={submit} aria-label={t('Text')}>
          {!isSms && <TextField label={t('Subject')} value={subject} onChange={({ target }) => setSubject(target.value)} required error={Boolean(wrongSubject)} helperText={wrongSubject} slotProps={{ htmlInput: { maxLength: LONGEST.subject, dir: 'auto', lang: template.language } }} />}
          <TextField label={t('What is said')} value={body} onChange={({ target }) => setBody(target.value)} required multiline minRows={3} inputRef={field} error={Boolean(wrongBody)} helperText={wrongBody ?? t('{n} of {most} characters', { n: body.length, most })} slotProps={{ htmlInput: { dir: 'auto', lang: template.language } }} />
          <Box role="group" aria-label={t('Variables that it may use')}>
            <Typography sx={{ color: 'text.secondary' }}>{t('Variables that it may use; press one to put it into the text. None of them tells who the patient is or what they have.')}</Typography>
            <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 0.5, mt: 0.5 }}>
              {VARIABLES[category].map((name) => <Button key={name} variant="outlined" size="small" onClick={() => insert(name)}><Ltr>{`{{${name}}}`}</Ltr>&nbsp;· {t(VARIABLE[name] ?? name)}</Button>)}
            </Stack>
          </Box>
          <Refusal error={save.error} />
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1 }}>
            <Button type="submit" variant="contained" disabled={!isReady || isConflict(save.error)} loading={save.isPending}>{t('Save')}</Button>
            {isConflict(save.error) && <Button onClick={reread}>{t('Show it as it is now')}</Button>}
          </Stack>
        </Stack>
      </Section>
      <Previews template={template} subject={isSms ? null : subject} body={body} />
    </>
  );
}

/** As it is typed, and beside it what the same message says in the other language, by the hub. */
function Previews({ template, subject, body }: { template: Template; subject: string | null; body: string }) {
  const [values, setValues] = useState(samples);
  const all = useQuery(notifications.templates());
  const other = all.data?.items.find(({ name, channel, language }) => name === template.name && channel === template.channel && language !== template.language);
  const used = VARIABLES[template.category];
  const given = Object.fromEntries(used.map((name) => [name, values[name] ?? '']));
  const preview = useQuery({ ...notifications.preview(other?.id ?? '', given), enabled: other !== undefined, placeholderData: (previous) => previous });
  return (
    <Section title={t('Preview')}>
      <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: 'repeat(auto-fit, minmax(min(260px, 100%), 1fr))' }}>
        <Message title={`${t(LANGUAGE[template.language] ?? template.language)}: ${t('as it is typed')}`} language={template.language} subject={subject === null ? null : filled(subject, given)} body={filled(body, given)} />
        {other && (
          <Message title={t(LANGUAGE[other.language] ?? other.language)} language={other.language} subject={preview.data?.subject ?? null} body={preview.data?.body ?? ''} action={<Button component={Link} to={`/notifications/templates/${other.id}`}>{t('Change this one')}</Button>}>
            {!preview.data && <Pending query={preview} rows={2} />}
          </Message>
        )}
        {all.data && !other && <Typography sx={{ color: 'text.secondary' }}>{t('There is no template in the other language.')}</Typography>}
      </Box>
      <Typography sx={{ mt: 1.5, mb: 1, color: 'text.secondary' }}>{t('With these made-up values; nothing is sent.')}</Typography>
      <Box sx={{ display: 'grid', gap: 1, gridTemplateColumns: 'repeat(auto-fill, minmax(160px, 1fr))' }}>
        {used.map((name) => <TextField key={name} label={t(VARIABLE[name] ?? name)} value={values[name] ?? ''} onChange={({ target }) => setValues({ ...values, [name]: target.value })} slotProps={{ htmlInput: { dir: 'auto', maxLength: 200 } }} />)}
      </Box>
    </Section>
  );
}

function Message({ title, language, subject, body, action, children }: { title: string; language: string; subject: string | null; body: string; action?: ReactNode; children?: ReactNode }) {
  return (
    <Box role="group" aria-label={title} sx={{ border: '1px solid', borderColor: 'divider', borderRadius: 1, p: 1.5 }}>
      <Typography sx={{ fontSize: 12.5, color: 'text.secondary', mb: 0.5 }}>{title}</Typography>
      <Box lang={language} dir={language === 'ar' ? 'rtl' : 'ltr'} sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', textAlign: 'start' }}>
        {subject && <Typography sx={{ fontWeight: 600 }}>{subject}</Typography>}
        <Typography>{body}</Typography>
      </Box>
      {children}
      {action}
    </Box>
  );
}

function Versions({ id }: { id: string }) {
  const versions = useQuery(notifications.templateVersions(id));
  const query = { data: versions.data && { ...versions.data, items: [...versions.data.items].reverse() }, error: versions.error, refetch: versions.refetch };
  return (
    <Section title={t('What it was')}>
      <Rows label={t('What it was')} query={query} empty={t('It was never changed')} keyOf={({ version }) => String(version)}>
        {({ version, updated_at, subject, body, language }) => (
          <Main title={<bdi lang={language}>{subject ?? t('Version {n}', { n: version })}</bdi>}>
            <Box lang={language} dir="auto">{body}</Box>
            {t('Version {n}', { n: version })} · {when(updated_at)}
          </Main>
        )}
      </Rows>
    </Section>
  );
}
