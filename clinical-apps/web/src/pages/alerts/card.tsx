// One alert: how severe, what, why, what to do, from where, and what was answered.

import { Box, Paper, Typography } from '@mui/material';
import type { ReactNode } from 'react';
import { t } from '@kit/i18n';
import type { Alert } from '@/api/queries';
import { when } from '@/format';
import { Ltr } from '@/parts/ltr';
import { edge, SeverityTag, severityTone, Tag } from '@/parts/tag';
import { ALERT_KIND, ALERT_STATE, OVERRIDE } from '@/words';

export function AlertCard({ alert, children }: { alert: Alert; children?: ReactNode }) {
  const tone = severityTone(alert.severity);
  return (
    <Paper component="article" aria-label={alert.summary} sx={{ p: 1.25, ...edge(tone) }}>
      <Box sx={{ display: 'flex', flexWrap: 'wrap', gap: 1, alignItems: 'center', mb: 0.5 }}>
        <SeverityTag of={alert.severity} />
        <Typography component="span" sx={{ fontWeight: 600 }}>
          {t(ALERT_KIND[alert.kind])}
        </Typography>
        <Ltr sx={{ fontWeight: 600 }}>{alert.drugs.join(' + ')}</Ltr>
        {alert.source && !alert.source.reviewed_by && <Tag tone="warning">{t('Unreviewed seed data')}</Tag>}
        {alert.state.status !== 'active' && <Tag tone="neutral">{t(ALERT_STATE[alert.state.status])}</Tag>}
      </Box>
      <Box component="dl" sx={{ m: 0, display: 'grid', gridTemplateColumns: { xs: 'minmax(0, 1fr)', sm: 'max-content minmax(0, 1fr)' }, columnGap: 1.5, rowGap: 0.25, '& dt': { color: 'text.secondary' }, '& dd': { m: 0 } }}>
        <dt>{t('What')}</dt>
        <dd><Ltr>{alert.summary}</Ltr></dd>
        {alert.effect && (
          <>
            <dt>{t('Why')}</dt>
            <dd><Ltr>{alert.effect}</Ltr></dd>
          </>
        )}
        {alert.management && (
          <>
            <dt>{t('What to do')}</dt>
            <dd><Ltr sx={{ fontWeight: 600 }}>{alert.management}</Ltr></dd>
          </>
        )}
        {alert.source && (
          <>
            <dt>{t('Source')}</dt>
            <dd><Ltr sx={{ color: 'text.secondary' }}>{[alert.source.source, alert.source.id, alert.source.reviewed_by && `reviewed by ${alert.source.reviewed_by}`].filter(Boolean).join(' · ')}</Ltr></dd>
          </>
        )}
        <Answer of={alert.state} />
      </Box>
      {children}
    </Paper>
  );
}

function Answer({ of }: { of: Alert['state'] }) {
  if (of.status === 'active') return null;
  return (
    <>
      <dt>{t('Answer')}</dt>
      <dd>
        {of.status === 'overridden' && <strong>{t(OVERRIDE[of.reason])}</strong>} {of.status === 'overridden' && of.comment && <bdi>{of.comment}</bdi>} · <bdi>{of.by}</bdi> · {when(of.at)}
      </dd>
    </>
  );
}
