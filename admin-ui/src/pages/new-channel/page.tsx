// The way from nothing to a message received: choose a template, fill in its settings, deploy, send a message, look at it.

import { Alert, Box, Button, FormControlLabel, Link, Paper, Radio, RadioGroup, Stack, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useSearchParams } from 'react-router';
import { explain } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { notify } from '@kit/notices';
import { PageHead } from '@kit/parts';
import { api, take } from '@/api/client';
import { queries, useChange, usePermission } from '@/api/queries';
import { beginItem } from '@/editing/draft';
import { FirstMessage } from './first-message';
import { Step } from './step';
import { TEMPLATES, defaultsOf, filesOf, idOf, type Template } from './templates';

export function NewChannelPage() {
  const [params] = useSearchParams();
  const made = params.get('made');
  const template = TEMPLATES.find(({ key }) => key === params.get('from')) ?? TEMPLATES[0];
  if (!template) return null;
  return (
    <Box sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 2, maxInlineSize: 860 }}>
      <PageHead title={t('New channel')} detail={t('A channel takes messages from one source, filters and transforms them, and hands them to its destinations.')} />
      {made ? <FirstMessage id={made} template={template} /> : <Make template={template} />}
    </Box>
  );
}

function Make({ template }: { template: Template }) {
  const [, setParams] = useSearchParams();
  const [name, setName] = useState('');
  const [ownId, setId] = useState<string | null>(null);
  const [typed, setTyped] = useState<Record<string, Record<string, string>>>({});
  const values = { ...defaultsOf(template), ...typed[template.key] };
  const setValues = (next: Record<string, string>) => setTyped({ ...typed, [template.key]: next });
  const navigate = useNavigate();
  const may = usePermission();
  const channels = useQuery({ ...queries.channels(), refetchInterval: false });
  const id = ownId ?? idOf(name);
  const idProblem = channels.data?.some((channel) => channel.id === id) ? t('There is a channel with this id.') : id !== '' && idOf(id) !== id ? t('This is no such id.') : '';
  const wrong = template.settings.filter(({ name, test }) => !test.test(values[name] ?? ''));
  const isReady = name.trim() !== '' && id !== '' && idProblem === '' && wrong.length === 0;
  const files = filesOf(template, id, name.trim(), values);
  const make = useMake();
  const edit = () => {
    beginItem('channel', id, files);
    void navigate(`/channels/${id}/edit`);
  };
  const lacks = !may('channels:edit') || !may('channels:operate');
  return (
    <Box
      component="form"
      onSubmit={(event) => {
        event.preventDefault();
        make.mutate({ id, files }, { onSuccess: () => setParams({ from: template.key, made: id }, { replace: true }) });
      }}
      sx={{ display: 'flex', flexDirection: 'column', gap: 2 }}
    >
      <Step n={1} title={t('What shall it do?')}>
        <RadioGroup aria-label={t('Template')} value={template.key} onChange={(_, from) => setParams({ from }, { replace: true })} sx={{ display: 'grid', gridTemplateColumns: { xs: '1fr', md: '1fr 1fr' }, gap: 1 }}>
          {TEMPLATES.map(({ key, title, about }) => (
            <Paper key={key} sx={{ px: 1.5, py: 1, borderColor: key === template.key ? 'primary.main' : 'divider' }}>
              <FormControlLabel value={key} control={<Radio size="small" />} label={t(title)} slotProps={{ typography: { sx: { fontWeight: 600 } } }} />
              <Typography sx={{ fontSize: 12.5, color: 'text.secondary' }}>{t(about)}</Typography>
            </Paper>
          ))}
        </RadioGroup>
      </Step>
      <Step n={2} title={t('What is it called, and where does it listen?')}>
        <Stack spacing={2} sx={{ maxInlineSize: 520 }}>
          <TextField required autoFocus label={t('Name')} value={name} onChange={(event) => setName(event.target.value)} helperText={t('What people see; it can be changed.')} />
          <TextField required label={t('Id')} value={id} onChange={(event) => setId(event.target.value)} error={idProblem !== ''} helperText={idProblem || t('1 to 64 lowercase letters, digits and -, beginning with a letter. It never changes.')} slotProps={{ htmlInput: { dir: 'ltr' } }} />
          {template.settings.map((setting) => (
            <TextField key={setting.name} required label={t(setting.label)} value={values[setting.name]} onChange={(event) => setValues({ ...values, [setting.name]: event.target.value })} error={wrong.includes(setting)} helperText={t(setting.help)} slotProps={{ htmlInput: { dir: 'ltr' } }} />
          ))}
        </Stack>
      </Step>
      {lacks && <Alert severity="info">{t('Your roles do not permit this.')}</Alert>}
      {make.error && <Alert severity="error">{explain(make.error)}</Alert>}
      <Stack direction="row" spacing={1} useFlexGap sx={{ flexWrap: 'wrap', alignItems: 'center' }}>
        <Button type="submit" variant="contained" size="large" disabled={!isReady || lacks} loading={make.isPending}>
          {t('Make and deploy')}
        </Button>
        <Button size="large" disabled={!isReady || !may('channels:edit')} onClick={edit}>
          {t('Change it in the editor first')}
        </Button>
        <Box sx={{ flex: 1 }} />
        <Link component={RouterLink} to="/items/channel?new">
          {t('Begin with an empty channel')}
        </Link>
      </Stack>
    </Box>
  );
}

function useMake() {
  return useChange(
    async ({ id, files }: { id: string; files: ReturnType<typeof filesOf> }) => {
      await take(api.PUT('/api/v1/items/{kind}/{name}', { params: { path: { kind: 'channel', name: id } }, body: { files, comment: 'from a template' }, headers: { 'if-none-match': '*' } }));
      // It is saved now; what keeps it from running is told on the way, and deployed again from there.
      await take(api.POST('/api/v1/channels/{id}/deploy', { params: { path: { id } } })).catch((error: unknown) => notify({ severity: 'error', text: explain(error) }));
    },
    { renews: [['channels'], ['items', 'channel'], ['statistics']], quiet: true },
  );
}
