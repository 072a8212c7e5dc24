// Settings: how this browser shows the interface; backup and restore of everything that analysts edit; channels in from a file.

import { Alert, Box, Button, FormControlLabel, Link, MenuItem, Paper, Switch, TextField, Typography } from '@mui/material';
import { useMutation, useQueryClient } from '@tanstack/react-query';
import { useRef, useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { explain } from '@kit/api/problem';
import { PageHead } from '@kit/parts';
import { usePreferences, type ThemeChoice } from '@kit/preferences';
import { Status } from '@kit/status';
import { download, upload, type Schemas } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';

export function SettingsPage() {
  const may = usePermission();
  const theme = usePreferences((preferences) => preferences.theme);
  const backup = useChange(() => download('/api/v1/backup', `nilecare-${new Date().toISOString().slice(0, 10)}.zip`));
  return (
    <Box sx={{ p: 2, display: 'flex', flexDirection: 'column', gap: 2, maxInlineSize: 860 }}>
      <PageHead title={t('Settings')} />
      <Section title={t('This browser')} about={t('Kept in this browser only.')}>
        <TextField select label={t('Theme')} value={theme} onChange={(event) => usePreferences.setState({ theme: event.target.value as ThemeChoice })} sx={{ inlineSize: 240 }}>
          <MenuItem value="system">{t('As the system has it')}</MenuItem>
          <MenuItem value="light">{t('Light')}</MenuItem>
          <MenuItem value="dark">{t('Dark')}</MenuItem>
        </TextField>
      </Section>
      {may('backup:create') && (
        <Section title={t('Backup')} about={t('A zip file with everything that analysts edit: channels, code templates, lookup tables, global scripts, alerts, the configuration map. Users, messages, the history and the keys are not in it: back the data folder up for those.')}>
          <Button variant="outlined" loading={backup.isPending} onClick={() => backup.mutate()}>
            {t('Take a backup')}
          </Button>
        </Section>
      )}
      {may('backup:restore') && (
        <FileSection
          title={t('Restore')}
          about={t('Makes everything in a backup the current state again, each as a new revision. Nothing is deployed by it.')}
          path="/api/v1/restore"
          verb={t('Restore')}
          option={{ name: 'exact', label: t('Delete what is not in the backup') }}
        />
      )}
      {may('channels:edit') && (
        <FileSection
          title={t('Import')}
          about={t('A channel with the libraries that it names, as “Export as a file” on its page writes it.')}
          path="/api/v1/import"
          verb={t('Import')}
          option={{ name: 'overwrite', label: t('Write over items of the same name') }}
        />
      )}
      <Section title={t('More')} about="">
        <Link href="/api/docs/">{t('API documentation')}</Link> · <Link href="/metrics">{t('Metrics')}</Link> · <Link href="/health/ready">{t('Health')}</Link>
      </Section>
    </Box>
  );
}

function Section({ title, about, children }: { title: string; about: string; children: ReactNode }) {
  return (
    <Paper component="section" aria-label={title} sx={{ p: 2 }}>
      <Typography variant="h2">{title}</Typography>
      {about && (
        <Typography color="text.secondary" sx={{ mb: 1.5 }}>
          {about}
        </Typography>
      )}
      {children}
    </Paper>
  );
}

interface FileProps {
  title: string;
  about: string;
  path: string;
  verb: string;
  option: { name: string; label: string };
}

function FileSection({ title, about, path, verb, option }: FileProps) {
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isOn, setOn] = useState(false);
  const client = useQueryClient();
  const run = useMutation({
    mutationFn: async (file: File) => (JSON.parse(await upload(`${path}?${option.name}=${isOn}`, 'application/zip', file)) as { items: Schemas['ItemOutcome'][] }).items,
    onSettled: () => {
      setFile(null);
      void client.invalidateQueries();
    },
  });
  return (
    <Section title={title} about={about}>
      <Button variant="outlined" onClick={() => input.current?.click()}>
        {t('Choose a file…')}
      </Button>
      <input
        ref={input}
        type="file"
        accept=".zip"
        hidden
        aria-hidden
        onChange={(event) => {
          setFile(event.target.files?.[0] ?? null);
          event.target.value = '';
        }}
      />
      <Confirm open={file !== null} title={t('{verb} {file}?', { verb, file: file?.name ?? '' })} verb={verb} isBusy={run.isPending} isDangerous={isOn} onConfirm={() => file && run.mutate(file)} onClose={() => setFile(null)}>
        <FormControlLabel control={<Switch checked={isOn} onChange={(_, next) => setOn(next)} />} label={option.label} />
      </Confirm>
      {run.error && (
        <Alert severity="error" sx={{ mt: 1.5 }}>
          {explain(run.error)}
        </Alert>
      )}
      {run.data && (
        <Box component="ul" sx={{ pl: 2, mb: 0 }} role="status">
          {run.data.map(({ item, result, problems }) => (
            <li key={item}>
              <Status of={(problems?.length ?? 0) > 0 ? 'error' : 'success'} text={`${item}: ${result}`} /> {problems?.join('; ')}
            </li>
          ))}
        </Box>
      )}
    </Section>
  );
}
