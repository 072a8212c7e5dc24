// j, k, Enter and x in a list, without the mouse.

import { useEffect, useState } from 'react';

interface Actions {
  n: number;
  onOpen?: (index: number) => void;
  onChoose?: (index: number) => void;
  /** Told whenever the row changes. */
  onMove?: (index: number) => void;
}

/** Returns the row that the keys are at; -1 before the first key. Rows carry `data-row`. */
export function useRowKeys({ n, onOpen, onChoose, onMove }: Actions): [number, (index: number) => void] {
  const [row, setRow] = useState(-1);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.ctrlKey || event.metaKey || event.altKey || isElsewhere(event.target)) return;
      const step = { j: 1, k: -1 }[event.key];
      if (step && n > 0) {
        const next = Math.min(n - 1, Math.max(0, row + step));
        setRow(next);
        onMove?.(next);
        document.querySelector(`[data-row="${next}"]`)?.scrollIntoView({ block: 'nearest' });
      }
      const isRow = row >= 0 && row < n;
      const isOnControl = event.target instanceof HTMLElement && event.target.closest('a,button') !== null;
      if (isRow && event.key === 'Enter' && !isOnControl) onOpen?.(row);
      if (isRow && event.key === 'x') onChoose?.(row);
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [n, row, onOpen, onChoose, onMove]);
  return [row, setRow];
}

function isElsewhere(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  const isField = target.isContentEditable || (/^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) && (target as HTMLInputElement).type !== 'checkbox');
  return isField || target.closest('[role=dialog],[role=menu],[role=listbox],[role=tree]') !== null;
}
