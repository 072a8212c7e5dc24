// States and statuses: a shape, a colour and a word, so that none of them is needed alone.

import CircleIcon from '@mui/icons-material/Circle';
import ErrorIcon from '@mui/icons-material/Error';
import FilterIcon from '@mui/icons-material/FilterAlt';
import MoreIcon from '@mui/icons-material/Pending';
import PauseIcon from '@mui/icons-material/PauseCircle';
import QueueIcon from '@mui/icons-material/WatchLater';
import SentIcon from '@mui/icons-material/CheckCircle';
import StartedIcon from '@mui/icons-material/PlayCircle';
import StopIcon from '@mui/icons-material/StopCircle';
import UndeployedIcon from '@mui/icons-material/RadioButtonUnchecked';
import type { SvgIconComponent } from '@mui/icons-material';
import { Box } from '@mui/material';
import { t } from './i18n';

type Tone = 'success' | 'warning' | 'error' | 'info' | 'neutral';

interface Look {
  Icon: SvgIconComponent;
  tone: Tone;
  word: string;
}

const LOOKS: Record<string, Look> = {
  started: { Icon: StartedIcon, tone: 'success', word: 'Started' },
  paused: { Icon: PauseIcon, tone: 'warning', word: 'Paused' },
  stopped: { Icon: StopIcon, tone: 'error', word: 'Stopped' },
  undeployed: { Icon: UndeployedIcon, tone: 'neutral', word: 'Not deployed' },
  received: { Icon: MoreIcon, tone: 'info', word: 'Received' },
  pending: { Icon: MoreIcon, tone: 'info', word: 'Pending' },
  transformed: { Icon: SentIcon, tone: 'success', word: 'Transformed' },
  filtered: { Icon: FilterIcon, tone: 'neutral', word: 'Filtered' },
  queued: { Icon: QueueIcon, tone: 'warning', word: 'Queued' },
  sent: { Icon: SentIcon, tone: 'success', word: 'Sent' },
  error: { Icon: ErrorIcon, tone: 'error', word: 'Error' },
  listening: { Icon: SentIcon, tone: 'success', word: 'Listening' },
  connected: { Icon: SentIcon, tone: 'success', word: 'Connected' },
  disconnected: { Icon: ErrorIcon, tone: 'error', word: 'Not connected' },
  idle: { Icon: UndeployedIcon, tone: 'neutral', word: 'Idle' },
  success: { Icon: SentIcon, tone: 'success', word: 'Success' },
  failure: { Icon: ErrorIcon, tone: 'error', word: 'Failed' },
  refused: { Icon: StopIcon, tone: 'warning', word: 'Refused' },
};

export function lookOf(status: string): Look {
  const look = LOOKS[status];
  return look ? { ...look, word: t(look.word) } : { Icon: CircleIcon, tone: 'neutral', word: status };
}

export function toneColor(tone: Tone): string {
  return tone === 'neutral' ? 'text.secondary' : `${tone}.main`;
}

/** The icon with its word; `iconOnly` leaves the word to screen readers and the tooltip. */
export function Status({ of, iconOnly, text }: { of: string; iconOnly?: boolean; text?: string }) {
  const { Icon, tone, word } = lookOf(of);
  const shown = text ?? word;
  return (
    <Box component="span" title={iconOnly ? shown : undefined} sx={{ display: 'inline-flex', alignItems: 'center', verticalAlign: 'middle', gap: 0.6, whiteSpace: 'nowrap' }}>
      <Icon aria-hidden={!iconOnly} role={iconOnly ? 'img' : undefined} aria-label={iconOnly ? shown : undefined} sx={{ fontSize: 16, color: toneColor(tone) }} />
      {!iconOnly && <span>{shown}</span>}
    </Box>
  );
}
