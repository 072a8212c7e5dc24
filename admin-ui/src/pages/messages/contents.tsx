// The contents of a message at one place, stage by stage; any two can be compared.

import { Alert, Box, MenuItem, Select, Tab, Tabs } from '@mui/material';
import { lazy, Suspense, useState } from 'react';
import { Empty } from '@kit/parts';
import { ContentView } from '@kit/content/view';
import { laidOut, textOf } from '@kit/content/format';
import type { Content } from '@kit/content/content';
import { MONOSPACE } from '@kit/theme';
import { save } from '@/api/client';
import type { MessageConnector, MessageDetail } from '@/api/messages';

const Diff = lazy(() => import('@kit/code/diff'));

interface Stage {
  /** Unique in the message: `source/raw`. */
  key: string;
  title: string;
  content: Content;
}

export function placeOf({ connectors }: MessageDetail, place: string): MessageConnector | undefined {
  return connectors.find(({ id }) => id === place) ?? connectors.find(({ status }) => status === 'error') ?? connectors[0];
}

export function Contents({ message, place }: { message: MessageDetail; place: string }) {
  const connector = placeOf(message, place);
  const [asked, setTab] = useState('');
  const [other, setOther] = useState('');
  if (!connector) return <Empty title="Nothing is kept of this message" />;
  const stages = stagesAt(message, connector);
  const all = message.connectors.flatMap((connector) => stagesAt(message, connector));
  const hasMaps = connector.maps && Object.keys(connector.maps).length > 0;
  const tabs = [...stages.map(({ key, title }) => [key, title] as const), ...(hasMaps ? [['maps', 'Maps'] as const] : [])];
  const tab = tabs.find(([key]) => key.split('/').at(-1) === asked)?.[0] ?? tabs[0]?.[0];
  const stage = stages.find(({ key }) => key === tab);
  const compared = all.find(({ key }) => key === other);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minBlockSize: 0, minInlineSize: 0 }}>
      {connector.error && (
        <Alert severity={connector.status === 'error' ? 'error' : 'warning'} sx={{ borderRadius: 0 }}>
          {connector.error}
        </Alert>
      )}
      {tabs.length === 0 ? (
        <Empty title="No content is kept here">The channel’s storage settings decide which contents are kept, and for how long.</Empty>
      ) : (
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', borderBlockEnd: 1, borderColor: 'divider', pr: 1.25 }}>
            <Tabs value={tab} onChange={(_, next: string) => setTab(next.split('/').at(-1) ?? '')} aria-label="Contents" variant="scrollable" sx={{ flex: 1 }}>
              {tabs.map(([key, title]) => (
                <Tab key={key} value={key} label={title} />
              ))}
            </Tabs>
            {stage && <Compare stages={all} current={stage} value={other} onChange={setOther} />}
          </Box>
          {tab === 'maps' && <Maps maps={connector.maps ?? {}} />}
          {stage && compared && (
            <>
              <Box sx={{ px: 1.25, py: 0.75, borderBlockEnd: 1, borderColor: 'divider' }}>
                {compared.title} of {compared.key.split('/')[0]} at the left, {stage.title} of {connector.id} at the right
              </Box>
              <Suspense>
                <Diff left={shownText(compared.content)} right={shownText(stage.content)} />
              </Suspense>
            </>
          )}
          {stage && !compared && (
            <ContentView key={stage.key} content={stage.content} name={`message-${message.id}-${stage.key.replace('/', '-')}`} onSave={save} />
          )}
        </>
      )}
    </Box>
  );
}

function shownText(content: Content): string {
  return laidOut(textOf(content) ?? '(binary)');
}

function Compare({ stages, current, value, onChange }: { stages: Stage[]; current: Stage; value: string; onChange: (key: string) => void }) {
  const others = stages.filter(({ key }) => key !== current.key);
  if (others.length === 0) return null;
  return (
    <Select value={others.some(({ key }) => key === value) ? value : ''} displayEmpty onChange={(event) => onChange(event.target.value)} inputProps={{ 'aria-label': 'Compare with' }} variant="standard" disableUnderline sx={{ fontSize: 13, fontWeight: 550, color: 'primary.main', '& .MuiSelect-select': { py: 0 } }}>
      <MenuItem value="">{value ? 'Compare no more' : 'Compare with…'}</MenuItem>
      {others.map(({ key, title }) => (
        <MenuItem key={key} value={key}>
          {key.split('/')[0]}: {title}
        </MenuItem>
      ))}
    </Select>
  );
}

function stagesAt(message: MessageDetail, connector: MessageConnector): Stage[] {
  const isSource = connector.direction === 'source';
  const candidates: [string, string, Content | null | undefined][] = [
    ['raw', 'Received', isSource ? message.raw : null],
    ['preprocessed', 'Preprocessed', isSource ? message.preprocessed : null],
    ['content', isSource ? 'Transformed' : 'Content', connector.content],
    ['sent', 'Sent', connector.sent],
    ['response', isSource ? 'Reply' : 'Response', connector.response],
    ['response_transformed', 'Response transformed', connector.response_transformed],
  ];
  return candidates.flatMap(([name, title, content]) => (content ? [{ key: `${connector.id}/${name}`, title, content }] : []));
}

function Maps({ maps }: { maps: Record<string, unknown> }) {
  return (
    <Box tabIndex={0} role="region" aria-label="Maps" sx={{ overflow: 'auto', p: 1.5 }}>
      {Object.entries(maps).map(([map, values]) => (
        <Box key={map} component="section" sx={{ mb: 2 }}>
          <Box component="h3" sx={{ fontSize: 13, m: 0, mb: 0.5 }}>
            {map}
          </Box>
          <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr)', columnGap: 2, rowGap: 0.5, fontFamily: MONOSPACE, fontSize: 12.5 }}>
            {Object.entries(isMap(values) ? values : { value: values }).map(([name, value]) => (
              <Box key={name} sx={{ display: 'contents' }}>
                <Box component="dt" sx={{ color: 'primary.main' }}>
                  {name}
                </Box>
                <Box component="dd" sx={{ m: 0, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
                  {typeof value === 'string' ? value : JSON.stringify(value, null, 1)}
                </Box>
              </Box>
            ))}
          </Box>
        </Box>
      ))}
    </Box>
  );
}

function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
