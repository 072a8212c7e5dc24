// The sums over all channels. Each is a button that shows those channels alone.

import { ButtonBase, Box, Typography } from '@mui/material';
import { t } from '@kit/i18n';
import { count } from '@kit/format';
import { Status } from '@kit/status';
import type { Line } from './list';

interface Sum {
  state: string;
  of: string;
  word: string;
  n: number;
  /** Shown even when it is 0. */
  always?: boolean;
}

export function Summary({ lines, state, onState }: { lines: Line[]; state: string; onState: (state: string) => void }) {
  return (
    <Box role="group" aria-label={t('Show channels by state')} sx={{ display: 'flex', flexWrap: 'wrap', gap: 1 }}>
      {sumsOf(lines)
        .filter(({ n, always, state: own }) => always || n > 0 || own === state)
        .map((sum) => (
          <ButtonBase
            key={sum.word}
            aria-pressed={state === sum.state}
            onClick={() => onState(state === sum.state ? '' : sum.state)}
            sx={{ px: 1.5, py: 0.6, gap: 1, border: 1, borderRadius: 1, borderColor: state === sum.state ? 'primary.main' : 'divider', bgcolor: state === sum.state ? 'action.selected' : 'background.paper', '&:hover': { borderColor: 'primary.main' } }}
          >
            <Status of={sum.n === 0 ? 'idle' : sum.of} text={sum.word} />
            <Typography component="span" sx={{ fontWeight: 650 }}>
              {count(sum.n)}
            </Typography>
          </ButtonBase>
        ))}
    </Box>
  );
}

function sumsOf(lines: Line[]): Sum[] {
  const inState = (state: string) => lines.filter(({ channel }) => channel.state === state).length;
  const sum = (name: 'queued' | 'error') => lines.reduce((sum, { statistics }) => sum + (statistics?.[name] ?? 0), 0);
  const n_disconnected = lines.flatMap(({ channel }) => channel.connectors).filter(({ connection }) => connection.state === 'disconnected').length;
  return [
    { state: 'started', of: 'started', word: t('Started'), n: inState('started'), always: true },
    { state: 'paused', of: 'paused', word: t('Paused'), n: inState('paused') },
    { state: 'stopped', of: 'stopped', word: t('Stopped'), n: inState('stopped') },
    { state: 'undeployed', of: 'undeployed', word: t('Not deployed'), n: inState('undeployed') },
    { state: 'error', of: 'error', word: t('Messages in error'), n: sum('error'), always: true },
    { state: 'queued', of: 'queued', word: t('Messages queued'), n: sum('queued'), always: true },
    { state: 'disconnected', of: 'disconnected', word: t('Connectors not connected'), n: n_disconnected },
    { state: 'changed', of: 'pending', word: t('Changed since deployed'), n: lines.filter(({ channel }) => channel.is_changed).length },
  ];
}
