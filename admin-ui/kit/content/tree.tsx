// A message as a tree: what each place is called, its value, what its code means. Arrow keys move, open and close, Enter copies the
// path. It is the same for all formats.

import { Box, Button, type SxProps, type Theme } from '@mui/material';
import { useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { t } from '../i18n';
import { MONOSPACE } from '../theme';
import { notify } from '../notices';
import type { Definition, Description, Place } from './reader';
import { openAtFirst, rowsOf, type Row } from './rows';

/** So many rows at once; more are shown when they are asked for, since each costs time. */
const ROWS = 400;

interface Props {
  description: Description;
  search: string;
  onPick?: (path: string) => void;
}

export function ContentTree({ description, search, onPick = copyPath }: Props) {
  const { places } = description;
  const [toggled, setToggled] = useState<ReadonlySet<number>>(new Set());
  const [at, setAt] = useState(0);
  const [n_shown, setShown] = useState(ROWS);
  const list = useRef<HTMLDivElement>(null);
  const all = useMemo(() => {
    const isOpenAtFirst = openAtFirst(places);
    return rowsOf(places, (index) => places[index] !== undefined && isOpenAtFirst(places[index]) !== toggled.has(index), search);
  }, [places, toggled, search]);
  const rows = all.slice(0, n_shown);
  const current = Math.min(at, rows.length - 1);
  const toggle = (index: number) => setToggled((before) => toggledOf(before, index));
  const move = (index: number) => {
    setAt(index);
    list.current?.querySelector<HTMLElement>(`[data-at="${index}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[current];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(Math.min(rows.length - 1, Math.max(0, current + step)));
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (row && event.key === 'ArrowRight' && row.isOpen) move(Math.min(rows.length - 1, current + 1));
    else if (row && event.key === 'ArrowRight' && !row.place.is_leaf) toggle(row.index);
    else if (row && event.key === 'ArrowLeft' && row.isOpen) toggle(row.index);
    else if (row && event.key === 'ArrowLeft') move(above(rows, current));
    else if (row && event.key === 'Enter' && row.place.path) onPick(row.place.path);
    else return;
    event.preventDefault();
  };
  return (
    <>
      <Box ref={list} role="tree" dir="ltr" aria-label={t('Message')} onKeyDown={press} sx={LOOK}>
        {rows.map((row, index) => (
          <TreeRow key={row.index} row={row} at={index} isCurrent={index === current} onFocus={setAt} onToggle={toggle} onPick={onPick} />
        ))}
      </Box>
      {all.length > rows.length && (
        <Button onClick={() => setShown(n_shown + ROWS)}>
          {t('Show {n} of {all} more', { n: Math.min(ROWS, all.length - rows.length), all: all.length - rows.length })}
        </Button>
      )}
      {rows.length === 0 && <Box sx={{ p: 1, color: 'text.secondary' }}>{t('No place is like that.')}</Box>}
      {description.is_cut && <Box sx={{ p: 1, color: 'text.secondary' }}>{t('The message has more places than are listed; the raw view has all of it.')}</Box>}
    </>
  );
}

/** The row of what a row is in. */
function above(rows: Row[], at: number): number {
  const level = rows[at]?.place.level ?? 0;
  return Math.max(0, rows.findLastIndex(({ place }, index) => index < at && place.level < level));
}

/** One style for all rows: a message can have thousands. */
const LOOK: SxProps<Theme> = {
  fontFamily: MONOSPACE,
  fontSize: 12.5,
  lineHeight: 1.6,
  '& [role=treeitem]': { display: 'grid', gridTemplateColumns: 'minmax(0, min(46%, 26em)) minmax(0, 1fr)', columnGap: 1.5, alignItems: 'baseline', px: 0.5, position: 'relative', contentVisibility: 'auto', containIntrinsicBlockSize: '20px' },
  '& [role=treeitem]:hover, & [role=treeitem]:focus': { bgcolor: 'action.hover' },
  '& .branch': { cursor: 'pointer' },
  '& .segment, & .group, & .record': { borderBlockStart: 1, borderColor: 'divider' },
  '& .path': { color: 'primary.main', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .segment .path, & .record .path': { color: 'text.primary', fontWeight: 700 },
  '& .group .path': { color: 'text.secondary', fontWeight: 700 },
  '& .mark': { display: 'inline-block', inlineSize: '1.2em', color: 'text.secondary', fontWeight: 400 },
  '& .name': { fontFamily: (theme) => theme.typography.fontFamily, color: 'text.secondary', fontWeight: 400, marginInlineStart: '8px', fontSize: 12 },
  '& .value': { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', color: 'text.secondary' },
  '& .leaf .value': { color: 'text.primary' },
  '& .meaning': { fontFamily: (theme) => theme.typography.fontFamily, color: 'text.secondary', marginInlineStart: '8px' },
  // Over the end of the row, so that it takes no room from values.
  '& button': { visibility: 'hidden', position: 'absolute', insetInlineEnd: 0, insetBlockStart: 0, font: 'inherit', fontSize: 11, lineHeight: '20px', border: 0, px: 1, py: 0, bgcolor: 'background.paper', color: 'primary.main', cursor: 'pointer' },
  '& [role=treeitem]:hover button, & [role=treeitem]:focus button': { visibility: 'visible' },
};

interface RowProps {
  row: Row;
  at: number;
  isCurrent: boolean;
  onFocus: (at: number) => void;
  onToggle: (index: number) => void;
  onPick: (path: string) => void;
}

function TreeRow({ row: { place, index, isOpen }, at, isCurrent, onFocus, onToggle, onPick }: RowProps) {
  const isBranch = !place.is_leaf;
  return (
    <div
      role="treeitem"
      className={[place.kind, isBranch ? 'branch' : 'leaf'].join(' ')}
      aria-level={place.level + 1}
      aria-expanded={isBranch ? isOpen : undefined}
      aria-selected={isCurrent}
      data-at={at}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(at)}
      onClick={isBranch ? () => onToggle(index) : undefined}
      draggable={place.path !== '' && place.kind !== 'group'}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', `\${${place.path}}`)}
    >
      <div className="path" style={{ paddingInlineStart: `${place.level}em` }} title={titleOf(place)}>
        <span className="mark" aria-hidden>
          {isBranch ? (isOpen ? '▾' : '▸') : ''}
        </span>
        <span dir="ltr">{place.label ?? place.path}</span>
        {place.definition && <span className="name">{place.definition.name}</span>}
      </div>
      <div className="value" dir="ltr">
        {!isOpen && place.value}
        {place.is_value_cut && !isOpen && '…'}
        {place.meaning && <span className="meaning">{place.meaning}</span>}
      </div>
      {place.path !== '' && (
        <button
          type="button"
          tabIndex={-1}
          aria-label={t('copy path {path}', { path: place.path })}
          onClick={(event) => {
            event.stopPropagation();
            onPick(place.path);
          }}
        >
          {t('copy path')}
        </button>
      )}
    </div>
  );
}

function titleOf({ path, definition }: Place): string {
  return definition ? `${path}\n${describe(definition)}` : path;
}

const OPTIONALITY: Record<string, string> = { R: 'required', C: 'conditional', B: 'for older versions only', X: 'not used', W: 'withdrawn' };

/** Tells what the standard says: `Patient Identifier List: CX, required, repeats, table 0203 Identifier Type`. */
export function describe({ name, data_type, optionality, max_repetitions, table, table_name }: Definition): string {
  if (!data_type) return name;
  const often = max_repetitions === 1 ? '' : `, ${max_repetitions ? t('repeats up to {n} times', { n: max_repetitions }) : t('repeats')}`;
  const from = table ? `, ${t('table {table}', { table })}${table_name ? ` ${table_name}` : ''}` : '';
  return `${name}: ${data_type}, ${t(OPTIONALITY[optionality ?? ''] ?? 'optional')}${often}${from}`;
}

function toggledOf(set: ReadonlySet<number>, index: number): ReadonlySet<number> {
  const next = new Set(set);
  if (!next.delete(index)) next.add(index);
  return next;
}

function copyPath(path: string): void {
  void navigator.clipboard?.writeText(path).then(() => notify({ severity: 'info', text: t('{path} copied', { path }) }));
}
