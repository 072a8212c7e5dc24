// The stages of a trace: what each rule and step did, and the content after each stage with the lines that changed.

import { Alert, Box, Button, Link, Typography } from '@mui/material';
import { Fragment, useEffect, useRef, useState } from 'react';
import { t } from '@kit/i18n';
import { laidOut } from '@kit/content/format';
import { bytes, elapsed } from '@kit/format';
import { MONOSPACE } from '@kit/theme';
import type { TraceEvent, TraceStage } from '@/api/shapes';
import { words } from '@kit/schema-form/form';

interface Props {
  stages: TraceStage[];
  /** The content before the first stage. */
  before: string;
  /** The place that is chosen in the editor. */
  at: string;
  onPlace: (place: string) => void;
}

/** What the hub calls them, as people do. */
const STAGES: Record<string, string> = {
  received: 'Received|content',
  content: 'Content',
  preprocessor: 'Preprocessor',
  source_filter: 'Source filter',
  source_transformer: 'Source transformer',
  destination_filter: 'Destination filter',
  destination_transformer: 'Destination transformer',
  response_transformer: 'Response transformer',
  postprocessor: 'Postprocessor',
  reply: 'Reply',
  attachments: 'Attachments',
  metadata: 'Metadata',
  route: 'Routing',
  order_key: 'Order key',
  response_validation: 'Response validation',
};

export function Stages({ stages, before, at, onPlace }: Props) {
  let last = before;
  return stages.map((stage, index) => {
    const previous = last;
    last = stage.text?.text ?? last;
    return <Stage key={index} stage={stage} before={previous} at={at} onPlace={onPlace} />;
  });
}

/** Stages that did nothing are one line, so that those that did are seen. */
function isQuiet({ events, text, error, values, passed, stage }: TraceStage): boolean {
  return !events && !error && !values && (!text || stage === 'received') && passed !== false;
}

function Stage({ stage, before, at, onPlace }: { stage: TraceStage; before: string } & Omit<Props, 'stages' | 'before'>) {
  const [isOpen, setOpen] = useState<boolean | null>(null);
  const text = stage.text?.text;
  const isSame = text !== undefined && text === before;
  const hasText = text !== undefined && !isSame;
  const isShown = isOpen ?? (hasText && stage.stage !== 'received');
  if (isQuiet(stage) && stage.stage !== 'received') return null;
  return (
    <Box sx={{ px: 1.25, py: 0.75, borderBlockEnd: 1, borderColor: 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Link component="button" type="button" color="inherit" sx={{ fontWeight: 600, fontSize: 13 }} onClick={() => onPlace(stage.place)}>
          {t(STAGES[stage.stage] ?? words(stage.stage))}
        </Link>
        {stage.passed !== undefined && <Box component="span" sx={{ color: stage.passed ? 'success.main' : 'warning.main', fontSize: 12 }}>{stage.passed ? t('passed') : t('did not pass')}</Box>}
        {stage.description && <Box component="span" sx={{ fontSize: 12, color: 'text.secondary' }}>{[stage.description.message_type, stage.description.control_id, stage.description.patient_id].filter(Boolean).join(' · ')}</Box>}
        <Box sx={{ flex: 1 }} />
        {stage.text && (
          <Button onClick={() => setOpen(!isShown)} aria-expanded={isShown} sx={{ py: 0, minInlineSize: 0 }}>
            {isSame ? t('unchanged') : isShown ? t('Hide') : t('Show')} {!isSame && bytes(stage.text.n_bytes)}
          </Button>
        )}
        <Box component="span" sx={{ fontSize: 11.5, color: 'text.secondary' }}>{elapsed(stage.elapsed_us)}</Box>
      </Box>
      {stage.error && <Alert severity="error" sx={{ my: 0.5, py: 0 }}>{stage.error}</Alert>}
      {stage.values && (
        <Typography sx={{ fontSize: 12.5 }}>
          {stage.values.map(([name, value]) => `${name}: ${value}`).join(', ')}
        </Typography>
      )}
      {stage.events?.map((event, index) => (
        <Event key={index} event={event} isCurrent={event.place === at} onPlace={onPlace} />
      ))}
      {isShown && text !== undefined && <Text text={text} before={before} isCut={stage.text?.is_cut ?? false} />}
    </Box>
  );
}

function Event({ event, isCurrent, onPlace }: { event: TraceEvent; isCurrent: boolean; onPlace: (place: string) => void }) {
  const changes = [...(event.changes ?? []), ...(event.map_changes ?? []).map(({ map, key, before, after }) => ({ path: `${map}.${key}`, before, after }))];
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (isCurrent) box.current?.scrollIntoView({ block: 'nearest' });
  }, [isCurrent]);
  return (
    <Box ref={box} sx={{ my: 0.25, pl: 1, scrollMarginBlock: 44, bgcolor: isCurrent ? 'action.hover' : undefined, borderInlineStart: 2, borderColor: isCurrent ? 'primary.main' : 'divider' }}>
      <Box sx={{ display: 'flex', alignItems: 'baseline', gap: 1 }}>
        <Link component="button" type="button" onClick={() => onPlace(event.place)} sx={{ fontSize: 12.5, textAlign: 'start' }}>
          {event.name || event.kind}
          {event.items && event.items.length > 0 && ` (${event.items.join('.')})`}
        </Link>
        {event.result !== undefined && <Box component="span" sx={{ fontSize: 12, color: event.result ? 'success.main' : 'warning.main' }}>{String(event.result)}</Box>}
        <Box component="span" sx={{ marginInlineStart: 'auto', fontSize: 11.5, color: 'text.secondary' }}>{elapsed(event.elapsed_us)}</Box>
      </Box>
      {event.error && <Alert severity="error" sx={{ py: 0 }}>{event.error}</Alert>}
      {changes.length > 0 && (
        <Box component="table" aria-label={t('What {name} changed', { name: event.name || event.kind })} sx={{ borderCollapse: 'collapse', fontFamily: MONOSPACE, fontSize: 12, inlineSize: '100%', tableLayout: 'fixed' }}>
          <tbody>
            {changes.map((change, index) => (
              <Change key={index} {...change} />
            ))}
          </tbody>
        </Box>
      )}
      {event.log?.map(({ level, text }, index) => (
        <Box key={index} sx={{ fontFamily: MONOSPACE, fontSize: 12, color: level === 'error' ? 'error.main' : level === 'warn' ? 'warning.main' : 'text.secondary', whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
          {level}: {text}
        </Box>
      ))}
    </Box>
  );
}

const SHOWN = 160;

function Change({ path, before, after }: { path: string; before: string | null; after: string | null }) {
  const [isWhole, setWhole] = useState(false);
  const isLong = (before?.length ?? 0) > SHOWN || (after?.length ?? 0) > SHOWN;
  const part = (text: string | null) => (text === null ? '–' : isWhole || text.length <= SHOWN ? text : `${text.slice(0, SHOWN)}…`);
  return (
    <tr>
      <Box component="th" scope="row" sx={{ inlineSize: '36%', textAlign: 'start', fontWeight: 400, color: 'primary.main', verticalAlign: 'top', overflowWrap: 'anywhere', pr: 1 }}>
        {path ? <Breakable text={path} /> : t('the whole message')}
      </Box>
      <Box component="td" dir="ltr" sx={{ overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', verticalAlign: 'top' }}>
        {before !== null && before !== '' && (
          <>
            <Box component="del" sx={{ color: 'error.main' }}>{part(before)}</Box> →{' '}
          </>
        )}
        <Box component="ins" sx={{ color: 'success.main', textDecoration: 'none' }}>{part(after)}</Box>
        {isLong && (
          <Button onClick={() => setWhole(!isWhole)} sx={{ py: 0, minInlineSize: 0 }}>
            {isWhole ? t('less') : t('all')}
          </Button>
        )}
      </Box>
    </tr>
  );
}

/** Names are broken where their words end. */
function Breakable({ text }: { text: string }) {
  return text.split(/(?<=[._])/).map((part, index) => (
    <Fragment key={index}>
      {part}
      <wbr />
    </Fragment>
  ));
}

/** Lines that were not there before the stage are marked, by a sign too. */
function Text({ text, before, isCut }: { text: string; before: string; isCut: boolean }) {
  const known = new Set(laidOut(before).split('\n'));
  const lines = laidOut(text).split('\n');
  return (
    <Box component="pre" dir="ltr" sx={{ m: 0, mt: 0.5, fontFamily: MONOSPACE, fontSize: 12, lineHeight: 1.5, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {lines.map((line, index) => {
        const isNew = before !== '' && !known.has(line);
        return (
          <Box key={index} component="span" sx={{ display: 'block', pl: 2, textIndent: -12, bgcolor: isNew ? 'action.selected' : undefined }}>
            <Box component="span" aria-hidden sx={{ color: 'success.main', userSelect: 'none' }}>{isNew ? '+ ' : '  '}</Box>
            {line}
          </Box>
        );
      })}
      {isCut && '…'}
    </Box>
  );
}
