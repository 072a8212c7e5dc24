// A panel: tests that are ordered together, in the order of a report.

import DownIcon from '@mui/icons-material/ArrowDownwardOutlined';
import UpIcon from '@mui/icons-material/ArrowUpwardOutlined';
import DeleteIcon from '@mui/icons-material/DeleteOutlined';
import { Alert, Autocomplete, Box, Button, Checkbox, FormControlLabel, IconButton, Paper, Stack, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useRef, useState, type FormEvent } from 'react';
import { useNavigate, useParams } from 'react-router';
import { t } from '@kit/i18n';
import { Pending } from '@kit/parts';
import { api, newKey, take, type Schemas } from '@/api/client';
import { laboratory, type LabPanel, type LabTest } from '@/api/laboratory';
import { isConflict, useChange, usePermission } from '@/api/queries';
import { Refusal } from '@/parts/conflict';
import { Ltr } from '@/parts/ltr';
import { Page, Permitted, Section } from '@/parts/page';
import { nameOfCode } from './rules';

export function LabPanelPage() {
  const { id = '' } = useParams();
  return (
    <Page title={id === 'new' ? t('New panel') : t('Panel of the catalogue')} isNarrow>
      <Permitted permission="lab-catalogue:read">
        <PanelOf key={id} id={id} />
      </Permitted>
    </Page>
  );
}

function PanelOf({ id }: { id: string }) {
  const isNew = id === 'new';
  const panel = useQuery({ ...laboratory.panel(id), enabled: !isNew });
  const tests = useQuery(laboratory.tests());
  if (!tests.data || (!isNew && !panel.data)) return <Paper><Pending query={tests.data ? panel : tests} /></Paper>;
  return <Editor known={panel.data} tests={tests.data.items} />;
}

function Editor({ known, tests }: { known?: LabPanel; tests: LabTest[] }) {
  const may = usePermission()('lab-catalogue:write');
  const navigate = useNavigate();
  const start = (panel?: Schemas['LabPanelRequest']) => ({ code: panel?.code.code ?? '', name: panel?.code.text ?? '', system: panel?.code.system ?? 'L', ids: panel?.test_ids ?? [], isActive: panel?.active ?? true });
  const [form, setForm] = useState(start(known?.panel));
  const [seen, setSeen] = useState(known?.version ?? 0);
  const [typed, setTyped] = useState('');
  const sent = useRef({ content: '', key: '' });
  const save = useChange(
    (body: Schemas['LabPanelRequest']) => {
      if (known) return take(api.PUT('/api/v1/lab/panels/{id}', { params: { path: { id: known.id }, header: { 'If-Match': `"${seen}"` } }, body }));
      const content = JSON.stringify(body);
      if (sent.current.content !== content) sent.current = { content, key: newKey() };
      return take(api.POST('/api/v1/lab/panels', { params: { header: { 'Idempotency-Key': sent.current.key } }, body }));
    },
    { quiet: true, renews: [['lab-catalogue']], done: t('The catalogue is changed; orders placed before stay as they are.') },
  );
  const change = (part: Partial<typeof form>) => setForm({ ...form, ...part });
  const isReady = form.code.trim() !== '' && form.name.trim() !== '' && form.ids.length > 0 && !isConflict(save.error);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (isReady) save.mutate({ code: { system: form.system, code: form.code.trim(), text: form.name.trim() }, test_ids: form.ids, active: form.isActive }, { onSuccess: () => void navigate('/laboratory/catalogue?of=panels') });
  };
  const reread = () => {
    setForm(start(known?.panel));
    setSeen(known?.version ?? 0);
    save.reset();
  };
  const nameOf = (id: string) => {
    const test = tests.find((one) => one.id === id);
    return test ? nameOfCode(test.test.code) : id;
  };
  const move = (at: number, by: number) => {
    const ids = [...form.ids];
    const [id] = ids.splice(at, 1);
    if (id) ids.splice(at + by, 0, id);
    change({ ids });
  };
  return (
    <Stack component="form" aria-label={t('Panel of the catalogue')} spacing={1.5} onSubmit={submit}>
      <Section title={t('What it is')}>
        <Box sx={{ display: 'grid', gap: 1.5, gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: '2fr 1fr' } }}>
          <TextField label={t('Name')} value={form.name} onChange={({ target }) => change({ name: target.value })} required disabled={!may} />
          <TextField label={t('Code')} value={form.code} onChange={({ target }) => change({ code: target.value })} required disabled={!may} slotProps={{ htmlInput: { dir: 'ltr', autoComplete: 'off' } }} />
        </Box>
        <FormControlLabel control={<Checkbox checked={form.isActive} onChange={(_, isActive) => change({ isActive })} disabled={!may} />} label={t('May be ordered')} />
      </Section>
      <Section title={t('Tests')}>
        <Box component="ol" aria-label={t('Tests')} sx={{ m: 0, p: 0, listStyle: 'none' }}>
          {form.ids.map((id, at) => (
            <Box component="li" key={id} sx={{ display: 'flex', alignItems: 'center', gap: 0.5 }}>
              <Box sx={{ flex: 1, minInlineSize: 0 }}>
                {at + 1}. <Ltr>{nameOf(id)}</Ltr>
              </Box>
              {may && (
                <>
                  <IconButton aria-label={t('Move {name} up', { name: nameOf(id) })} disabled={at === 0} onClick={() => move(at, -1)}>
                    <UpIcon fontSize="small" />
                  </IconButton>
                  <IconButton aria-label={t('Move {name} down', { name: nameOf(id) })} disabled={at === form.ids.length - 1} onClick={() => move(at, 1)}>
                    <DownIcon fontSize="small" />
                  </IconButton>
                  <IconButton aria-label={t('Remove {name}', { name: nameOf(id) })} onClick={() => change({ ids: form.ids.filter((other) => other !== id) })}>
                    <DeleteIcon fontSize="small" />
                  </IconButton>
                </>
              )}
            </Box>
          ))}
        </Box>
        {may && (
          <Autocomplete
            options={tests.filter(({ id }) => !form.ids.includes(id))}
            value={null}
            inputValue={typed}
            onInputChange={(_, text, reason) => reason !== 'reset' && setTyped(text)}
            onChange={(_, test) => {
              if (test) change({ ids: [...form.ids, test.id] });
              setTyped('');
            }}
            autoHighlight
            blurOnSelect={false}
            getOptionLabel={({ test }) => nameOfCode(test.code)}
            getOptionKey={({ id }) => id}
            noOptionsText={t('No such test')}
            renderInput={(params) => <TextField {...params} label={t('Add a test')} />}
            sx={{ mt: 1, maxInlineSize: 360 }}
          />
        )}
      </Section>
      <Refusal error={save.error} />
      {may ? (
        <Stack direction="row" sx={{ gap: 1 }}>
          <Button type="submit" variant="contained" disabled={!isReady} loading={save.isPending}>
            {t('Save')}
          </Button>
          {isConflict(save.error) && <Button onClick={reread}>{t('Show it as it is now')}</Button>}
        </Stack>
      ) : (
        <Alert severity="info">{t('Your role may read the catalogue only.')}</Alert>
      )}
    </Stack>
  );
}
