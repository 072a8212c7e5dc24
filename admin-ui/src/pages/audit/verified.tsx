// What a check of the log's chain found.

import { Alert, Box } from '@mui/material';
import { t } from '@kit/i18n';
import { count } from '@kit/format';
import type { Schemas } from '@/api/client';

type Verification = Schemas['Verification'];

export function Verified({ verification, onClose }: { verification: Verification; onClose: () => void }) {
  const { findings, n_rows, last_hash } = verification;
  const isWhole = findings.length === 0;
  return (
    <Alert severity={isWhole ? 'success' : 'error'} onClose={onClose}>
      {isWhole ? t('The log is whole: {n} entries were checked.', { n: count(n_rows) }) : t('The log is not whole. {n} entries were checked, and this was found:', { n: count(n_rows) })}
      {!isWhole && (
        <Box component="ul" sx={{ my: 0.5, ps: 3 }}>
          {findings.map((finding, index) => (
            <li key={index}>{findingText(finding)}</li>
          ))}
        </Box>
      )}
      <Box sx={{ mt: 0.5 }}>
        {t('Hash of the last entry, to be written down elsewhere:')}{' '}
        <Box component="code" dir="ltr" sx={{ overflowWrap: 'anywhere' }}>
          {last_hash}
        </Box>
      </Box>
    </Alert>
  );
}

export function findingText(finding: Verification['findings'][number]): string {
  switch (finding.kind) {
    case 'changed':
      return t('entry {n} was changed', { n: finding.n });
    case 'removed':
      return t('entries {from} to {to} were removed', { from: finding.from, to: finding.to });
    case 'inserted':
      return t('row {row} was inserted', { row: finding.row });
    case 'index':
      return t('the index of entry {n} by patients is not right', { n: finding.n });
    case 'head':
      return t('the end of the log is not what it was');
  }
}
