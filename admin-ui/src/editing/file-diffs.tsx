// Differences between two revisions, as the hub writes them: a unified diff for each file.

import { Box, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { MONOSPACE } from '@kit/theme';
import type { Schemas } from '@/api/client';

const CHANGES: Record<string, string> = { added: 'added', changed: 'changed', removed: 'removed', deleted: 'deleted' };

export function FileDiffs({ files }: { files: Schemas['FileDiffView'][] }) {
  if (files.length === 0) return <Typography sx={{ p: 2 }} color="text.secondary">{t('No file differs.')}</Typography>;
  return files.map(({ path, change, text }) => (
    <Box key={path} component="section" aria-label={path} sx={{ m: 1, border: 1, borderColor: 'divider', borderRadius: 1, overflow: 'hidden', color: 'text.primary', bgcolor: 'background.paper' }}>
      <Box sx={{ px: 1, py: 0.5, borderBlockEnd: 1, borderColor: 'divider', fontWeight: 600 }}>
        {path} <Box component="span" sx={{ color: 'text.secondary', fontWeight: 400 }}>{t(CHANGES[change] ?? change)}</Box>
      </Box>
      <Box component="pre" tabIndex={0} dir="ltr" sx={{ m: 0, p: 0.5, overflow: 'auto', maxBlockSize: 480, fontFamily: MONOSPACE, fontSize: 12.5, lineHeight: 1.5 }}>
        {text ? text.split('\n').map((line, index) => <Line key={index} line={line} />) : t('It is no text.')}
      </Box>
    </Box>
  ));
}

function Line({ line }: { line: string }) {
  const color = line.startsWith('+') ? 'success.main' : line.startsWith('-') ? 'error.main' : line.startsWith('@@') ? 'info.main' : 'text.primary';
  return (
    <Box component="span" sx={{ display: 'block', color, minBlockSize: '1.5em' }}>
      {line}
    </Box>
  );
}
