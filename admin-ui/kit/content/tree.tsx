// An HL7 v2 message as a tree: what each place is called, its value, what its code means. Arrow keys move and open, Enter
// copies the path, `/` in its own field searches.

import { Box, Button, type SxProps, type Theme } from '@mui/material';
import { useEffect, useMemo, useRef, useState, type KeyboardEvent } from 'react';
import { MONOSPACE } from '../theme';
import { notify } from '../notices';
import { parse, places, type Place } from './hl7';
import { loadStandard, type Element, type Standard } from './standard';

/** Messages with more segments begin folded. */
const OPEN_AT_FIRST = 40;
/** So many rows at once; more are shown when they are asked for, since each costs time. */
const ROWS = 400;

interface Row extends Place {
  isOpen?: boolean;
  element?: Element;
  name?: string;
}

interface Props {
  text: string;
  search: string;
  /** Places that changed, by path. */
  changed?: ReadonlySet<string>;
  onPick?: (path: string) => void;
}

export function Hl7Tree({ text, search, changed, onPick }: Props) {
  const message = useMemo(() => parse(text), [text]);
  const standard = useStandard(message.segments[0]?.text.split(message.delimiters.field)[11] ?? '');
  const [toggled, setToggled] = useState<ReadonlySet<string>>(new Set());
  const [at, setAt] = useState(0);
  const list = useRef<HTMLDivElement>(null);
  const isOpenAtFirst = message.segments.length <= OPEN_AT_FIRST;
  const all = useMemo(() => rowsOf(message, standard, (path) => isOpenAtFirst !== toggled.has(path), search), [message, standard, isOpenAtFirst, toggled, search]);
  const [n_shown, setShown] = useState(ROWS);
  const rows = all.slice(0, n_shown);
  const toggle = (path: string) => setToggled((before) => toggledOf(before, path));
  const move = (index: number) => {
    setAt(index);
    list.current?.querySelector<HTMLElement>(`[data-at="${index}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    const row = rows[at];
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) move(Math.min(rows.length - 1, Math.max(0, at + step)));
    else if (event.key === 'Home') move(0);
    else if (event.key === 'End') move(rows.length - 1);
    else if (row && event.key === 'ArrowRight' && row.level === 0 && !row.isOpen) toggle(row.path);
    else if (row && event.key === 'ArrowLeft' && row.level === 0 && row.isOpen) toggle(row.path);
    else if (row && event.key === 'Enter') (onPick ?? copyPath)(row.path);
    else return;
    event.preventDefault();
  };
  const pick = onPick ?? copyPath;
  return (
    <>
      <Box ref={list} role="tree" aria-label="Message" onKeyDown={press} sx={LOOK}>
        {rows.map((row, index) => (
          <TreeRow key={row.path} row={row} at={index} isCurrent={index === at} isChanged={changed?.has(row.path)} onFocus={setAt} onToggle={toggle} onPick={pick} standard={standard} />
        ))}
      </Box>
      {all.length > rows.length && (
        <Button onClick={() => setShown(n_shown + ROWS)}>
          Show {Math.min(ROWS, all.length - rows.length)} of {all.length - rows.length} more
        </Button>
      )}
      {rows.length === 0 && <Box sx={{ p: 1, color: 'text.secondary' }}>No place is like that.</Box>}
    </>
  );
}

/** One style for all rows: a message can have thousands. */
const LOOK: SxProps<Theme> = {
  fontFamily: MONOSPACE,
  fontSize: 12.5,
  lineHeight: 1.6,
  '& [role=treeitem]': { display: 'grid', gridTemplateColumns: '10em minmax(0, 1fr) auto', columnGap: 1.5, alignItems: 'baseline', px: 0.5, contentVisibility: 'auto', containIntrinsicBlockSize: '20px' },
  '& .named': { gridTemplateColumns: 'minmax(0, 21em) minmax(0, 1fr) auto' },
  '& [role=treeitem]:hover, & [role=treeitem]:focus': { bgcolor: 'action.hover' },
  '& .changed': { bgcolor: 'action.selected' },
  '& .segment': { cursor: 'pointer', borderBlockStart: 1, borderColor: 'divider' },
  '& .path': { color: 'primary.main', whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' },
  '& .segment .path': { color: 'text.primary', fontWeight: 700 },
  '& .level-1 .path': { pl: 1.75 },
  '& .level-2 .path': { pl: 3.5 },
  '& .level-3 .path': { pl: 5.25 },
  '& .name': { fontFamily: (theme) => theme.typography.fontFamily, color: 'text.secondary', fontWeight: 400, ml: 1, fontSize: 12 },
  '& .value': { overflowWrap: 'anywhere', whiteSpace: 'pre-wrap', color: 'text.secondary' },
  '& .leaf .value': { color: 'text.primary' },
  '& .meaning': { color: 'text.secondary', ml: 1 },
  '& button': { visibility: 'hidden', font: 'inherit', fontSize: 11, border: 0, p: 0, bgcolor: 'transparent', color: 'primary.main', cursor: 'pointer' },
  '& [role=treeitem]:hover button, & [role=treeitem]:focus button': { visibility: 'visible' },
};

interface RowProps {
  row: Row;
  at: number;
  isCurrent: boolean;
  isChanged?: boolean;
  standard: Standard | null;
  onFocus: (at: number) => void;
  onToggle: (path: string) => void;
  onPick: (path: string) => void;
}

function TreeRow({ row, at, isCurrent, isChanged, standard, onFocus, onToggle, onPick }: RowProps) {
  const isSegment = row.level === 0;
  const meaning = row.isLeaf && row.element?.table ? standard?.meaning(row.element.table, row.value) : undefined;
  const classes = [`level-${row.level}`, isSegment && 'segment', row.isLeaf && 'leaf', standard && 'named', isChanged && 'changed'];
  return (
    <div
      role="treeitem"
      className={classes.filter(Boolean).join(' ')}
      aria-level={row.level + 1}
      aria-expanded={isSegment ? row.isOpen : undefined}
      aria-selected={isCurrent}
      data-at={at}
      tabIndex={isCurrent ? 0 : -1}
      onFocus={() => onFocus(at)}
      onClick={isSegment ? () => onToggle(row.path) : undefined}
      draggable={!isSegment}
      onDragStart={(event) => event.dataTransfer.setData('text/plain', `\${${row.path}}`)}
    >
      <div className="path">
        {isSegment && <span aria-hidden>{row.isOpen ? '▾ ' : '▸ '}</span>}
        {row.path}
        {row.name && (
          <span className="name" title={row.element ? describe(row.element, standard) : row.name}>
            {row.name}
          </span>
        )}
      </div>
      <div className="value" dir="ltr">
        {isSegment && row.isOpen ? '' : row.value}
        {meaning && <span className="meaning">{meaning}</span>}
      </div>
      <button
        type="button"
        tabIndex={-1}
        aria-label={`copy path ${row.path}`}
        onClick={(event) => {
          event.stopPropagation();
          onPick(row.path);
        }}
      >
        copy path
      </button>
    </div>
  );
}

function describe({ name, type, optionality, repetitions, table }: Element, standard: Standard | null): string {
  const often = repetitions === '1' ? '' : `, repeats${repetitions === '*' ? '' : ` up to ${repetitions} times`}`;
  const from = table ? `, table ${table} ${standard?.table(table) ?? ''}` : '';
  return `${name}: ${type}, ${{ R: 'required', C: 'conditional', B: 'for older versions only', X: 'not used', W: 'withdrawn' }[optionality] ?? 'optional'}${often}${from}`;
}

function rowsOf(message: ReturnType<typeof parse>, standard: Standard | null, isOpen: (path: string) => boolean, search: string): Row[] {
  const wanted = search.trim().toLowerCase();
  const named = (place: Place): Row => {
    const element = standard?.element(place.path);
    return { ...place, element, name: element?.name };
  };
  const matches = ({ path, value, name }: Row) => `${path} ${value} ${name ?? ''}`.toLowerCase().includes(wanted);
  return message.segments.flatMap((segment) => {
    const head: Row = { path: segment.path, level: 0, value: segment.text, isLeaf: false, isOpen: wanted !== '' || isOpen(segment.path), name: standard?.segment(segment.id) };
    if (!head.isOpen) return [head];
    const inside = places(segment, message.delimiters).map(named);
    if (wanted === '') return [head, ...inside];
    const found = inside.filter(matches);
    return found.length > 0 ? [head, ...found] : [];
  });
}

function toggledOf(set: ReadonlySet<string>, path: string): ReadonlySet<string> {
  const next = new Set(set);
  if (!next.delete(path)) next.add(path);
  return next;
}

function copyPath(path: string): void {
  void navigator.clipboard?.writeText(path).then(() => notify({ severity: 'info', text: `${path} copied` }));
}

function useStandard(version: string): Standard | null {
  const [standard, setStandard] = useState<Standard | null>(null);
  useEffect(() => {
    let isHere = true;
    void loadStandard().then((loaded) => isHere && setStandard(loaded));
    return () => {
      isHere = false;
    };
  }, []);
  return useMemo(() => standard?.of(version.split('^')[0] ?? '') ?? null, [standard, version]);
}
