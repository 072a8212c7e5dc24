// The parts of a channel as a tree: source, filters, transformers, destinations, scripts, files. Pure: from `channel.yaml` and the
// names of the files.

import { t } from '@kit/i18n';
import { isRecord } from '@kit/schema-form/schema';
import { getIn, pointer, type Path } from './yaml';

export type NodeKind = 'channel' | 'source' | 'destination' | 'list' | 'rule' | 'step' | 'script' | 'head' | 'file';

export interface Node {
  /** A place of `channel.yaml` (`/source/filter/0`), or `file:` and a name. */
  key: string;
  path: Path;
  level: number;
  kind: NodeKind;
  label: string;
  detail: string;
  isOff: boolean;
  /** Of lists: what it holds. */
  holds?: 'rule' | 'step' | 'destination';
}

/** The scripts of a channel beside its connectors, with what each is for. */
export const SCRIPTS: [string, string][] = [
  ['preprocessor', 'Preprocessor'],
  ['postprocessor', 'Postprocessor'],
  ['deploy', 'Deploy script'],
  ['undeploy', 'Undeploy script'],
];

export function outlineOf(value: Record<string, unknown>, files: string[]): Node[] {
  const nodes: Node[] = [];
  const add = (path: Path, kind: NodeKind, level: number, label: string, detail = '', more: Partial<Node> = {}) =>
    nodes.push({ key: pointer(path) || '/', path, kind, level, label, detail, isOff: false, ...more });
  add([], 'channel', 0, t('Channel'), text(value.id));
  const source = ['source'];
  add(source, 'source', 0, t('Source'), text(getIn(value, ['source', 'connector', 'type'])));
  addList(nodes, value, [...source, 'filter'], t('Filter|list'), 'rule', 1);
  addList(nodes, value, [...source, 'transformer'], t('Transformer'), 'step', 1);
  add(['destinations'], 'list', 0, t('Destinations'), '', { holds: 'destination' });
  for (const [index, destination] of listAt(value, ['destinations']).entries()) {
    const path = ['destinations', index];
    const one = isRecord(destination) ? destination : {};
    add(path, 'destination', 1, text(one.name) || text(one.id) || t('destination {n}', { n: index + 1 }), text(getIn(one, ['connector', 'type'])), { isOff: one.enabled === false });
    addList(nodes, value, [...path, 'filter'], t('Filter|list'), 'rule', 2);
    addList(nodes, value, [...path, 'transformer'], t('Transformer'), 'step', 2);
    addList(nodes, value, [...path, 'response_transformer'], t('Response transformer'), 'step', 2);
  }
  for (const [name, label] of SCRIPTS) {
    const script = value[name];
    if (isRecord(script)) add([name], 'script', 0, t(label), text(script.file), { isOff: script.enabled === false });
  }
  nodes.push({ key: 'files', path: [], kind: 'head', level: 0, label: t('Files'), detail: '', isOff: false });
  for (const file of files) nodes.push({ key: `file:${file}`, path: [], kind: 'file', level: 1, label: file, detail: '', isOff: false });
  return nodes;
}

function addList(nodes: Node[], value: unknown, path: Path, label: string, holds: 'rule' | 'step', level: number): void {
  nodes.push({ key: pointer(path), path, kind: 'list', level, label, detail: '', isOff: false, holds });
  addElements(nodes, value, path, holds, level + 1);
}

function addElements(nodes: Node[], value: unknown, list: Path, kind: 'rule' | 'step', level: number): void {
  for (const [index, element] of listAt(value, list).entries()) {
    const path = [...list, index];
    const one = isRecord(element) ? element : {};
    const type = text(one.type) || 'script';
    nodes.push({ key: pointer(path), path, kind, level, label: text(one.name) || summary(type, one), detail: type, isOff: one.enabled === false });
    if (Array.isArray(one.rules)) addElements(nodes, value, [...path, 'rules'], 'rule', level + 1);
    if (Array.isArray(one.steps)) addElements(nodes, value, [...path, 'steps'], 'step', level + 1);
  }
}

/** What an element without a name does, in short. */
function summary(type: string, one: Record<string, unknown>): string {
  switch (type) {
    case 'script':
      return text(one.file) || text(one.script).split('\n')[0]?.slice(0, 60) || 'script';
    case 'map':
    case 'build':
      return `${text(one.to)} = ${text(one.value)}`;
    case 'field':
      return `${text(one.value)} ${text(one.is).replaceAll('_', ' ')} ${listAt(one, ['to']).map(text).join(', ')}`;
    case 'for_each':
      return t('for each {path}', { path: text(one.of) });
    case 'route':
      return `${text(one.choose)} ${listAt(one, ['destinations']).map(text).join(', ')}`;
    case 'delete':
      return t('delete {paths}', { paths: listAt(one, ['paths']).map(text).join(', ') });
    case 'convert':
      return t('convert to {format}', { format: typeof one.to === 'string' ? one.to : Object.keys(isRecord(one.to) ? one.to : {}).join('') });
    case 'all':
      return t('all of these');
    case 'any':
      return t('any of these');
    case 'none':
      return t('none of these');
    default:
      return type;
  }
}

function listAt(value: unknown, path: Path): unknown[] {
  const list = getIn(value, path);
  return Array.isArray(list) ? (list as unknown[]) : [];
}

function text(value: unknown): string {
  return typeof value === 'string' ? value : typeof value === 'number' || typeof value === 'boolean' ? String(value) : '';
}

/** The lists that an element can be dropped into: its own kind only. */
export function holdsOf(list: Path): 'rule' | 'step' | 'destination' {
  const name = list.at(-1);
  return name === 'destinations' ? 'destination' : name === 'filter' || name === 'rules' ? 'rule' : 'step';
}

/** The lists within an element: a group's rules, the steps under a condition. */
export function listsWithin(value: unknown, path: Path): Path[] {
  const element = getIn(value, path);
  return ['rules', 'steps'].filter((name) => isRecord(element) && Array.isArray(element[name])).map((name) => [...path, name]);
}
