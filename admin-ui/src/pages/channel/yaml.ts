// Changes `channel.yaml` the way a careful person would: comments and the layout of what is not touched stay.

import { isCollection, isMap, isSeq, parseDocument, visit, type Document } from 'yaml';

export type Path = (string | number)[];

export interface ChannelFile {
  /** As read; an empty map when the text is no YAML. */
  value: Record<string, unknown>;
  /** What is wrong with the YAML itself. */
  error: string | null;
}

export function read(text: string): ChannelFile {
  const document = parseDocument(text);
  const [error] = document.errors;
  const value: unknown = error ? {} : document.toJS();
  return { value: isRecord(value) ? value : {}, error: error?.message ?? null };
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

const WIDTH = 121;

function edited(text: string, edit: (document: Document) => void, isMoving = false): string {
  const document = parseDocument(text);
  // What cannot be read is not written over.
  if (document.errors.length > 0) return text;
  const folded = isMoving ? [] : setAside(document, text);
  edit(document);
  const written = document.toString({ lineWidth: WIDTH });
  return folded.reduce((written, source, index) => written.replace(mark(index), () => source), written);
}

const mark = (index: number) => `__folded_text_${index}__`;

/** Folded texts (`>`) would be wrapped anew: marks stand for them until everything else is written. */
function setAside(document: Document, text: string): string[] {
  const sources: string[] = [];
  visit(document, {
    Scalar(_, scalar) {
      if (scalar.type !== 'BLOCK_FOLDED' || !scalar.range) return;
      const [start, end] = scalar.range;
      sources.push(text.slice(start, end).trimEnd());
      scalar.type = 'PLAIN';
      scalar.value = mark(sources.length - 1);
    },
  });
  return sources;
}

/** Sets a value, or takes it out where it is `undefined`; maps on the way are made, and left out again when they are empty. */
export function set(text: string, path: Path, value: unknown): string {
  return edited(text, (document) => {
    if (value !== undefined) setIn(document, path, value);
    else {
      document.deleteIn(path);
      dropEmpty(document, path.slice(0, -1));
    }
  });
}

function setIn(document: Document, path: Path, value: unknown): void {
  for (let length = 1; length < path.length; length += 1) {
    const part = path.slice(0, length);
    if (!isCollection(document.getIn(part, true))) document.setIn(part, document.createNode(typeof path[length] === 'number' ? [] : {}));
  }
  const before = document.getIn(path, true);
  const node = document.createNode(value);
  // A comment beside a value is about the setting and stays with it.
  if (isNode(before) && isNode(node)) {
    node.comment = before.comment;
    node.commentBefore = before.commentBefore;
  }
  if (isSimple(value)) document.setIn(path, isNode(node) && node.comment ? node : value);
  else document.setIn(path, node);
}

function isSimple(value: unknown): boolean {
  return typeof value !== 'object' || value === null;
}

function isNode(value: unknown): value is { comment?: string | null; commentBefore?: string | null } {
  return typeof value === 'object' && value !== null && 'range' in value;
}

function dropEmpty(document: Document, path: Path): void {
  for (let length = path.length; length > 0; length -= 1) {
    const part = path.slice(0, length);
    const node = document.getIn(part, true);
    const isEmpty = (isMap(node) || isSeq(node)) && node.items.length === 0;
    // An element of a list and a channel's list of destinations stay, also when they are empty.
    if (!isEmpty || typeof part.at(-1) === 'number' || part.at(-1) === 'destinations') return;
    document.deleteIn(part);
  }
}

/** Puts a value into a list; at its end without an index. */
export function insert(text: string, list: Path, value: unknown, index?: number): string {
  return edited(text, (document) => insertNode(document, list, document.createNode(value), index));
}

function insertNode(document: Document, list: Path, node: unknown, index?: number): void {
  if (!isSeq(document.getIn(list, true))) setIn(document, list, []);
  const seq = document.getIn(list, true);
  if (!isSeq(seq)) return;
  // A list within `[…]` on one line becomes one with a line for each.
  seq.flow = false;
  seq.items.splice(index ?? seq.items.length, 0, node);
}

/** Moves an element from its list to a place of the same or another list, with its comments. */
export function move(text: string, from: Path, list: Path, index: number): string {
  return edited(text, (document) => {
    const node = document.getIn(from, true);
    if (node === undefined || startsWith(list, from)) return;
    const isSameList = samePath(from.slice(0, -1), list);
    document.deleteIn(from);
    const shifted = shiftedPath(list, from);
    insertNode(document, shifted, node, isSameList && Number(from.at(-1)) < index ? index - 1 : index);
    dropEmpty(document, shiftedPath(from.slice(0, -1), from));
  }, true);
}

/** A path after an element before it in the same list has gone. */
export function shiftedPath(path: Path, gone: Path): Path {
  const depth = gone.length - 1;
  const at = path[depth];
  const isBehind = startsWith(path, gone.slice(0, -1)) && typeof at === 'number' && at > Number(gone[depth]);
  return isBehind ? [...path.slice(0, depth), at - 1, ...path.slice(depth + 1)] : path;
}

export function startsWith(path: Path, start: Path): boolean {
  return start.every((part, index) => path[index] === part);
}

export function samePath(one: Path, other: Path): boolean {
  return one.length === other.length && startsWith(one, other);
}

export function getIn(value: unknown, path: Path): unknown {
  return path.reduce<unknown>((at, part) => (typeof at === 'object' && at !== null ? (at as Record<string | number, unknown>)[part] : undefined), value);
}

export function pointer(path: Path): string {
  return path.map((part) => `/${part}`).join('');
}

export function pathOf(pointer: string): Path {
  return pointer.split('/').slice(1).map((part) => (/^\d+$/.test(part) ? Number(part) : part));
}
