// Shows a content in the way that fits its format: as a tree, laid out, or as it came.

import CopyIcon from '@mui/icons-material/ContentCopy';
import KeepIcon from '@mui/icons-material/FileDownloadOutlined';
import { Alert, Box, Button, IconButton, InputBase, ToggleButton, ToggleButtonGroup, Tooltip } from '@mui/material';
import { useMemo, useState } from 'react';
import { t } from '../i18n';
import { ApiError, explain } from '../api/problem';
import { bytes } from '../format';
import { notify } from '../notices';
import { Pending } from '../parts';
import { MONOSPACE } from '../theme';
import { bytesOf, type Content } from './content';
import { formatOf, laidOut, textOf, type Format } from './format';
import { useConverted, useDescription, type OtherFormat } from './reader';
import { ContentTree } from './tree';

type Mode = 'tree' | 'lines' | 'raw' | OtherFormat;

/** A longer text is shown in part until somebody asks for the rest. */
const SHOWN = 300_000;
/** Longer texts are not described: the page stays quick, and the hub takes no more at once. */
const DESCRIBED = 4_000_000;
const WORDS: Record<Format, string> = { hl7v2: 'HL7 v2', x12: 'X12', fhir_json: 'FHIR', fhir_xml: 'FHIR', json: 'JSON', xml: 'XML', text: 'Text' };
const EXTENSIONS: Record<Format, string> = { hl7v2: 'hl7', x12: 'x12', fhir_json: 'json', fhir_xml: 'xml', json: 'json', xml: 'xml', text: 'txt' };
/** What a content can be shown as beside its own form. */
const OTHERS: Record<Format, OtherFormat[]> = { hl7v2: ['xml', 'json'], x12: ['json'], fhir_json: ['fhir_xml'], fhir_xml: ['fhir_json'], json: [], xml: ['json'], text: [] };
const MODES: Record<Mode, string> = { tree: 'Tree', lines: 'Lines', raw: 'Raw', json: 'JSON', xml: 'XML', fhir_json: 'JSON', fhir_xml: 'XML' };

interface Props {
  content: Content;
  /** The name of the file when it is kept. */
  name: string;
  onSave: (content: Blob, name: string) => void;
}

export function ContentView({ content, name, onSave }: Props) {
  const text = textOf(content);
  const format = useMemo(() => (text === null ? 'text' : formatOf(text)), [text]);
  const [asked, setMode] = useState<Mode | null>(null);
  const [search, setSearch] = useState('');
  const modes = text === null ? [] : modesOf(format, text.length);
  const mode = asked && modes.includes(asked) ? asked : (modes[0] ?? 'raw');
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', minBlockSize: 0, flex: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.25, py: 0.5, borderBlockEnd: 1, borderColor: 'divider', flexWrap: 'wrap' }}>
        {modes.length > 1 && (
          <ToggleButtonGroup size="small" exclusive value={mode} onChange={(_, next: Mode | null) => next && setMode(next)} aria-label={t('View')}>
            {modes.map((mode) => (
              <ToggleButton key={mode} value={mode} sx={{ py: 0.1, px: 1, textTransform: 'none' }}>
                {t(MODES[mode])}
              </ToggleButton>
            ))}
          </ToggleButtonGroup>
        )}
        {mode === 'tree' && (
          <InputBase placeholder={t('Search places and values')} value={search} onChange={(event) => setSearch(event.target.value)} inputProps={{ 'aria-label': t('Search in the message') }} sx={{ fontSize: 13, flex: '1 1 44px', inlineSize: 44, minInlineSize: 44 }} />
        )}
        <Box sx={{ marginInlineStart: 'auto', color: 'text.secondary', fontSize: 12 }}>
          {text === null ? t('Binary') : WORDS[format]}, {bytes(text === null ? bytesOf(content).length : new Blob([text]).size)}
        </Box>
        {text !== null && (
          <Tooltip title={t('Copy')}>
            <IconButton aria-label={t('Copy')} onClick={() => copy(text)}>
              <CopyIcon sx={{ fontSize: 17 }} />
            </IconButton>
          </Tooltip>
        )}
        <Tooltip title={t('Keep as a file')}>
          <IconButton aria-label={t('Keep as a file')} onClick={() => onSave(new Blob([bytesOf(content)]), `${name}.${text === null ? 'bin' : EXTENSIONS[format]}`)}>
            <KeepIcon sx={{ fontSize: 19 }} />
          </IconButton>
        </Tooltip>
      </Box>
      <Box tabIndex={0} role="region" aria-label={t('Content')} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto', p: 1 }}>
        {text === null ? <Hexadecimal content={content} /> : mode === 'tree' ? <Described content={content} search={search} /> : isOther(mode) ? <Converted content={content} to={mode} /> : <Lines text={mode === 'raw' ? text : laidOut(text, format)} isRaw={mode === 'raw'} />}
      </Box>
    </Box>
  );
}

function modesOf(format: Format, length: number): Mode[] {
  if (format === 'text') return ['raw'];
  return length > DESCRIBED ? ['lines', 'raw'] : ['tree', 'lines', 'raw', ...OTHERS[format]];
}

function isOther(mode: Mode): mode is OtherFormat {
  return mode !== 'tree' && mode !== 'lines' && mode !== 'raw';
}

/** As a tree; as lines where the hub cannot read it. */
export function Described({ content, search }: { content: Content; search: string }) {
  const described = useDescription(content);
  if (described.data) return <ContentTree description={described.data} search={search} />;
  if (!described.error) return <Pending query={described} rows={4} />;
  const text = textOf(content) ?? '';
  return (
    <>
      <Refused error={described.error} what={t('It cannot be read as a tree')} />
      <Lines text={laidOut(text)} isRaw={false} />
    </>
  );
}

function Converted({ content, to }: { content: Content; to: OtherFormat }) {
  const converted = useConverted(content, to);
  const text = converted.data ? textOf(converted.data) : undefined;
  if (converted.error) return <Refused error={converted.error} what={t('It has no form in {format}', { format: MODES[to] })} />;
  return text === undefined ? <Pending query={converted} rows={4} /> : <Lines text={laidOut(text ?? '')} isRaw={false} />;
}

/** Says in the hub's words why a content cannot be shown so. */
function Refused({ error, what }: { error: unknown; what: string }) {
  const problems = error instanceof ApiError ? error.problem.problems?.map((problem) => problem.replace(/^\/content: /, '')) : undefined;
  return (
    <Alert severity="info" sx={{ mb: 1 }}>
      {what}: {problems?.join('; ') ?? explain(error)}
    </Alert>
  );
}

/** In the raw view, the characters that end lines are shown. */
function Lines({ text, isRaw }: { text: string; isRaw: boolean }) {
  const [isWhole, setIsWhole] = useState(false);
  const part = isWhole ? text : text.slice(0, SHOWN);
  const lines = part.split(isRaw ? /(?<=\r\n|\r(?!\n)|(?<!\r)\n)/ : '\n');
  return (
    <Box component="pre" dir="ltr" sx={{ m: 0, fontFamily: MONOSPACE, fontSize: 12.5, lineHeight: 1.55, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere', counterReset: 'line' }}>
      {lines.map((line, index) => (
        <Box key={index} component="span" sx={{ display: 'block', paddingInlineStart: '40px', position: 'relative', '&::before': { counterIncrement: 'line', content: 'counter(line)', position: 'absolute', insetInlineStart: 0, inlineSize: 32, textAlign: 'end', color: 'text.secondary', opacity: 0.75, userSelect: 'none' } }}>
          {isRaw ? <Raw line={line} /> : line || ' '}
        </Box>
      ))}
      {part.length < text.length && <Button onClick={() => setIsWhole(true)}>{t('Show the other {size}', { size: bytes(text.length - part.length) })}</Button>}
    </Box>
  );
}

function Raw({ line }: { line: string }) {
  const end = /[\r\n]+$/.exec(line)?.[0] ?? '';
  return (
    <>
      {line.slice(0, line.length - end.length)}
      <Box component="span" aria-hidden sx={{ color: 'text.secondary', opacity: 0.8, userSelect: 'none' }}>
        {end.replace(/\r/g, '␍').replace(/\n/g, '␊')}
      </Box>
    </>
  );
}

const ROW = 16;
const ROWS = 512;

function Hexadecimal({ content }: { content: Content }) {
  const data = bytesOf(content);
  const rows = Array.from({ length: Math.min(ROWS, Math.ceil(data.length / ROW)) }, (_, index) => {
    const row = [...data.slice(index * ROW, (index + 1) * ROW)];
    const hexadecimal = row.map((byte) => byte.toString(16).padStart(2, '0')).join(' ');
    const characters = row.map((byte) => (byte >= 32 && byte < 127 ? String.fromCharCode(byte) : '.')).join('');
    return `${(index * ROW).toString(16).padStart(6, '0')}  ${hexadecimal.padEnd(ROW * 3)} ${characters}`;
  });
  return (
    <Box component="pre" dir="ltr" sx={{ m: 0, fontFamily: MONOSPACE, fontSize: 12.5 }}>
      {rows.join('\n')}
      {data.length > ROWS * ROW && `\n… ${t('keep it as a file to see the rest')}`}
    </Box>
  );
}

function copy(text: string): void {
  void navigator.clipboard?.writeText(text).then(() => notify({ severity: 'info', text: t('Copied') }));
}
