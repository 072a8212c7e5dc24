// The calendar as a grid: a column for each provider, room or day, time from the top down. Free times are buttons, appointments lead
// to their page. One of all is reached with Tab; arrow keys lead from there to the others.

import { Box, Typography } from '@mui/material';
import { Fragment, useRef, useState, type DragEvent, type KeyboardEvent } from 'react';
import { Link } from 'react-router';
import { t } from '@kit/i18n';
import type { Appointment } from '@/api/appointments';
import { usePatientName } from '@/parts/patient-name';
import { clockIn, clockOf, shortDayName } from '@/zone';
import { APPOINTMENT_KIND, APPOINTMENT_STATUS } from '@/words';
import { hoursOf, neighbour, shortestOf, type Block, type Filled, type Free, type Placed } from './calendar';
import { LOOKS } from './tags';

/** What can be pressed is never lower than this, in pixels (WCAG 2.2, 2.5.8). */
const LOWEST = 24;
const HEAD = 44;
const KEYS: Record<string, 'up' | 'down' | 'next' | 'previous'> = { ArrowUp: 'up', ArrowDown: 'down', ArrowRight: 'next', ArrowLeft: 'previous' };
const MIRRORED: Record<string, 'next' | 'previous'> = { ArrowRight: 'previous', ArrowLeft: 'next' };

/** Read out by screen readers; on the screen an icon or the place in the grid says the same. */
const HEARD_ONLY = { position: 'absolute', inlineSize: '1px', blockSize: '1px', overflow: 'hidden', clipPath: 'inset(50%)', whiteSpace: 'nowrap' } as const;

interface Props {
  label: string;
  filled: Filled[];
  zone: string;
  /** Minutes since midnight, on the columns of this day. */
  now: { day: string; minute: number };
  onBook?: (free: Free) => void;
  onMove?: (appointment: Appointment, to: Free) => void;
}

const freeKey = (at: number, { start }: Placed<Free>) => `free-${at}-${start}`;
const blockKey = ({ item }: Block) => `booked-${item.id}`;

export function DayGrid({ label, filled, zone, now, onBook, onMove }: Props) {
  const hours = hoursOf(filled);
  const scale = LOWEST / Math.min(15, shortestOf(filled));
  const height = (hours.end - hours.start) * scale;
  const cells = filled.map(({ blocks, free }, at) => [...blocks.map((block) => ({ start: block.start, key: blockKey(block) })), ...(onBook ? free.map((one) => ({ start: one.start, key: freeKey(at, one) })) : [])].sort((one, other) => one.start - other.start));
  const all = cells.flat();
  const [chosen, setChosen] = useState('');
  const current = all.some(({ key }) => key === chosen) ? chosen : (all[0]?.key ?? '');
  const dragged = useRef<Appointment | null>(null);
  const grid = useRef<HTMLDivElement>(null);

  const press = (event: KeyboardEvent) => {
    const isMirrored = document.documentElement.dir === 'rtl';
    const step = (isMirrored && MIRRORED[event.key]) || KEYS[event.key];
    const key = (event.target as HTMLElement).closest<HTMLElement>('[data-cell]')?.dataset.cell;
    if (!step || !key) return;
    const column = cells.findIndex((some) => some.some((cell) => cell.key === key));
    const next = neighbour(cells, { column, key }, step);
    event.preventDefault();
    if (!next) return;
    setChosen(next);
    grid.current?.querySelector<HTMLElement>(`[data-cell="${CSS.escape(next)}"]`)?.focus();
  };
  const cell = (key: string) => ({ 'data-cell': key, tabIndex: key === current ? 0 : -1, onFocus: () => setChosen(key) });

  return (
    <Box ref={grid} role="region" aria-label={label} onKeyDown={press} sx={{ display: 'flex', overflow: 'auto', maxBlockSize: '70vh', border: 1, borderColor: 'divider', borderRadius: 1, bgcolor: 'background.paper' }}>
      <Box aria-hidden sx={{ position: 'sticky', insetInlineStart: 0, zIndex: 3, flex: '0 0 52px', blockSize: HEAD + height, bgcolor: 'background.paper', borderInlineEnd: '1px solid', borderColor: 'divider' }}>
        {wholeHours(hours).map((minute) => (
          <Typography key={minute} sx={{ position: 'absolute', insetBlockStart: HEAD + (minute - hours.start) * scale - (minute === hours.start ? 0 : 9), insetInlineEnd: 6, fontSize: 12, color: 'text.secondary' }}>
            {clockOf(minute)}
          </Typography>
        ))}
      </Box>
      {filled.map(({ column, blocks, free }, at) => (
        <Box key={column.key} role="group" aria-label={`${column.title || t('No room')}, ${shortDayName(column.day)}`} sx={{ position: 'relative', flex: '1 0 150px', blockSize: HEAD + height, borderInlineEnd: '1px solid', borderColor: 'divider' }}>
          <Box sx={{ position: 'sticky', insetBlockStart: 0, zIndex: 2, blockSize: HEAD, px: 1, py: 0.5, bgcolor: 'background.paper', borderBlockEnd: '1px solid', borderColor: 'divider', overflow: 'hidden' }}>
            <Typography sx={{ fontWeight: 600, fontSize: 13, lineHeight: 1.3, whiteSpace: 'nowrap', overflow: 'hidden', textOverflow: 'ellipsis' }}>
              <bdi>{column.title || t('No room')}</bdi>
            </Typography>
            <Typography sx={{ fontSize: 12, lineHeight: 1.3, color: 'text.secondary' }}>{shortDayName(column.day)}</Typography>
          </Box>
          {wholeHours(hours).map((minute) => (
            <Box key={minute} aria-hidden sx={{ position: 'absolute', insetBlockStart: HEAD + (minute - hours.start) * scale, insetInline: 0, borderBlockStart: '1px solid', borderColor: 'divider', opacity: 0.6 }} />
          ))}
          {free.map((one) => (
            <Fragment key={one.start}>
              <FreeCell of={one} top={HEAD + (one.start - hours.start) * scale} height={(one.end - one.start) * scale} zone={zone} cell={cell(freeKey(at, one))} onBook={onBook} onDrop={onMove && (() => dragged.current && onMove(dragged.current, one.item))} />
            </Fragment>
          ))}
          {blocks.map((block) => (
            <BlockCell key={block.item.id} of={block} top={HEAD + (block.start - hours.start) * scale} height={(block.end - block.start) * scale} zone={zone} cell={cell(blockKey(block))} onDrag={onMove && ((appointment) => (dragged.current = appointment))} />
          ))}
          {now.day === column.day && now.minute > hours.start && now.minute < hours.end && <Box aria-hidden sx={{ position: 'absolute', insetBlockStart: HEAD + (now.minute - hours.start) * scale, insetInline: 0, borderBlockStart: '2px solid', borderColor: 'error.main', pointerEvents: 'none' }} />}
        </Box>
      ))}
    </Box>
  );
}

function wholeHours({ start, end }: { start: number; end: number }): number[] {
  return Array.from({ length: (end - start) / 60 }, (_, at) => start + at * 60);
}

type Cell = { 'data-cell': string; tabIndex: number; onFocus: () => void };

function FreeCell({ of, top, height, zone, cell, onBook, onDrop }: { of: Placed<Free>; top: number; height: number; zone: string; cell: Cell; onBook?: (free: Free) => void; onDrop?: () => void }) {
  const [isOver, setOver] = useState(false);
  const text = clockIn(of.item.starts_at, zone);
  const place = { position: 'absolute', insetBlockStart: top + 1, insetInline: 3, blockSize: height - 2, border: '1px dashed', borderColor: 'divider', borderRadius: 1, px: 0.75, fontSize: 12, lineHeight: 1.2, textAlign: 'start', color: 'text.secondary', bgcolor: 'transparent', display: 'flex', alignItems: 'center', gap: 0.5, overflow: 'hidden' } as const;
  if (!onBook) return <Box sx={place}>{text} {t('free')}</Box>;
  const over = (is: boolean) => (event: DragEvent) => {
    if (!onDrop) return;
    event.preventDefault();
    setOver(is);
  };
  return (
    <Box
      component="button"
      type="button"
      {...cell}
      aria-label={t('Book {time} with {name}', { time: text, name: of.item.provider })}
      onClick={() => onBook(of.item)}
      onDragOver={over(true)}
      onDragLeave={over(false)}
      onDrop={(event: DragEvent) => {
        over(false)(event);
        onDrop?.();
      }}
      sx={{ ...place, font: 'inherit', fontSize: 12, cursor: 'pointer', ...(isOver ? { borderColor: 'primary.main', borderStyle: 'solid', color: 'primary.main', fontWeight: 650 } : {}), '&:hover, &:focus-visible': { borderColor: 'primary.main', color: 'primary.main' } }}
    >
      <span>{text}</span>
      <span aria-hidden>+</span>
    </Box>
  );
}

function BlockCell({ of: { item, lane, n_lanes }, top, height, zone, cell, onDrag }: { of: Block; top: number; height: number; zone: string; cell: Cell; onDrag?: (appointment: Appointment) => void }) {
  const name = usePatientName(item.patient_id) ?? '…';
  const [tone, Icon] = LOOKS[item.status];
  const color = tone === 'neutral' ? 'text.secondary' : `${tone}.main`;
  const isMovable = Boolean(onDrag) && (item.status === 'scheduled' || item.status === 'confirmed');
  const times = `${clockIn(item.starts_at, zone)}–${clockIn(item.ends_at, zone)}`;
  return (
    <Box
      component={Link}
      to={`/appointments/${item.id}`}
      {...cell}
      draggable={isMovable}
      onDragStart={(event: DragEvent) => {
        // Without data some browsers do not begin to drag; nothing of the patient is in it.
        event.dataTransfer.setData('text/plain', item.appointment_number);
        event.dataTransfer.effectAllowed = 'move';
        onDrag?.(item);
      }}
      title={[times, name, t(APPOINTMENT_STATUS[item.status])].join(' · ')}
      sx={{
        position: 'absolute',
        insetBlockStart: top + 1,
        blockSize: height - 2,
        insetInlineStart: `calc(3px + (100% - 6px) * ${lane / n_lanes})`,
        inlineSize: `calc((100% - 6px) / ${n_lanes} - 2px)`,
        border: 1,
        borderColor: color,
        borderInlineStartWidth: '4px',
        borderRadius: 1,
        px: 0.75,
        fontSize: 12.5,
        lineHeight: 1.3,
        overflow: 'hidden',
        color: 'text.primary',
        bgcolor: 'background.default',
        textDecoration: 'none',
        cursor: isMovable ? 'grab' : 'pointer',
        '&:hover': { borderColor: 'primary.main' },
      }}
    >
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 0.5, whiteSpace: 'nowrap' }}>
        <Icon aria-hidden sx={{ fontSize: 14, color }} />
        <Box component="bdi" sx={{ fontWeight: 600, overflow: 'hidden', textOverflow: 'ellipsis' }}>
          {name}
        </Box>
      </Box>
      <Box sx={height >= 40 ? { color: 'text.secondary', whiteSpace: 'nowrap' } : HEARD_ONLY}>
        <bdi dir="ltr">{times}</bdi> {t(APPOINTMENT_KIND[item.kind])}
      </Box>
      <Box component="span" sx={HEARD_ONLY}>
        {t(APPOINTMENT_STATUS[item.status])}
      </Box>
    </Box>
  );
}
