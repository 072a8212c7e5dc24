// The calendar as numbers: which columns there are, where appointments and free times stand in them, and what is beside what.

import type { Appointment, AppointmentStatus, FreeSlot } from '@/api/appointments';
import { wallTimeOf } from '@/zone';

export type By = 'provider' | 'room';

/** A free time with whose it is. */
export interface Free extends FreeSlot {
  provider_id: string;
  provider: string;
}

export interface Column {
  key: string;
  day: string;
  /** The provider's id, or the room; empty for appointments without a room. */
  of: string;
  title: string;
}

export interface Placed<T> {
  item: T;
  /** Minutes since midnight in the facility's zone; `end` is cut at the end of the day. */
  start: number;
  end: number;
}

/** With how many others it shares the width, and which of them it is. */
export interface Block extends Placed<Appointment> {
  lane: number;
  n_lanes: number;
}

export interface Filled {
  column: Column;
  blocks: Block[];
  free: Placed<Free>[];
}

const END_OF_DAY = 24 * 60;
/** Hours that are shown even when nothing is in them, in minutes. */
const USUAL = { start: 8 * 60, end: 16 * 60 };
/** What does not take a time any more. */
const GONE: AppointmentStatus[] = ['cancelled', 'no-show'];

/** Tells whether it still takes its time. */
export const takesTime = ({ status }: Pick<Appointment, 'status'>): boolean => !GONE.includes(status);

function placed<T extends { starts_at: string; ends_at: string }>(item: T, zone: string): Placed<T> & { day: string } {
  const from = wallTimeOf(item.starts_at, zone);
  const to = wallTimeOf(item.ends_at, zone);
  return { item, day: from.day, start: from.minute, end: to.day === from.day ? to.minute : END_OF_DAY };
}

/** Columns of what there is on these days: those of a day by their titles, days in their order. */
export function columnsOf(days: string[], by: By, appointments: Appointment[], free: Free[], zone: string): Column[] {
  const columns = new Map<string, Column>();
  for (const { of, title, starts_at } of [...appointments.filter(takesTime), ...free].map((item) => ({ ...ownerOf(item, by), starts_at: item.starts_at }))) {
    const { day } = wallTimeOf(starts_at, zone);
    const key = `${day} ${of}`;
    if (days.includes(day)) columns.set(key, { key, day, of, title });
  }
  return [...columns.values()].sort((one, other) => one.day.localeCompare(other.day) || one.title.localeCompare(other.title));
}

/** A column for each day of one provider or room, also those with nothing in them. */
export function weekColumns(days: string[], of: string, title: string): Column[] {
  return days.map((day) => ({ key: `${day} ${of}`, day, of, title }));
}

function ownerOf(item: Appointment | Free, by: By): { of: string; title: string } {
  return by === 'provider' ? { of: item.provider_id, title: item.provider } : { of: item.room ?? '', title: item.room ?? '' };
}

/** Puts what there is into the columns. */
export function fill(columns: Column[], by: By, appointments: Appointment[], free: Free[], zone: string): Filled[] {
  const taken = appointments.filter(takesTime).map((item) => placed(item, zone));
  const open = free.map((item) => placed(item, zone));
  return columns.map((column) => {
    const isHere = ({ day, item }: { day: string; item: Appointment | Free }) => day === column.day && ownerOf(item, by).of === column.of;
    return { column, blocks: lanes(taken.filter(isHere)), free: alone(open.filter(isHere)) };
  });
}

/** Of a room several people may have the same free time; it is one time of the room, with the first of them. */
function alone(free: Placed<Free>[]): Placed<Free>[] {
  const first = new Map<number, Placed<Free>>();
  for (const one of free) if (!first.has(one.start)) first.set(one.start, one);
  const sorted = [...first.values()].sort((one, other) => one.start - other.start);
  return sorted.filter((one, at) => at === 0 || one.start >= (sorted[at - 1]?.end ?? 0));
}

/** Puts side by side what overlaps. */
export function lanes(items: Placed<Appointment>[]): Block[] {
  const sorted = [...items].sort((one, other) => one.start - other.start || one.end - other.end);
  const blocks: Block[] = [];
  let group: Block[] = [];
  let groupEnd = -1;
  const close = () => {
    const n_lanes = Math.max(0, ...group.map(({ lane }) => lane)) + 1;
    for (const block of group) block.n_lanes = n_lanes;
    blocks.push(...group);
    group = [];
  };
  for (const item of sorted) {
    if (item.start >= groupEnd) close();
    const lane = firstFree(group, item.start);
    group.push({ ...item, lane, n_lanes: 1 });
    groupEnd = Math.max(group.length === 1 ? -1 : groupEnd, item.end);
  }
  close();
  return blocks;
}

function firstFree(group: Block[], start: number): number {
  for (let lane = 0; ; lane += 1) if (group.every((block) => block.lane !== lane || block.end <= start)) return lane;
}

/** Whole hours around everything that is shown, in minutes. */
export function hoursOf(filled: Filled[]): { start: number; end: number } {
  const all = filled.flatMap(({ blocks, free }) => [...blocks, ...free]);
  const start = Math.min(USUAL.start, ...all.map((one) => one.start));
  const end = Math.max(USUAL.end, ...all.map((one) => one.end));
  return { start: Math.floor(start / 60) * 60, end: Math.ceil(end / 60) * 60 };
}

/** Of how many minutes the shortest thing is that can be pressed. */
export function shortestOf(filled: Filled[]): number {
  return Math.max(5, Math.min(30, ...filled.flatMap(({ blocks, free }) => [...blocks, ...free].map((one) => one.end - one.start))));
}

/** Where the arrow keys lead from a cell: up and down in the column, sideways to the nearest time of the next column that has one. */
export function neighbour(columns: { start: number; key: string }[][], from: { column: number; key: string }, step: 'up' | 'down' | 'next' | 'previous'): string | null {
  const here = columns[from.column] ?? [];
  const at = here.findIndex(({ key }) => key === from.key);
  const cell = here[at];
  if (!cell) return null;
  if (step === 'up' || step === 'down') return here[at + (step === 'up' ? -1 : 1)]?.key ?? null;
  const by = step === 'next' ? 1 : -1;
  for (let index = from.column + by; index >= 0 && index < columns.length; index += by) {
    const nearest = [...(columns[index] ?? [])].sort((one, other) => Math.abs(one.start - cell.start) - Math.abs(other.start - cell.start))[0];
    if (nearest) return nearest.key;
  }
  return null;
}
