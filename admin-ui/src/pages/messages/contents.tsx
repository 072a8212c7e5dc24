// The contents of a message at one place, stage by stage; any two can be compared.

import { Alert, Box, MenuItem, Select, Tab, Tabs, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { lazy, Suspense, useState } from 'react';
import { useSearchParams } from 'react-router';
import { explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { t } from '@kit/i18n';
import { Empty } from '@kit/parts';
import { ContentView } from '@kit/content/view';
import { laidOut, textOf } from '@kit/content/format';
import type { Content } from '@kit/content/content';
import { MONOSPACE } from '@kit/theme';
import { save } from '@/api/client';
import type { MessageConnector, MessageDetail } from '@/api/messages';
import { queries } from '@/api/queries';

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
  const [isAsking, setAsking] = useState(false);
  const [params, setParams] = useSearchParams();
  const second = params.get('with') ?? '';
  const theirs = useQuery({ ...queries.message(second), enabled: second !== '' && second !== message.id, retry: false });
  if (!connector) return <Empty title={t('Nothing is kept of this message')} />;
  const stages = stagesAt(message, connector);
  const own = message.connectors.flatMap((connector) => stagesAt(message, connector));
  const others = theirs.data ? theirs.data.connectors.flatMap((connector) => stagesAt(theirs.data, connector)).map((stage) => ({ ...stage, key: `${second}/${stage.key}` })) : [];
  const hasMaps = connector.maps && Object.keys(connector.maps).length > 0;
  const tabs = [...stages.map(({ key, title }) => [key, title] as const), ...(hasMaps ? [['maps', t('Maps')] as const] : [])];
  const tab = tabs.find(([key]) => key.split('/').at(-1) === asked)?.[0] ?? tabs[0]?.[0];
  const stage = stages.find(({ key }) => key === tab);
  // The same content of the other message, until one is chosen.
  const compared = [...own, ...others].find(({ key }) => key === other) ?? others.find(({ key }) => key === `${second}/${stage?.key ?? ''}`) ?? others[0];
  const choose = (key: string) => {
    if (key === ANOTHER) return setAsking(true);
    setOther(key);
    if (key === '') setParams((params) => (params.delete('with'), params), { replace: true });
  };
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minBlockSize: 0, minInlineSize: 0 }}>
      {connector.error && (
        <Alert severity={connector.status === 'error' ? 'error' : 'warning'} sx={{ borderRadius: 0 }}>
          {connector.error}
        </Alert>
      )}
      {tabs.length === 0 ? (
        <Empty title={t('No content is kept here')}>{t('The channel’s storage settings decide which contents are kept, and for how long.')}</Empty>
      ) : (
        <>
          <Box sx={{ display: 'flex', alignItems: 'center', borderBlockEnd: 1, borderColor: 'divider', pr: 1.25 }}>
            <Tabs value={tab} onChange={(_, next: string) => setTab(next.split('/').at(-1) ?? '')} aria-label={t('Contents')} variant="scrollable" sx={{ flex: 1 }}>
              {tabs.map(([key, title]) => (
                <Tab key={key} value={key} label={title} />
              ))}
            </Tabs>
            {stage && <Compare stages={[...own.filter(({ key }) => key !== stage.key), ...others]} value={compared?.key ?? ''} onChange={choose} />}
          </Box>
          {theirs.error && (
            <Alert severity="warning" sx={{ borderRadius: 0 }}>
              {explain(theirs.error)}
            </Alert>
          )}
          {tab === 'maps' && <Maps maps={connector.maps ?? {}} />}
          {stage && compared && (
            <>
              <Box sx={{ px: 1.25, py: 0.75, borderBlockEnd: 1, borderColor: 'divider' }}>
                {t('{left} at the left, {right} at the right', { left: titleOf(compared), right: titleOf(stage) })}
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
      {isAsking && (
        <AnotherMessage
          own={message.id}
          onClose={() => setAsking(false)}
          onChoose={(id) => {
            setAsking(false);
            setOther('');
            setParams((params) => (params.set('with', id), params), { replace: true });
          }}
        />
      )}
    </Box>
  );
}

function shownText(content: Content): string {
  return laidOut(textOf(content) ?? '(binary)');
}

/** `Message 12: source: Received` for a content of another message. */
function titleOf({ key, title }: Stage): string {
  const parts = key.split('/');
  const place = `${parts.at(-2) ?? ''}: ${title}`;
  return parts.length > 2 ? `${t('Message {id}', { id: parts[0] ?? '' })}: ${place}` : place;
}

/** What opens the question for the number of another message. */
const ANOTHER = 'another';

function Compare({ stages, value, onChange }: { stages: Stage[]; value: string; onChange: (key: string) => void }) {
  return (
    <Select value={stages.some(({ key }) => key === value) ? value : ''} displayEmpty onChange={(event) => onChange(event.target.value)} inputProps={{ 'aria-label': t('Compare with') }} variant="standard" disableUnderline sx={{ fontSize: 13, fontWeight: 550, color: 'primary.main', maxInlineSize: 240, '& .MuiSelect-select': { py: 0 } }}>
      <MenuItem value="">{value ? t('Compare no more') : t('Compare with…')}</MenuItem>
      {stages.map((stage) => (
        <MenuItem key={stage.key} value={stage.key}>
          {titleOf(stage)}
        </MenuItem>
      ))}
      <MenuItem value={ANOTHER}>{t('Another message…')}</MenuItem>
    </Select>
  );
}

function AnotherMessage({ own, onChoose, onClose }: { own: string; onChoose: (id: string) => void; onClose: () => void }) {
  const [id, setId] = useState('');
  const isNumber = /^\d{1,20}$/.test(id.trim());
  return (
    <Confirm open title={t('Compare with another message')} verb={t('Compare')} isDisabled={!isNumber || id.trim() === own} onConfirm={() => onChoose(id.trim())} onClose={onClose}>
      <TextField autoFocus fullWidth label={t('Number of the message')} value={id} onChange={(event) => setId(event.target.value)} sx={{ mt: 1 }} />
    </Confirm>
  );
}

function stagesAt(message: MessageDetail, connector: MessageConnector): Stage[] {
  const isSource = connector.direction === 'source';
  const candidates: [string, string, Content | null | undefined][] = [
    ['raw', t('Received|content'), isSource ? message.raw : null],
    ['preprocessed', t('Preprocessed'), isSource ? message.preprocessed : null],
    ['content', isSource ? t('Transformed|content') : t('Content'), connector.content],
    ['sent', t('Sent|content'), connector.sent],
    ['response', isSource ? t('Reply') : t('Response'), connector.response],
    ['response_transformed', t('Response transformed'), connector.response_transformed],
  ];
  return candidates.flatMap(([name, title, content]) => (content ? [{ key: `${connector.id}/${name}`, title, content }] : []));
}

function Maps({ maps }: { maps: Record<string, unknown> }) {
  return (
    <Box tabIndex={0} role="region" aria-label={t('Maps')} sx={{ overflow: 'auto', p: 1.5 }}>
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
