// What decision support says while the order is written. Never green unless every check was done: a check that failed, or could not
// be done for want of something, is shown as that.

import { Alert, Box, Skeleton, Stack, Typography } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useEffect, useState } from 'react';
import { explain } from '@kit/api/problem';
import { t } from '@kit/i18n';
import { api, take, type Schemas } from '@/api/client';
import type { Check } from '@/api/queries';
import { Section } from '@/parts/page';
import { ALERT_KIND } from '@/words';
import { AlertCard } from '../alerts/card';

/** Asked for when nothing was typed for so long, in milliseconds. */
const PAUSE = 600;

export function CheckPanel({ request }: { request: Schemas['MedicationCheckRequest'] | null }) {
  const content = useSettled(request ? JSON.stringify(request) : '');
  const check = useQuery({
    queryKey: ['check', content],
    queryFn: ({ signal }) => take(api.POST('/api/v1/cds/check', { body: JSON.parse(content) as Schemas['MedicationCheckRequest'], signal })),
    enabled: content !== '',
    staleTime: 60_000,
    gcTime: 60_000,
  });
  const isBehind = content !== (request ? JSON.stringify(request) : '');
  return (
    <Section title={t('Decision support')}>
      <Box aria-live="polite" sx={{ opacity: isBehind ? 0.6 : 1 }}>
        {content === '' ? (
          <Typography sx={{ color: 'text.secondary' }}>{t('It is asked as soon as a drug is named.')}</Typography>
        ) : check.error ? (
          <Alert severity="error">{`${t('The check could not run. Nothing is known about this drug for this patient: check it by hand, or try again.')} ${explain(check.error)}`}</Alert>
        ) : check.data ? (
          <Checked check={check.data} />
        ) : (
          <Skeleton height={80} />
        )}
      </Box>
    </Section>
  );
}

export function Checked({ check }: { check: Check }) {
  const undone = check.checks.filter(({ progress }) => progress !== 'complete');
  return (
    <Stack spacing={1}>
      {check.conclusion === 'clear' && check.alerts.length === 0 && <Alert severity="success">{t('Every check was done, and nothing was found.')}</Alert>}
      {check.alerts.map((alert) => (
        <AlertCard key={`${alert.kind} ${alert.summary}`} alert={alert} />
      ))}
      {undone.length > 0 && (
        <Alert severity="warning">
          <Typography sx={{ fontWeight: 600 }}>{t('Not everything was checked')}</Typography>
          <Box component="ul" sx={{ m: 0, paddingInlineStart: 2.5 }}>
            {undone.map(({ kind, progress, missing }) => (
              <li key={kind}>
                {t(ALERT_KIND[kind])}: {progress === 'not-run' ? t('not checked at all') : t('checked in part')}
                {missing && missing.length > 0 && <> – <bdi dir="ltr">{[...new Set(missing)].join('; ')}</bdi></>}
              </li>
            ))}
          </Box>
        </Alert>
      )}
      {check.facts.notice && <Alert severity="warning">{t('Unreviewed seed data')}: <bdi dir="ltr">{check.facts.notice}</bdi></Alert>}
    </Stack>
  );
}

function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), PAUSE);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}
