// Somebody else saved while this was edited: what they changed, and how to go on without losing either side.

import { Alert, Box, Button, Stack } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { ago } from '@kit/format';
import { api, take } from '@/api/client';
import type { ItemKind } from '@/api/queries';
import type { Draft } from './draft';
import { FileDiffs } from './file-diffs';

export function Meanwhile({ draft, kind, name }: { draft: Draft; kind: string; name: string }) {
  const [isShown, setShown] = useState(false);
  const from = draft.changes?.base ?? 0;
  const to = draft.newest?.id ?? 0;
  const theirs = useQuery({
    queryKey: ['items', kind, name, 'diff', from, to],
    queryFn: () => take(api.GET('/api/v1/items/{kind}/{name}/diff', { params: { path: { kind: kind as ItemKind, name }, query: { from, to } } })),
    enabled: from > 0,
  });
  const files = theirs.data?.files.map(({ path }) => path) ?? [];
  const both = files.filter((path) => draft.changes && path in draft.changes.files);
  return (
    <Alert severity="warning" sx={{ mb: 1 }}>
      <Box sx={{ mb: 1 }}>
        {t('{author} saved revision {to} {when}; you began from revision {from}. Changed there: {files}.', { author: draft.newest?.author ?? '', to, when: ago(draft.newest?.at), from, files: files.join(', ') || t('nothing that is shown') })}{' '}
        {both.length > 0 ? t('Both of you changed {both}: look at what they did and take it over by hand; your text of these files is kept.', { both: both.join(', ') }) : t('You changed other files, so both can be kept.')}
      </Box>
      <Stack direction="row" spacing={1}>
        <Button variant="outlined" color="inherit" onClick={() => void draft.rebase()}>
          {both.length > 0 ? t('Take in the rest and keep mine') : t('Take theirs in')}
        </Button>
        <Button color="inherit" onClick={() => setShown(!isShown)}>
          {isShown ? t('Hide what they changed') : t('Show what they changed')}
        </Button>
        <Button color="inherit" onClick={draft.discard}>
          {t('Discard mine')}
        </Button>
      </Stack>
      {isShown && theirs.data && <FileDiffs files={theirs.data.files} />}
    </Alert>
  );
}
