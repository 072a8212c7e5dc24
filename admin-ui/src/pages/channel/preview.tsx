// The live preview: what the channel, as it is in the editor, makes of a sample message. Runs while somebody types; no connector is
// opened and nothing is kept.

import { Alert, Box, Button, Collapse, FormControlLabel, InputBase, LinearProgress, MenuItem, Switch, Tab, Tabs, TextField, ToggleButton, ToggleButtonGroup, Typography } from '@mui/material';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import { useMemo, useState } from 'react';
import { t } from '@kit/i18n';
import { ApiError, explain } from '@kit/api/problem';
import { formatOf } from '@kit/content/format';
import { Described } from '@kit/content/view';
import { identity } from '@kit/identity';
import { elapsed } from '@kit/format';
import { Status } from '@kit/status';
import { api, take } from '@/api/client';
import { traceOf, type Trace } from '@/api/shapes';
import { Code } from '@/editing/code';
import { useDebounced, withoutCases } from '@/editing/problems';
import { Cases } from './cases';
import type { ChannelEditor } from './editor';
import { onTheWire, type Sample } from './sample';
import { Stages } from './stages';

/** A run costs the hub time, so it waits until the typing pauses. */
const AFTER = 400;

export interface Outcome {
  status: 'sent' | 'error' | 'queued';
  response: string;
}

/** Runs the channel over the sample. `null` while there is nothing to run. */
export function useTrace(id: string, editor: ChannelEditor, sample: Sample, outcomes: Record<string, Outcome>, isOn: boolean) {
  const { files } = editor.draft;
  const input = useMemo(() => ({ files, text: sample.text, source: sample.source, outcomes }), [files, sample.text, sample.source, outcomes]);
  const settled = useDebounced(input, AFTER);
  return useQuery({
    queryKey: ['trace', id, identity(settled)],
    queryFn: async ({ signal }) => {
      const texts = Object.entries(withoutCases(settled.files)).flatMap(([name, content]) => ('text' in content ? [[name, content.text]] : []));
      const told = Object.entries(settled.outcomes).map(([name, { status, response }]) => [name, { status, ...(response ? { response: { text: onTheWire(response) } } : {}) }]);
      const body = { content: { text: onTheWire(settled.text) }, source: settled.source, files: Object.fromEntries(texts) as Record<string, string>, outcomes: Object.fromEntries(told) as Record<string, unknown> };
      return traceOf(await take(api.POST('/api/v1/channels/{id}/trace', { params: { path: { id } }, body, signal })));
    },
    enabled: isOn && settled.text.trim() !== '' && Object.keys(files).length > 0,
    placeholderData: keepPreviousData,
    staleTime: Infinity,
    gcTime: 0,
    retry: false,
    refetchOnWindowFocus: false,
  });
}

/** Short words for the outline: what each place did. */
export function badgesOf(trace: Trace | undefined): Map<string, string> {
  const badges = new Map<string, string>();
  const stages = trace ? [...trace.stages, ...trace.destinations.flatMap(({ stages }) => stages), ...trace.end] : [];
  for (const stage of stages) {
    if (stage.passed === false) badges.set(stage.place, 'filtered');
    for (const event of stage.events ?? []) {
      const n = (event.changes?.length ?? 0) + (event.map_changes?.length ?? 0);
      const before = Number(/^± (\d+)$/.exec(badges.get(event.place) ?? '')?.[1] ?? 0);
      if (event.error) badges.set(event.place, 'failed');
      else if (event.result !== undefined) badges.set(event.place, event.result ? 'true' : 'false');
      else if (n + before > 0) badges.set(event.place, `± ${n + before}`);
    }
  }
  for (const { place, status } of trace?.destinations ?? []) badges.set(place, status);
  return badges;
}

interface Props {
  id: string;
  editor: ChannelEditor;
  sample: Sample;
  trace: ReturnType<typeof useTrace>;
  outcomes: Record<string, Outcome>;
  onOutcomes: (outcomes: Record<string, Outcome>) => void;
  isLive: boolean;
  onLive: (isLive: boolean) => void;
}

export function Preview({ id, editor, sample, trace, outcomes, onOutcomes, isLive, onLive }: Props) {
  const [tab, setTab] = useState<'result' | 'sample' | 'receivers' | 'cases'>('result');
  const destinations = trace.data?.destinations.map(({ id }) => id) ?? [];
  return (
    <Box component="section" aria-label={t('Preview')} sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, p: 1, pb: 0 }}>
        <TextField select label={t('Sample')} value={sample.keys.some(({ key }) => key === sample.key) ? sample.key : ''} onChange={(event) => sample.choose(event.target.value)} sx={{ flex: 1, minInlineSize: 120 }}>
          {sample.keys.map(({ key, title }) => (
            <MenuItem key={key} value={key}>
              {title}
            </MenuItem>
          ))}
        </TextField>
        <FormControlLabel control={<Switch checked={isLive} onChange={(_, next) => onLive(next)} />} label={t('Live')} sx={{ mr: 0 }} />
      </Box>
      <Tabs value={tab} onChange={(_, next: typeof tab) => setTab(next)} aria-label={t('Preview')} sx={{ borderBlockEnd: 1, borderColor: 'divider', '& .MuiTab-root': { px: 1.25, minInlineSize: 0 } }}>
        <Tab value="result" label={t('What becomes of it')} />
        <Tab value="sample" label={t('Sample')} />
        <Tab value="receivers" label={t('Receivers')} />
        <Tab value="cases" label={t('Cases')} />
      </Tabs>
      <Box sx={{ blockSize: 2 }}>{trace.isFetching && <LinearProgress sx={{ blockSize: 2 }} aria-label={t('Running')} />}</Box>
      {tab === 'sample' && (
        <SampleView sample={sample} />
      )}
      {tab === 'cases' && <Cases id={id} editor={editor} sample={sample} />}
      {tab === 'receivers' && <Receivers destinations={destinations} outcomes={outcomes} onOutcomes={onOutcomes} />}
      {tab === 'result' && (
        <Box tabIndex={0} role="region" aria-label={t('What becomes of the sample')} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto' }}>
          {sample.text.trim() === '' ? (
            <Box sx={{ p: 3, color: 'text.secondary', textAlign: 'center' }}>
              <Typography sx={{ mb: 1 }}>{t('Paste a message, or choose a case, to see here what every stage makes of it while you write.')}</Typography>
              <Button variant="outlined" onClick={() => setTab('sample')}>
                {t('Paste a message')}
              </Button>
            </Box>
          ) : trace.error ? (
            <Alert severity="error" sx={{ m: 1 }}>
              {trace.error instanceof ApiError && trace.error.problem.problems ? trace.error.problem.problems.join('\n') : explain(trace.error)}
            </Alert>
          ) : (
            trace.data && <Told trace={trace.data} editor={editor} />
          )}
        </Box>
      )}
    </Box>
  );
}

/** As text, to be changed; or as a tree, whose fields can be dragged into a value at the left. */
function SampleView({ sample }: { sample: Sample }) {
  const [isTree, setTree] = useState(false);
  const [search, setSearch] = useState('');
  const canTree = formatOf(sample.text) !== 'text';
  return (
    <Box sx={{ flex: 1, minBlockSize: 0, display: 'flex', flexDirection: 'column' }}>
      {canTree && (
        <Box sx={{ display: 'flex', gap: 1, alignItems: 'center', px: 1, py: 0.5, borderBlockEnd: 1, borderColor: 'divider' }}>
          <ToggleButtonGroup size="small" exclusive value={isTree} onChange={(_, next: boolean | null) => next !== null && setTree(next)} aria-label={t('Show the sample as')}>
            <ToggleButton value={false} sx={{ py: 0.1, px: 1, textTransform: 'none' }}>{t('Text')}</ToggleButton>
            <ToggleButton value={true} sx={{ py: 0.1, px: 1, textTransform: 'none' }}>{t('Tree')}</ToggleButton>
          </ToggleButtonGroup>
          {isTree && <InputBase placeholder={t('Search places and values')} value={search} onChange={(event) => setSearch(event.target.value)} inputProps={{ 'aria-label': t('Search in the sample') }} sx={{ fontSize: 13, flex: 1 }} />}
          {isTree && <Box sx={{ fontSize: 12, color: 'text.secondary' }}>{t('Drag a place into a value.')}</Box>}
        </Box>
      )}
      <Box sx={{ flex: 1, minBlockSize: 0, overflow: isTree ? 'auto' : 'hidden' }}>
        {isTree && canTree ? (
          <Box sx={{ p: 1 }}>
            <Described content={sample.content} search={search} />
          </Box>
        ) : (
          <Code label={t('Sample message')} value={sample.text} onChange={sample.setText} language="text" placeholder={t('Paste a message')} />
        )}
      </Box>
    </Box>
  );
}

function Told({ trace, editor }: { trace: Trace; editor: ChannelEditor }) {
  const { cuts } = trace;
  const isCut = cuts && cuts.n_events + cuts.n_emptied + cuts.n_texts > 0;
  const received = trace.stages.findLast(({ text }) => text)?.text?.text ?? '';
  return (
    <Box sx={{ pb: 3 }}>
      <Head title={t('Source')} status={trace.status} us={sum(trace.stages)} />
      <Stages stages={trace.stages} before="" at={editor.at} onPlace={editor.go} />
      {trace.destinations.map(({ id, status, stages, is_assumed }) => (
        <Box key={id}>
          <Head title={id} status={status} us={sum(stages)} note={is_assumed && status === 'sent' ? t('as if its receiver took it') : ''} />
          <Stages stages={stages} before={received} at={editor.at} onPlace={editor.go} />
        </Box>
      ))}
      {trace.end.length > 0 && (
        <>
          <Head title={t('At the end')} us={sum(trace.end)} />
          <Stages stages={trace.end} before="" at={editor.at} onPlace={editor.go} />
        </>
      )}
      {isCut && <Alert severity="info" sx={{ m: 1 }}>{t('The trace is longer than what is shown.')}</Alert>}
    </Box>
  );
}

function sum(stages: { elapsed_us: number }[]): number {
  return stages.reduce((sum, { elapsed_us }) => sum + elapsed_us, 0);
}

function Head({ title, status, us, note }: { title: string; status?: string; us: number; note?: string }) {
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.25, py: 0.75, bgcolor: 'background.default', borderBlock: 1, borderColor: 'divider', position: 'sticky', insetBlockStart: 0, zIndex: 1 }}>
      <Typography variant="h3">{title}</Typography>
      {status && <Status of={status} />}
      {note && <Typography color="text.secondary" sx={{ fontSize: 12 }}>{note}</Typography>}
      <Box component="span" sx={{ marginInlineStart: 'auto', fontSize: 12, color: 'text.secondary' }}>
        {elapsed(us)}
      </Box>
    </Box>
  );
}

/** What the receivers would do: nobody is asked in a preview. */
function Receivers({ destinations, outcomes, onOutcomes }: { destinations: string[]; outcomes: Record<string, Outcome>; onOutcomes: (outcomes: Record<string, Outcome>) => void }) {
  const set = (id: string, changes: Partial<Outcome>) => onOutcomes({ ...outcomes, [id]: { status: 'sent', response: '', ...outcomes[id], ...changes } });
  return (
    <Box sx={{ p: 1.5, overflow: 'auto', display: 'flex', flexDirection: 'column', gap: 2 }}>
      <Typography color="text.secondary">{t('No connector is opened in a preview. Say here what the receivers would have done; one that nobody speaks for takes the message and answers nothing.')}</Typography>
      {destinations.map((id) => (
        <Box key={id} sx={{ display: 'flex', flexDirection: 'column', gap: 1 }}>
          <TextField select label={id} value={outcomes[id]?.status ?? 'sent'} onChange={(event) => set(id, { status: event.target.value as Outcome['status'] })}>
            <MenuItem value="sent">{t('takes it')}</MenuItem>
            <MenuItem value="error">{t('refuses it for good')}</MenuItem>
            <MenuItem value="queued">{t('cannot be reached')}</MenuItem>
          </TextField>
          <Collapse in={(outcomes[id]?.status ?? 'sent') === 'sent'}>
            <TextField label={t('Response of {id}', { id })} fullWidth multiline minRows={2} value={outcomes[id]?.response ?? ''} onChange={(event) => set(id, { response: event.target.value })} />
          </Collapse>
        </Box>
      ))}
    </Box>
  );
}
