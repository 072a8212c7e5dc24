// Which places of a message a tree shows: those that are not within a closed one, or those that somebody searches, with what they are in.

import type { Place } from './reader';

export interface Row {
  place: Place;
  /** Its number among all places. */
  index: number;
  isOpen: boolean;
}

/** A message with more branches begins with its upper ones open. */
const OPEN_AT_FIRST = 160;

/** Tells whether a place begins open. */
export function openAtFirst(places: Place[]): (place: Place) => boolean {
  if (places.filter(isBranch).length <= OPEN_AT_FIRST) return () => true;
  return ({ kind, level }) => kind === 'group' || (kind !== 'segment' && level === 0);
}

function isBranch({ is_leaf }: Place): boolean {
  return !is_leaf;
}

export function rowsOf(places: Place[], isOpen: (index: number) => boolean, search: string): Row[] {
  const wanted = search.trim().toLowerCase();
  return wanted === '' ? unfolded(places, isOpen) : found(places, wanted);
}

function unfolded(places: Place[], isOpen: (index: number) => boolean): Row[] {
  const rows: Row[] = [];
  let closed = Infinity;
  for (const [index, place] of places.entries()) {
    if (place.level > closed) continue;
    const open = isBranch(place) && isOpen(index);
    closed = isBranch(place) && !open ? place.level : Infinity;
    rows.push({ place, index, isOpen: open });
  }
  return rows;
}

function found(places: Place[], wanted: string): Row[] {
  const rows: Row[] = [];
  /** What the place at hand is in, from the outside in, with whether it is shown already. */
  const around: { row: Row; isShown: boolean }[] = [];
  for (const [index, place] of places.entries()) {
    while ((around.at(-1)?.row.place.level ?? -1) >= place.level) around.pop();
    const row = { place, index, isOpen: isBranch(place) };
    const isFound = matches(place, wanted);
    if (isFound) {
      for (const one of around) {
        if (!one.isShown) rows.push(one.row);
        one.isShown = true;
      }
      rows.push(row);
    }
    if (isBranch(place)) around.push({ row, isShown: isFound });
  }
  return rows;
}

/** A place is found by its own name, and by its path where somebody writes one; what is in a segment is found where it stands. */
function matches({ path, label, value, is_leaf, definition, meaning }: Place, wanted: string): boolean {
  const place = label && !/[./]/.test(wanted) ? label : path;
  const texts = [place, definition?.name, is_leaf ? value : null, meaning];
  return texts.some((text) => text?.toLowerCase().includes(wanted));
}
