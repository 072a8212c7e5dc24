// The part of the channel that is chosen in the outline: its form, its script, or its file.

import { Alert, Box, Button, MenuItem, Stack, Tab, Tabs, TextField, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Empty, Pending } from '@kit/parts';
import { Fields, SchemaForm, VariantFields, words } from '@kit/schema-form/form';
import { Help } from '@kit/schema-form/help';
import { beginning, empty, isRecord, shapeOf, variantOfValue, type Field, type Schema } from '@kit/schema-form/schema';
import { channelSchema, definition } from '@/api/channel-schema';
import { queries } from '@/api/queries';
import { Code } from '@/editing/code';
import { marksOf, within } from '@/editing/problems';
import { ConnectionTest } from './connection-test';
import { placeOf, type ChannelEditor } from './editor';
import { holdsOf, SCRIPTS } from './outline';
import { getIn, pointer, type Path } from './yaml';

export interface PartProps {
  editor: ChannelEditor;
  /** Places of the sample message, for completion. */
  places: { path: string; value: string }[];
}

export function Part({ editor, places }: PartProps) {
  const place = placeOf(editor.at);
  if (editor.at.startsWith('file:')) return <FilePart editor={editor} places={places} name={editor.at.slice('file:'.length)} />;
  if (!place) return <Empty title={t('Files')}>{t('Scripts, notes and what else lies in the channel’s folder. Cases are in the folder cases and are run by nilecare channel test.')}</Empty>;
  if (editor.error) {
    return (
      <Alert severity="error" sx={{ m: 2 }} action={<Button color="inherit" onClick={() => editor.go('file:channel.yaml')}>{t('Open channel.yaml')}</Button>}>
        {t('channel.yaml cannot be read, so its forms are not shown. {error}', { error: editor.error })}
      </Alert>
    );
  }
  const last = place.at(-1);
  if (place.length === 0) return <ChannelPart editor={editor} />;
  if (place.length === 1 && last === 'source') return <ConnectorPart key="source" editor={editor} path={place} direction="source" />;
  if (place.length === 1 && SCRIPTS.some(([name]) => name === last)) return <ScriptPart editor={editor} path={place} places={places} />;
  if (place.length === 2 && place[0] === 'destinations') return <ConnectorPart key={editor.at} editor={editor} path={place} direction="destination" />;
  if (typeof last === 'number') return <ElementPart key={editor.at} editor={editor} path={place} places={places} />;
  return <ListPart path={place} editor={editor} />;
}

function Form({ children }: { children: React.ReactNode }) {
  return <Box sx={{ p: 2, maxInlineSize: 760, overflow: 'auto', blockSize: '100%' }}>{children}</Box>;
}

function Wrong({ editor, path }: { editor: ChannelEditor; path: Path }) {
  const problems = within(editor.problems, pointer(path));
  if (problems.length === 0) return null;
  return (
    <Alert severity="error" sx={{ mb: 2 }}>
      {problems.map(({ text }) => text).join('\n')}
    </Alert>
  );
}

function useContext(editor: ChannelEditor, root: Schema) {
  const lookups = useQuery(queries.items('lookup'));
  const problems = new Map((editor.problems ?? []).map(({ place, text }) => [place, text]));
  const options = (field: Field) => (field.name === 'lookup' ? lookups.data?.map(({ name }) => name) : undefined);
  return { root, set: editor.set, isReadOnly: editor.isReadOnly, problems, options };
}

const CHANNEL_SKIPS = new Set(['version', 'id', 'source', 'destinations', ...SCRIPTS.map(([name]) => name)]);

function ChannelPart({ editor }: { editor: ChannelEditor }) {
  const context = useContext(editor, channelSchema);
  return (
    <Form>
      <Typography variant="h2" sx={{ mb: 2 }}>
        {t('Channel')}
      </Typography>
      <SchemaForm schema={channelSchema} value={editor.value} path={[]} skip={CHANNEL_SKIPS} {...context} />
    </Form>
  );
}

const SOURCE_SKIPS = new Set(['connector', 'filter', 'transformer']);
const DESTINATION_SKIPS = new Set(['connector', 'filter', 'transformer', 'response_transformer']);

function ConnectorPart({ editor, path, direction }: { editor: ChannelEditor; path: Path; direction: 'source' | 'destination' }) {
  const [tab, setTab] = useState('connector');
  const context = useContext(editor, channelSchema);
  const value = getIn(editor.value, path);
  const isSource = direction === 'source';
  return (
    <Form>
      <Typography variant="h2">{isSource ? t('Source') : t('Destination {value}', { value: textAt(value, 'id') })}</Typography>
      <Tabs value={tab} onChange={(_, next: string) => setTab(next)} sx={{ mb: 2, borderBlockEnd: 1, borderColor: 'divider' }} aria-label={isSource ? t('Source') : t('Destination')}>
        <Tab value="connector" label={t('Connector')} />
        <Tab value="settings" label={isSource ? t('Messages, queue and reply') : t('Queue, content and response')} />
      </Tabs>
      <Wrong editor={editor} path={path} />
      {tab === 'connector' ? (
        <ConnectorForm editor={editor} path={[...path, 'connector']} direction={direction} />
      ) : (
        <SchemaForm schema={definition(isSource ? 'SourceConnector' : 'DestinationConnector')} value={value} path={path} skip={isSource ? SOURCE_SKIPS : DESTINATION_SKIPS} {...context} />
      )}
    </Form>
  );
}

function textAt(value: unknown, name: string): string {
  const text = isRecord(value) ? value[name] : undefined;
  return typeof text === 'string' ? text : '';
}

/** The connector's own settings, from its schema; another kind begins with what that kind must have. */
function ConnectorForm({ editor, path, direction }: { editor: ChannelEditor; path: Path; direction: 'source' | 'destination' }) {
  const kinds = useQuery(queries.connectors());
  const connections = useQuery(queries.connections());
  const value = getIn(editor.value, path);
  const kind = textAt(value, 'type');
  const context = useContext(editor, channelSchema);
  if (!kinds.data) return <Pending query={kinds} />;
  const offered = kinds.data.filter((one) => one[direction]);
  const schema = offered.find((one) => one.kind === kind)?.[direction] as Schema | undefined;
  const named = connections.data?.find(({ name }) => name === textAt(value, 'connection'));
  const shared = new Set(named?.settings);
  const choose = (next: string) => {
    const wanted = offered.find((one) => one.kind === next)?.[direction] as Schema | undefined;
    const begun = wanted ? empty(wanted, wanted) : {};
    editor.set(path, { type: next, ...(isRecord(begun) ? begun : {}) });
  };
  return (
    <Stack spacing={2}>
      <TextField select label={t('Kind')} value={schema ? kind : ''} onChange={(event) => choose(event.target.value)} disabled={editor.isReadOnly} helperText={<Help text={schema?.description?.replaceAll('\n', ' ') ?? ''} />} slotProps={{ inputLabel: { shrink: true } }}>
        {offered.map((one) => (
          <MenuItem key={one.kind} value={one.kind}>
            {(one[direction] as Schema | null)?.title ?? one.kind} <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>{one.kind}</Box>
          </MenuItem>
        ))}
      </TextField>
      {schema && <SharedConnection editor={editor} path={path} kind={kind} value={value} />}
      {schema && <SchemaForm key={kind} schema={schema} value={value} path={path} skip={shared} {...context} root={schema} />}
      {schema && direction === 'destination' && <ConnectionTest key={JSON.stringify(value)} kind={kind} config={withoutType(value)} />}
    </Stack>
  );
}

/** The connection that gives a part of the settings; those that stand in both go. */
function SharedConnection({ editor, path, kind, value }: { editor: ChannelEditor; path: Path; kind: string; value: unknown }) {
  const connections = useQuery(queries.connections());
  const offered = (connections.data ?? []).filter((one) => one.kind === kind);
  const name = textAt(value, 'connection');
  if (offered.length === 0 && name === '') return null;
  const known = offered.find((one) => one.name === name);
  const choose = (next: string) => {
    const taken = new Set(['connection', ...(offered.find((one) => one.name === next)?.settings ?? [])]);
    const own = Object.entries(isRecord(value) ? value : {}).filter(([key]) => !taken.has(key));
    editor.set(path, next ? { type: kind, connection: next, ...Object.fromEntries(own.filter(([key]) => key !== 'type')) } : Object.fromEntries(own));
  };
  const help = known ? `${known.description ? `${known.description}. ` : ''}${t('Gives: {settings}.', { settings: known.settings.map(words).join(', ') })}` : name ? t('There is no such connection for this kind of connector.') : t('Settings that several channels share.');
  return (
    <TextField select label={t('Shared connection')} value={name} onChange={(event) => choose(event.target.value)} disabled={editor.isReadOnly} error={name !== '' && !known && connections.data !== undefined} helperText={help} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }}>
      <MenuItem value="">{t('None: all settings stand here')}</MenuItem>
      {name !== '' && !known && <MenuItem value={name}>{name}</MenuItem>}
      {offered.map((one) => (
        <MenuItem key={one.name} value={one.name}>
          {one.name} <Box component="span" sx={{ color: 'text.secondary', ml: 1 }}>{one.description}</Box>
        </MenuItem>
      ))}
    </TextField>
  );
}

function withoutType(value: unknown): Record<string, unknown> {
  const { type: _, ...config } = isRecord(value) ? value : {};
  return config;
}

function ListPart({ path, editor }: { path: Path; editor: ChannelEditor }) {
  const holds = holdsOf(path);
  const title = words(String(path.at(-1)));
  const elements = getIn(editor.value, path);
  const n = Array.isArray(elements) ? elements.length : 0;
  const what = {
    rule: t('A message passes when every rule lets it. Without rules every message passes.'),
    step: t('Steps change the message, fill maps or choose destinations, one after the other.'),
    destination: t('Each destination has its own filter, transformer and queue. They run side by side, but for those that wait for the one before.'),
  }[holds];
  const named = title === 'Filter' ? t('Filter|list') : t(title);
  return (
    <Empty title={n === 0 ? t('{title}: nothing yet', { title: named }) : named}>
      {what} {!editor.isReadOnly && t('Add one with the + beside {title} at the left; drag, or use Alt and the arrow keys, to bring them into order.', { title: named })}
    </Empty>
  );
}

const NESTED = new Set(['rules', 'steps']);

function ElementPart({ editor, path, places }: PartProps & { path: Path }) {
  const context = useContext(editor, channelSchema);
  const holds = holdsOf(path.slice(0, -1));
  const value = getIn(editor.value, path);
  const shape = shapeOf(definition(holds === 'rule' ? 'Rule' : 'Step'), channelSchema);
  if (shape.kind !== 'choice' || value === undefined) return <Empty title={t('It is no longer there')} />;
  const variant = variantOfValue(shape.variants, isRecord(value) ? (value.type ?? 'script') : undefined, 'script');
  const choose = (key: string) => {
    const next = shape.variants.find((one) => one.key === key);
    const begun = next ? beginning(next, channelSchema) : {};
    const kept = isRecord(value) && value.name !== undefined ? { name: value.name } : {};
    editor.set(path, { ...kept, ...(isRecord(begun) ? begun : {}) });
  };
  const isScript = variant?.key === 'script';
  const hasNested = [...NESTED].some((name) => variant?.inner?.properties?.[name]);
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ p: 2, maxInlineSize: isScript ? undefined : 760, overflow: 'auto', flex: isScript ? 'none' : 1 }}>
        <Wrong editor={editor} path={path} />
        <Stack spacing={2}>
          <Stack direction="row" sx={{ flexWrap: 'wrap', gap: 1, rowGap: 1.5 }}>
            <TextField select label={t('Kind')} value={variant?.key ?? ''} onChange={(event) => choose(event.target.value)} disabled={editor.isReadOnly} slotProps={{ inputLabel: { shrink: true } }} sx={{ inlineSize: 112, flexShrink: 0 }}>
              {shape.variants.map(({ key }) => (
                <MenuItem key={key} value={key}>
                  {words(key)}
                </MenuItem>
              ))}
            </TextField>
            <Box sx={{ flex: '1 1 160px' }}>
              <Fields fields={shape.fields.filter(({ name }) => name === 'name').map((field) => ({ ...field, description: '' }))} value={value} path={path} {...context} />
            </Box>
            {isScript && <ScriptPlace editor={editor} path={path} value={value} />}
          </Stack>
          {variant && !isScript && (
            <>
              <Typography color="text.secondary">
                <Help text={variant.description} /> {hasNested && t('What is within it is in the outline at the left.')}
              </Typography>
              <VariantFields variant={{ ...variant, inner: variant.inner && without(variant.inner, NESTED) }} value={value} path={path} {...context} />
            </>
          )}
        </Stack>
      </Box>
      {isScript && <Script editor={editor} path={path} value={value} places={places} />}
    </Box>
  );
}

function without(schema: Schema, names: ReadonlySet<string>): Schema {
  return { ...schema, properties: Object.fromEntries(Object.entries(schema.properties ?? {}).filter(([name]) => !names.has(name))) };
}

function ScriptPart({ editor, path, places }: PartProps & { path: Path }) {
  const value = getIn(editor.value, path);
  const [, label] = SCRIPTS.find(([name]) => name === path[0]) ?? ['', ''];
  const about = channelSchema.properties?.[String(path[0])]?.description?.replaceAll('\n', ' ') ?? '';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ p: 2, display: 'flex', gap: 2, alignItems: 'flex-start' }}>
        <Box sx={{ flex: 1 }}>
          <Typography variant="h2">{t(label)}</Typography>
          <Typography color="text.secondary">
            <Help text={about} />
          </Typography>
        </Box>
        <ScriptPlace editor={editor} path={path} value={value} />
        {!editor.isReadOnly && (
          <Button color="error" onClick={() => editor.remove(path)}>
            {t('Remove')}
          </Button>
        )}
      </Box>
      <Script editor={editor} path={path} value={value} places={places} />
    </Box>
  );
}

/** Where a script's text is: in `channel.yaml`, or in a file of its own, which several can share. */
function ScriptPlace({ editor, path, value }: { editor: ChannelEditor; path: Path; value: unknown }) {
  const file = textAt(value, 'file');
  const files = Object.keys(editor.draft.files).filter((name) => name.endsWith('.rhai'));
  const put = (next: Record<string, unknown>) => {
    const { file: _, script: __, ...others } = isRecord(value) ? value : {};
    editor.set(path, { ...others, ...next });
  };
  const choose = (next: string) => {
    if (next === '') put({ script: file ? editor.fileText(file) : textAt(value, 'script') });
    else put({ file: next });
  };
  return (
    <TextField select label={t('Text')} value={file} onChange={(event) => choose(event.target.value)} disabled={editor.isReadOnly} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }} sx={{ inlineSize: 160, flexShrink: 0 }}>
      <MenuItem value="">{t('in channel.yaml')}</MenuItem>
      {[...new Set([...files, ...(file ? [file] : [])])].map((name) => (
        <MenuItem key={name} value={name}>
          {name}
        </MenuItem>
      ))}
    </TextField>
  );
}

function Script({ editor, path, value, places }: PartProps & { path: Path; value: unknown }) {
  const file = textAt(value, 'file');
  const text = file ? editor.fileText(file) : textAt(value, 'script');
  const place = pointer(path);
  const own = (editor.problems ?? []).filter((problem) => problem.place === place && problem.line > 0);
  const marks = file ? marksOf(editor.problems, file) : own.map(({ line, column, text }) => ({ line, column, text }));
  const change = (next: string) => (file ? editor.setFile(file, next) : editor.set([...path, 'script'], next));
  return (
    <Box sx={{ flex: 1, minBlockSize: 160, borderBlockStart: 1, borderColor: 'divider' }}>
      <Code key={`${place} ${file}`} label={t('Script {file}', { file: file || textAt(value, 'name') })} value={text} onChange={change} language="rhai" marks={marks} places={places} isReadOnly={editor.isReadOnly} placeholder={'msg["PID-5.1"] = msg.text("PID-5.1").to_upper();'} />
    </Box>
  );
}

function FilePart({ editor, name, places }: PartProps & { name: string }) {
  const content = editor.draft.files[name];
  if (!content) return <Empty title={t('There is no such file')} />;
  if (!('text' in content)) return <Empty title={name}>{t('This file is no text. It is kept as it is.')}</Empty>;
  const language = name.endsWith('.rhai') ? 'rhai' : name.endsWith('.yaml') ? 'yaml' : 'text';
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 2, py: 1, borderBlockEnd: 1, borderColor: 'divider' }}>
        <Typography variant="h2" sx={{ flex: 1 }}>
          {name}
        </Typography>
        {!editor.isReadOnly && name !== 'channel.yaml' && (
          <Button
            color="error"
            onClick={() => {
              editor.draft.put(name, null);
              editor.go('files');
            }}
          >
            {t('Remove')}
          </Button>
        )}
      </Box>
      <Box sx={{ flex: 1, minBlockSize: 0 }}>
        <Code key={name} label={name} value={content.text} onChange={(next) => editor.setFile(name, next)} language={language} marks={marksOf(editor.problems, name)} places={places} isReadOnly={editor.isReadOnly} />
      </Box>
    </Box>
  );
}
