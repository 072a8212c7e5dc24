// Keys that work on every page. `g` and a letter go to a page; lists have `j`, `k` and Enter of their own.

import { Box, Dialog, DialogContent, DialogTitle, Table, TableBody, TableCell, TableRow } from '@mui/material';
import { useEffect, useRef, useState, type ReactNode } from 'react';
import { useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { PAGES } from './pages';

/** The second key must come within this time, in milliseconds. */
const SEQUENCE = 1_200;

type Open = 'palette' | 'help' | null;

export function useShortcuts() {
  const [open, setOpen] = useState<Open>(null);
  const navigate = useNavigate();
  const pendingSince = useRef(0);
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if ((event.ctrlKey || event.metaKey) && event.key.toLowerCase() === 'k') {
        event.preventDefault();
        setOpen('palette');
        return;
      }
      if (event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
      const isSecond = performance.now() - pendingSince.current < SEQUENCE;
      pendingSince.current = event.key === 'g' ? performance.now() : -SEQUENCE;
      if (event.key === '?') setOpen('help');
      else if (event.key === '/') focusFilter(event);
      else if (isSecond) {
        const page = PAGES.find((page) => page.key === event.key);
        if (page) void navigate(page.path);
      }
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  }, [navigate]);
  return {
    isPaletteOpen: open === 'palette',
    isHelpOpen: open === 'help',
    openPalette: () => setOpen('palette'),
    openHelp: () => setOpen('help'),
    close: () => setOpen(null),
  };
}

/** Keys belong to the field that has the focus. */
export function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false;
  return target.isContentEditable || /^(INPUT|TEXTAREA|SELECT)$/.test(target.tagName) || target.closest('[role=dialog],[role=menu],[role=listbox]') !== null;
}

function focusFilter(event: KeyboardEvent): void {
  const field = document.querySelector<HTMLInputElement>('[data-filter] input');
  if (!field) return;
  event.preventDefault();
  field.focus();
  field.select();
}

const KEYS: [string, string][] = [
  ['Ctrl K', 'Go to a channel, a page or a message'],
  ['/', 'Filter what is listed'],
  ['j  k', 'Next and previous row'],
  ['Enter', 'Open the row'],
  ['x', 'Choose the row'],
  ['Ctrl S', 'Save what is edited'],
  ['Alt ↑  Alt ↓', 'Move a rule or step'],
  ['Ctrl Space', 'Complete, in scripts'],
  ['Esc', 'Close'],
  ['?', 'This list'],
];

export function ShortcutHelp({ open, onClose }: { open: boolean; onClose: () => void }) {
  const pages = PAGES.map((page): [string, string] => [`g ${page.key}`, page.title]);
  return (
    <Dialog open={open} onClose={onClose} aria-labelledby="shortcuts" maxWidth="sm" fullWidth>
      <DialogTitle id="shortcuts">{t('Shortcuts')}</DialogTitle>
      <DialogContent sx={{ display: 'grid', gridTemplateColumns: '1fr 1fr', gap: 3 }}>
        {[KEYS, pages].map((keys, index) => (
          <Table key={index} aria-label={index === 0 ? t('Everywhere') : t('Pages')} sx={{ blockSize: 'fit-content' }}>
            <TableBody>
              {keys.map(([key, what]) => (
                <TableRow key={key}>
                  <TableCell sx={{ border: 0, px: 0, whiteSpace: 'nowrap' }}>
                    <Key>{key}</Key>
                  </TableCell>
                  <TableCell sx={{ border: 0 }}>{t(what)}</TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        ))}
      </DialogContent>
    </Dialog>
  );
}

export function Key({ children }: { children: ReactNode }) {
  return (
    <Box component="kbd" dir="ltr" sx={{ fontFamily: 'inherit', fontSize: 11.5, px: 0.6, py: 0.1, border: 1, borderColor: 'divider', borderRadius: 0.75, color: 'text.secondary', whiteSpace: 'pre' }}>
      {children}
    </Box>
  );
}
