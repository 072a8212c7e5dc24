// The revisions of an item: who, when, why, what changed; any of them can be made the current one again.

import { Box, Button, Chip, List, ListItemButton, ListItemText, MenuItem, TextField, Typography } from '@mui/material';
import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Pending } from '@kit/parts';
import { ago, fullTime } from '@kit/format';
import { api, take } from '@/api/client';
import { useChange, usePermission, type ItemKind } from '@/api/queries';
import { FileDiffs } from './file-diffs';

export function History({ kind, name, deployed }: { kind: ItemKind; name: string; deployed?: number | null }) {
  const [params, setParams] = useSearchParams();
  const revisions = useInfiniteQuery({
    queryKey: ['items', kind, name, 'revisions'],
    queryFn: ({ pageParam }) => take(api.GET('/api/v1/items/{kind}/{name}/revisions', { params: { path: { kind, name }, query: { limit: 50, cursor: pageParam } } })),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: (page) => page.next ?? undefined,
  });
  if (!revisions.data) return <Pending query={revisions} />;
  const all = revisions.data.pages.flatMap(({ items }) => items);
  const newest = all[0];
  const to = Number(params.get('revision') ?? newest?.id ?? 0);
  const from = params.get('from') === null ? undefined : Number(params.get('from'));
  const choose = (changes: Record<string, string>) => setParams(changes, { replace: true });
  return (
    <Box sx={{ display: 'grid', gridTemplateColumns: 'minmax(260px, 340px) minmax(0, 1fr)', blockSize: '100%', minBlockSize: 0 }}>
      <Box sx={{ borderInlineEnd: 1, borderColor: 'divider', overflow: 'auto' }}>
        <List component="div" role="group" dense disablePadding aria-label={t('Revisions')}>
          {all.map(({ id, author, at, comment, is_good, is_deleted }) => (
            <ListItemButton key={id} selected={id === to} aria-current={id === to || undefined} onClick={() => choose({ revision: String(id) })}>
              <ListItemText
                primary={
                  <Box sx={{ display: 'flex', gap: 0.75, alignItems: 'center', flexWrap: 'wrap' }}>
                    <b>{id}</b> {author}
                    <Box component="span" sx={{ color: 'text.secondary' }} title={fullTime(at)}>
                      {ago(at)}
                    </Box>
                    {id === deployed && <Chip label={t('deployed')} color="success" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />}
                    {!is_good && !is_deleted && <Chip label={t('draft')} color="warning" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />}
                    {is_deleted && <Chip label={t('deleted')} color="error" variant="outlined" sx={{ blockSize: 18, fontSize: 11 }} />}
                  </Box>
                }
                secondary={comment || t('no comment')}
              />
            </ListItemButton>
          ))}
        </List>
        {revisions.hasNextPage && (
          <Button fullWidth loading={revisions.isFetchingNextPage} onClick={() => void revisions.fetchNextPage()}>
            {t('Older revisions')}
          </Button>
        )}
      </Box>
      <Box sx={{ overflow: 'auto', minInlineSize: 0 }}>
        <Box sx={{ display: 'flex', gap: 1.5, alignItems: 'center', p: 1.25, borderBlockEnd: 1, borderColor: 'divider' }}>
          <Typography variant="h2">{t('Revision {to}', { to })}</Typography>
          <TextField select label={t('compared with')} value={from ?? ''} onChange={(event) => choose({ revision: String(to), ...(event.target.value === '' ? {} : { from: event.target.value }) })} slotProps={{ inputLabel: { shrink: true }, select: { displayEmpty: true } }} sx={{ inlineSize: 190 }}>
            <MenuItem value="">{t('the one before')}</MenuItem>
            {all.filter(({ id }) => id !== to).map(({ id, author }) => (
              <MenuItem key={id} value={id}>
                {t('{id} by {author}', { id, author })}
              </MenuItem>
            ))}
          </TextField>
          <Box sx={{ flex: 1 }} />
          {newest && to !== newest.id && <Restore kind={kind} name={name} revision={to} base={newest.id} onDone={() => choose({})} />}
        </Box>
        <Differences kind={kind} name={name} from={from} to={to} />
      </Box>
    </Box>
  );
}

function Differences({ kind, name, from, to }: { kind: ItemKind; name: string; from: number | undefined; to: number }) {
  const diff = useQuery({
    queryKey: ['items', kind, name, 'diff', from ?? 'before', to],
    queryFn: () => take(api.GET('/api/v1/items/{kind}/{name}/diff', { params: { path: { kind, name }, query: { from, to } } })),
    staleTime: Infinity,
  });
  if (!diff.data) return <Pending query={diff} />;
  if (diff.data.from === diff.data.to) return <Typography sx={{ p: 2 }} color="text.secondary">{t('This is the first revision.')}</Typography>;
  return <FileDiffs files={diff.data.files} />;
}

function Restore({ kind, name, revision, base, onDone }: { kind: ItemKind; name: string; revision: number; base: number; onDone: () => void }) {
  const [isAsking, setAsking] = useState(false);
  const isPermitted = usePermission()('channels:edit');
  const restore = useChange(() => take(api.POST('/api/v1/items/{kind}/{name}/restore', { params: { path: { kind, name }, query: { revision, base } } })), {
    renews: [['items', kind], ['channels'], ['configuration'], ['alerts'], ['connections']],
    done: ({ revision: { id } }) => t('Revision {revision} is current again, as revision {id}', { revision, id }),
  });
  if (!isPermitted) return null;
  return (
    <>
      <Button variant="outlined" onClick={() => setAsking(true)}>
        {t('Restore this revision')}
      </Button>
      <Confirm
        open={isAsking}
        title={t('Restore revision {revision}?', { revision })}
        verb={t('Restore')}
        isBusy={restore.isPending}
        onConfirm={() =>
          restore.mutate(undefined, {
            onSuccess: onDone,
            onSettled: () => setAsking(false),
          })
        }
        onClose={() => setAsking(false)}
      >
        <Typography>{t('Its files become a new revision on top of revision {base}; nothing of the history is lost.', { base })} {kind === 'channel' && t('What is deployed runs on until you deploy.')}</Typography>
      </Confirm>
    </>
  );
}
