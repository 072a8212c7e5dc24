// Says whether what is shown changes by itself: at once, or because it is asked for from time to time.

import LiveIcon from '@mui/icons-material/SensorsOutlined';
import LostIcon from '@mui/icons-material/SyncProblemOutlined';
import PollIcon from '@mui/icons-material/UpdateOutlined';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box, Tooltip } from '@mui/material';
import { t } from '@kit/i18n';
import type { LiveState } from '@/live/connection';
import { useLive } from '@/live/live';

interface Look {
  word: string;
  help: string;
  Icon: SvgIconComponent;
  color: string;
}

export const LIVE_LOOKS: Record<Exclude<LiveState, 'off'>, Look> = {
  live: { word: 'Live', help: 'The hub tells at once what changes.', Icon: LiveIcon, color: 'success.main' },
  connecting: { word: 'Connecting', help: 'Until then the lists are asked for from time to time.', Icon: PollIcon, color: 'text.secondary' },
  reconnecting: { word: 'Reconnecting', help: 'The connection was lost. Until it is back the lists are asked for from time to time.', Icon: LostIcon, color: 'warning.main' },
  polling: { word: 'Not live', help: 'There is no live connection; the lists are asked for every 15 seconds.', Icon: PollIcon, color: 'warning.main' },
};

export function LiveMark() {
  const state = useLive((live) => live.state);
  if (state === 'off') return null;
  const { word, help, Icon, color } = LIVE_LOOKS[state];
  return (
    <Tooltip title={t(help)}>
      <Box role="status" aria-label={t(word)} tabIndex={0} sx={{ display: 'inline-flex', alignItems: 'center', gap: 0.5, px: 0.75, color, fontSize: 12.5, fontWeight: 600, whiteSpace: 'nowrap', borderRadius: 1 }}>
        <Icon aria-hidden sx={{ fontSize: 18 }} />
        <Box component="span" sx={{ display: { xs: 'none', sm: 'inline' } }}>
          {t(word)}
        </Box>
      </Box>
    </Tooltip>
  );
}
