// Tries a destination as it is in the editor: are its settings complete, is its receiver there. No message is sent.

import { Box, Button, Tooltip } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { t } from '@kit/i18n';
import { explain } from '@kit/api/problem';
import { elapsed } from '@kit/format';
import { Status } from '@kit/status';
import { api, take } from '@/api/client';
import { usePermission } from '@/api/queries';

const STEPS: Record<string, string> = { settings: 'Settings', connection: 'Connection' };

export function ConnectionTest({ kind, config }: { kind: string; config: Record<string, unknown> }) {
  const isPermitted = usePermission()('channels:operate');
  const check = useMutation({ mutationFn: () => take(api.POST('/api/v1/connectors/{kind}/check', { params: { path: { kind } }, body: { config } })) });
  return (
    <Box component="section" aria-label={t('Connection test')} sx={{ borderBlockStart: 1, borderColor: 'divider', pt: 2 }}>
      <Tooltip title={isPermitted ? t('Tries the receiver as a message would. None is sent.') : t('Your roles do not permit this.')}>
        <span>
          <Button variant="outlined" disabled={!isPermitted} loading={check.isPending} onClick={() => check.mutate()}>
            {t('Test the connection')}
          </Button>
        </span>
      </Tooltip>
      <Box role="status" sx={{ mt: 1 }}>
        {check.error && explain(check.error)}
        {check.data && (
          <Box component="ol" sx={{ m: 0, p: 0, listStyle: 'none', display: 'grid', gridTemplateColumns: 'max-content minmax(0, 1fr) max-content', columnGap: 1.5, rowGap: 0.5, alignItems: 'center' }}>
            {check.data.steps.map(({ name, is_ok, detail, code, elapsed_ms }) => (
              <Box key={name} component="li" sx={{ display: 'contents' }}>
                <Status of={is_ok ? 'success' : 'error'} text={t(STEPS[name] ?? name)} />
                <Box sx={{ overflowWrap: 'anywhere' }}>
                  {code && !detail.includes(code) && `${code}: `}
                  {detail}
                </Box>
                <Box sx={{ color: 'text.secondary', fontSize: 12 }}>{elapsed(elapsed_ms * 1_000)}</Box>
              </Box>
            ))}
          </Box>
        )}
      </Box>
    </Box>
  );
}
