// The command palette: pages, channels with what can be opened of them, and messages by their number.

import { Box, Dialog, InputBase, List, ListItemButton, ListItemText, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useId, useMemo, useState, type KeyboardEvent } from 'react';
import { useNavigate } from 'react-router';
import { t } from '@kit/i18n';
import { queries, usePermission, type Channel } from '@/api/queries';
import { PAGES } from './pages';

interface Target {
  title: string;
  detail: string;
  path: string;
}

const SHOWN = 12;

export function Palette({ open, onClose }: { open: boolean; onClose: () => void }) {
  return (
    <Dialog open={open} onClose={onClose} aria-label={t('Go to')} maxWidth="sm" fullWidth sx={{ '& .MuiDialog-container': { alignItems: 'flex-start' } }}>
      <Search onClose={onClose} />
    </Dialog>
  );
}

function Search({ onClose }: { onClose: () => void }) {
  const [text, setText] = useState('');
  const [index, setIndex] = useState(0);
  const list = useId();
  const navigate = useNavigate();
  const targets = useTargets(text);
  const go = (target: Target | undefined) => {
    if (!target) return;
    onClose();
    void navigate(target.path);
  };
  const press = (event: KeyboardEvent) => {
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key];
    if (step) {
      event.preventDefault();
      setIndex((index + step + targets.length) % Math.max(1, targets.length));
    }
    if (event.key === 'Enter') go(targets[index]);
  };
  return (
    <Box>
      <InputBase
        autoFocus
        fullWidth
        placeholder={t('A channel, a page, the number of a message')}
        value={text}
        onChange={(event) => {
          setText(event.target.value);
          setIndex(0);
        }}
        onKeyDown={press}
        inputProps={{ role: 'combobox', 'aria-expanded': true, 'aria-controls': list, 'aria-activedescendant': `${list}-${index}`, 'aria-label': t('Go to') }}
        sx={{ px: 2, py: 1.5, fontSize: 16, borderBlockEnd: 1, borderColor: 'divider' }}
      />
      <List id={list} role="listbox" aria-label={t('Where to')} dense sx={{ maxBlockSize: 420, overflow: 'auto' }}>
        {targets.map((target, at) => (
          <ListItemButton key={target.path} id={`${list}-${at}`} role="option" aria-selected={at === index} selected={at === index} tabIndex={-1} onClick={() => go(target)}>
            <ListItemText primary={target.title} secondary={target.detail} sx={{ display: 'flex', gap: 1, alignItems: 'baseline' }} />
          </ListItemButton>
        ))}
        {targets.length === 0 && <Typography sx={{ p: 2 }} color="text.secondary">{t('Nothing has that name.')}</Typography>}
      </List>
    </Box>
  );
}

function useTargets(text: string): Target[] {
  const may = usePermission();
  const channels = useQuery({ ...queries.channels(), refetchInterval: false });
  return useMemo(() => {
    const pages = PAGES.filter((page) => !page.permission || may(page.permission));
    const all = [...(channels.data ?? []).flatMap(targetsOf), ...pages.map(({ title, path }) => ({ title: t(title), detail: t('page'), path }))];
    const wanted = text.trim().toLowerCase();
    const words = wanted.split(/\s+/);
    const found = all.filter(({ title, detail, path }) => words.every((word) => `${title} ${detail} ${path}`.toLowerCase().includes(word)));
    if (/^\d+$/.test(wanted)) found.unshift({ title: t('Message {id}', { id: wanted }), detail: t('message'), path: `/messages/${wanted}` });
    return found.slice(0, SHOWN);
  }, [channels.data, text, may]);
}

function targetsOf({ id, name }: Channel): Target[] {
  return [
    { title: name, detail: id, path: `/channels/${id}` },
    { title: t('{name}: edit', { name }), detail: id, path: `/channels/${id}/edit` },
    { title: t('{name}: messages', { name }), detail: id, path: `/messages?channel=${id}` },
  ];
}
