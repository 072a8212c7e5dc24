// Says that the hub does not answer, and when it does again.

import { Alert, Collapse } from '@mui/material';
import { useQuery, useQueryClient } from '@tanstack/react-query';
import { useEffect, useRef } from 'react';
import { t } from '@kit/i18n';
import { isUnreachable } from '@kit/api/problem';
import { notify } from '@kit/notices';
import { queries } from '@/api/queries';

export function Unreachable() {
  const client = useQueryClient();
  const channels = useQuery(queries.channels());
  const isDown = channels.isError && isUnreachable(channels.error);
  const wasDown = useRef(false);
  useEffect(() => {
    if (wasDown.current && !isDown) {
      notify({ severity: 'info', text: t('The hub answers again.') });
      void client.invalidateQueries();
    }
    wasDown.current = isDown;
  }, [isDown, client]);
  return (
    <Collapse in={isDown} unmountOnExit>
      <Alert severity="warning" variant="filled" role="status" sx={{ borderRadius: 0, py: 0 }}>
        {t('The hub does not answer. It may be restarting; what is shown is from before. This page goes on by itself.')}
      </Alert>
    </Collapse>
  );
}
