// The outline of the channel at the left of the editor. Rules, steps and destinations are dragged, or moved with Alt and the arrow
// keys; the arrow keys alone go through the tree.

import AddIcon from '@mui/icons-material/Add';
import ChannelIcon from '@mui/icons-material/AltRoute';
import DestinationIcon from '@mui/icons-material/CallMade';
import FileIcon from '@mui/icons-material/InsertDriveFileOutlined';
import MoreIcon from '@mui/icons-material/MoreVert';
import RuleIcon from '@mui/icons-material/FilterAltOutlined';
import ScriptIcon from '@mui/icons-material/CodeOutlined';
import SourceIcon from '@mui/icons-material/CallReceived';
import StepIcon from '@mui/icons-material/AutoFixHighOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, IconButton, Menu, MenuItem, Tooltip, Typography } from '@mui/material';
import { useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { t } from '@kit/i18n';
import { beginning, shapeOf } from '@kit/schema-form/schema';
import { plural } from '@kit/format';
import { words } from '@kit/schema-form/form';
import { Help } from '@kit/schema-form/help';
import { channelSchema, definition } from '@/api/channel-schema';
import { within } from '@/editing/problems';
import type { ChannelEditor } from './editor';
import { holdsOf, listsWithin, outlineOf, SCRIPTS, type Node, type NodeKind } from './outline';
import { getIn, pathOf, pointer, type Path } from './yaml';

const ICONS: Record<NodeKind, SvgIconComponent | null> = {
  channel: ChannelIcon,
  source: SourceIcon,
  destination: DestinationIcon,
  list: null,
  rule: RuleIcon,
  step: StepIcon,
  script: ScriptIcon,
  head: null,
  file: FileIcon,
};

interface Props {
  editor: ChannelEditor;
  /** What the preview found at places: shown beside them. */
  badges: ReadonlyMap<string, string>;
  onAddDestination: () => void;
  onAddFile: () => void;
}

export function ChannelTree({ editor, badges, onAddDestination, onAddFile }: Props) {
  const files = Object.keys(editor.draft.files);
  const nodes = outlineOf(editor.value, files.filter((file) => !file.startsWith('cases/')));
  const list = useRef<HTMLDivElement>(null);
  const current = Math.max(0, nodes.findIndex(({ key }) => key === editor.at));
  const go = (index: number) => {
    const node = nodes[index];
    if (!node) return;
    editor.go(node.key);
    list.current?.querySelector<HTMLElement>(`[data-node="${CSS.escape(node.key)}"]`)?.focus();
  };
  const press = (event: KeyboardEvent) => {
    if (event.target instanceof HTMLElement && event.target.role !== 'treeitem') return;
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key] as 1 | -1 | undefined;
    const node = nodes[current];
    if (!step || !node) return;
    event.preventDefault();
    if (event.altKey && isElement(node) && !editor.isReadOnly) editor.shift(node.path, step);
    else if (!event.altKey) go(Math.min(nodes.length - 1, Math.max(0, current + step)));
  };
  return (
    <Box sx={{ overflow: 'auto', py: 0.5, blockSize: '100%' }}>
      <Box ref={list} role="tree" aria-label={t('Parts of the channel')} onKeyDown={press}>
        {nodes.map((node, index) => (
        <TreeNode key={node.key} node={node} isCurrent={index === current} editor={editor} badge={badges.get(node.key)} onAddDestination={onAddDestination} onAddFile={onAddFile} />
        ))}
      </Box>
      {!editor.isReadOnly && <AddScript editor={editor} />}
    </Box>
  );
}

function isElement({ kind }: Node): boolean {
  return kind === 'rule' || kind === 'step' || kind === 'destination';
}

type Drop = 'before' | 'after' | 'into' | null;

function TreeNode({ node, isCurrent, editor, badge, onAddDestination, onAddFile }: { node: Node; isCurrent: boolean; editor: ChannelEditor; badge?: string } & Omit<Props, 'editor' | 'badges'>) {
  const [drop, setDrop] = useState<Drop>(null);
  const Icon = ICONS[node.kind];
  const isHead = node.kind === 'list' || node.kind === 'head';
  const problems = node.kind === 'file' ? (editor.problems ?? []).filter(({ file }) => file === node.label) : isElement(node) || node.kind === 'source' ? within(editor.problems, node.key) : [];
  const canDrag = isElement(node) && !editor.isReadOnly;
  const over = (event: DragEvent) => {
    const kind = dragged;
    const target = kind ? dropOf(event, node, kind, editor) : null;
    setDrop(target);
    if (target) event.preventDefault();
  };
  const dropHere = (event: DragEvent) => {
    event.preventDefault();
    setDrop(null);
    if (dragged && drop) land(editor, dragged.path, node, drop, dragged.kind);
    dragged = null;
  };
  return (
    <Box
      role="treeitem"
      aria-level={node.level + 1}
      aria-selected={isCurrent}
      data-node={node.key}
      tabIndex={isCurrent ? 0 : -1}
      draggable={canDrag}
      onClick={() => editor.go(node.key)}
      onFocus={(event) => event.target === event.currentTarget && !isCurrent && editor.go(node.key)}
      onDragStart={() => {
        dragged = { path: node.path, kind: node.kind };
      }}
      onDragEnd={() => {
        dragged = null;
      }}
      onDragOver={over}
      onDragLeave={() => setDrop(null)}
      onDrop={dropHere}
      sx={{
        display: 'flex',
        alignItems: 'center',
        gap: 0.75,
        minBlockSize: isHead ? 26 : 28,
        pl: 1 + node.level * 1.75,
        pr: 0.5,
        cursor: 'pointer',
        color: isHead ? 'text.secondary' : 'text.primary',
        opacity: node.isOff ? 0.65 : 1,
        bgcolor: drop === 'into' ? 'action.focus' : isCurrent ? 'action.selected' : undefined,
        boxShadow: drop === 'before' ? 'inset 0 2px 0 var(--drop)' : drop === 'after' ? 'inset 0 -2px 0 var(--drop)' : 'none',
        '--drop': (theme) => theme.palette.primary.main,
        '&:hover': { bgcolor: isCurrent ? 'action.selected' : 'action.hover' },
        '& .more': { opacity: 0 },
        '&:hover .more, &:focus .more, &:focus-within .more, &[aria-selected=true] .more': { opacity: 1 },
      }}
    >
      {Icon && <Icon sx={{ fontSize: 16, color: isCurrent ? 'primary.main' : 'text.secondary' }} aria-hidden />}
      <Typography noWrap dir="auto" title={node.label} sx={{ textAlign: 'left', flex: 1, minInlineSize: 0, fontSize: isHead ? 12 : 13, fontWeight: isHead ? 600 : node.level === 0 || node.kind === 'destination' ? 600 : 400, textDecoration: node.isOff ? 'line-through' : 'none' }}>
        {node.label}
        {node.isOff && <Box component="span" sx={{ position: 'absolute', clip: 'rect(0 0 0 0)' }}>{`${t(', |list')}${t('switched off')}`}</Box>}
      </Typography>
      {problems.length > 0 && (
        <Tooltip title={problems.map(({ text }) => text).join('\n')}>
          <Box component="span" sx={{ color: 'error.main', fontWeight: 700, fontSize: 12 }} aria-label={plural(problems.length, 'problem')}>
            {problems.length} ✕
          </Box>
        </Tooltip>
      )}
      {badge && <Box component="span" dir="auto" title={badge.startsWith('±') ? t('values changed in the preview') : t('in the preview')} sx={{ fontSize: 11, color: 'text.secondary', whiteSpace: 'nowrap' }}>{t(badge)}</Box>}
      {!badge && node.detail && node.kind !== 'rule' && node.kind !== 'step' && <Box component="span" sx={{ fontSize: 11, color: 'text.secondary' }}>{node.detail}</Box>}
      {!editor.isReadOnly && (node.holds === 'rule' || node.holds === 'step') && <AddElement node={node} editor={editor} />}
      {!editor.isReadOnly && node.holds === 'destination' && <AddButton label={t('Add a destination')} onClick={onAddDestination} />}
      {!editor.isReadOnly && node.key === 'files' && <AddButton label={t('Add a file')} onClick={onAddFile} />}
      {canDrag && <ElementMenu node={node} editor={editor} />}
    </Box>
  );
}

/** What is being dragged; the browser does not tell it while it hovers. */
let dragged: { path: Path; kind: NodeKind } | null = null;

function dropOf(event: DragEvent, node: Node, { path, kind }: { path: Path; kind: NodeKind }, editor: ChannelEditor): Drop {
  if (pointer(path) === node.key || node.key.startsWith(`${pointer(path)}/`)) return null;
  if (node.kind === 'list') return node.holds === kind ? 'into' : null;
  if (!isElement(node)) return null;
  const box = event.currentTarget.getBoundingClientRect();
  const at = (event.clientY - box.top) / box.height;
  const isGroup = listsWithin(editor.value, node.path).some((list) => holdsOf(list) === kind);
  if (isGroup && at > 0.3 && at < 0.7) return 'into';
  return node.kind === kind ? (at < 0.5 ? 'before' : 'after') : null;
}

function land(editor: ChannelEditor, from: Path, node: Node, drop: Exclude<Drop, null>, kind: NodeKind): void {
  if (drop === 'into') {
    const list = node.kind === 'list' ? node.path : listsWithin(editor.value, node.path).find((list) => holdsOf(list) === kind);
    const elements = list && getIn(editor.value, list);
    if (list) editor.move(from, list, Array.isArray(elements) ? elements.length : 0);
  } else editor.move(from, node.path.slice(0, -1), Number(node.path.at(-1)) + (drop === 'after' ? 1 : 0));
}

function AddButton({ label, onClick }: { label: string; onClick: (event: { currentTarget: HTMLElement }) => void }) {
  return (
    <Tooltip title={label}>
      <IconButton
        aria-label={label}
        onClick={(event) => {
          event.stopPropagation();
          onClick(event);
        }}
        sx={{ p: 0.25 }}
      >
        <AddIcon sx={{ fontSize: 17 }} />
      </IconButton>
    </Tooltip>
  );
}

/** Adds a rule or a step of a kind. */
function AddElement({ node, editor }: { node: Node; editor: ChannelEditor }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const shape = shapeOf(definition(node.holds === 'rule' ? 'Rule' : 'Step'), channelSchema);
  const variants = shape.kind === 'choice' ? shape.variants : [];
  return (
    <>
      <AddButton label={node.holds === 'rule' ? t('Add a rule to {key}', { key: node.key }) : t('Add a step to {key}', { key: node.key })} onClick={(event) => setAnchor(event.currentTarget)} />
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} onClick={(event) => event.stopPropagation()}>
        {variants.map((variant) => (
          <MenuItem
            key={variant.key}
            onClick={() => {
              setAnchor(null);
              const element = beginning(variant, channelSchema);
              editor.insert(node.path, variant.key === 'script' ? { name: `new ${node.holds}`, script: node.holds === 'rule' ? 'true' : '' } : element);
            }}
            sx={{ display: 'block', maxInlineSize: 420, whiteSpace: 'normal' }}
          >
            <Box sx={{ fontWeight: 600 }}>{words(variant.key)}</Box>
            <Box sx={{ color: 'text.secondary', fontSize: 12 }}>
              <Help text={variant.description} />
            </Box>
          </MenuItem>
        ))}
      </Menu>
    </>
  );
}

function ElementMenu({ node, editor }: { node: Node; editor: ChannelEditor }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const index = Number(node.path.at(-1));
  const list = node.path.slice(0, -1);
  const above = index > 0 ? listsWithin(editor.value, [...list, index - 1]).find((inner) => holdsOf(inner) === holdsOf(list)) : undefined;
  const outer = pathOf(node.key).slice(0, -2);
  const canLeave = typeof outer.at(-1) === 'number' && holdsOf(outer.slice(0, -1)) === holdsOf(list);
  const item = (label: string, act: () => void, isEnabled = true) => (
    <MenuItem
      disabled={!isEnabled}
      onClick={() => {
        setAnchor(null);
        act();
      }}
    >
      {label}
    </MenuItem>
  );
  return (
    <>
      <IconButton
        className="more"
        aria-label={t('More for {label}', { label: node.label })}
        aria-haspopup="menu"
        tabIndex={-1}
        onClick={(event) => {
          event.stopPropagation();
          setAnchor(event.currentTarget);
        }}
        sx={{ p: 0.25 }}
      >
        <MoreIcon sx={{ fontSize: 17 }} />
      </IconButton>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} onClick={(event) => event.stopPropagation()}>
        {item(node.isOff ? t('Switch on') : t('Switch off'), () => editor.toggle(node.path))}
        {item(t('Move up'), () => editor.shift(node.path, -1), index > 0)}
        {item(t('Move down'), () => editor.shift(node.path, 1))}
        {item(t('Move into the group above'), () => above && editor.move(node.path, above, 1e6), above !== undefined)}
        {item(t('Move out of the group'), () => editor.move(node.path, outer.slice(0, -1), Number(outer.at(-1)) + 1), canLeave)}
        {node.kind !== 'destination' && item(t('Duplicate'), () => editor.duplicate(node.path))}
        {item(t('Remove'), () => editor.remove(node.path))}
      </Menu>
    </>
  );
}

function AddScript({ editor }: { editor: ChannelEditor }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  const missing = SCRIPTS.filter(([name]) => editor.value[name] === undefined);
  if (missing.length === 0) return null;
  return (
    <Box sx={{ px: 1, pt: 1 }}>
      <Box component="button" type="button" onClick={(event: { currentTarget: HTMLElement }) => setAnchor(event.currentTarget)} aria-haspopup="menu" sx={{ border: 0, bgcolor: 'transparent', color: 'primary.main', font: 'inherit', fontSize: 13, cursor: 'pointer', p: 0.5 }}>
        {t('Add a script of the channel')}
      </Box>
      <Menu open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)}>
        {missing.map(([name, label]) => (
          <MenuItem
            key={name}
            onClick={() => {
              setAnchor(null);
              editor.set([name], { name: label.toLowerCase(), script: '' });
              editor.go(`/${name}`);
            }}
          >
            {t(label)}
          </MenuItem>
        ))}
      </Menu>
    </Box>
  );
}
