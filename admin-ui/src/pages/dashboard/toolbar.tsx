// The filter, and what is done with the chosen channels. A button that cannot be used says why.

import DeployIcon from '@mui/icons-material/PublishOutlined';
import PauseIcon from '@mui/icons-material/Pause';
import SearchIcon from '@mui/icons-material/Search';
import StartIcon from '@mui/icons-material/PlayArrow';
import StopIcon from '@mui/icons-material/Stop';
import UndeployIcon from '@mui/icons-material/EjectOutlined';
import { Box, Button, InputAdornment, TextField, Tooltip, Typography } from '@mui/material';
import type { SvgIconComponent } from '@mui/icons-material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { plural } from '@kit/format';
import { useOperate, type Verb } from '@/api/operate';
import { usePermission } from '@/api/queries';
import type { Line, View } from './list';

const ACTIONS: { verb: Verb; word: string; Icon: SvgIconComponent; applies: (line: Line) => boolean; otherwise: string }[] = [
  { verb: 'start', word: 'Start', Icon: StartIcon, applies: ({ channel }) => ['stopped', 'paused'].includes(channel.state), otherwise: 'None of them is stopped or paused.' },
  { verb: 'pause', word: 'Pause', Icon: PauseIcon, applies: ({ channel }) => ['started', 'stopped'].includes(channel.state), otherwise: 'None of them is started.' },
  { verb: 'stop', word: 'Stop', Icon: StopIcon, applies: ({ channel }) => ['started', 'paused'].includes(channel.state), otherwise: 'None of them is started or paused.' },
  { verb: 'deploy', word: 'Deploy', Icon: DeployIcon, applies: () => true, otherwise: '' },
  { verb: 'undeploy', word: 'Undeploy', Icon: UndeployIcon, applies: ({ channel }) => channel.state !== 'undeployed', otherwise: 'None of them is deployed.' },
];

interface Props {
  view: View;
  onView: (changes: Partial<View>) => void;
  chosen: ReadonlySet<string>;
  lines: Line[];
  onClear: () => void;
}

export function Toolbar({ view, onView, chosen, lines, onClear }: Props) {
  const [asked, setAsked] = useState<Verb | null>(null);
  const operate = useOperate();
  const isPermitted = usePermission()('channels:operate');
  const among = lines.filter(({ channel }) => chosen.has(channel.id));
  const run = (verb: Verb) => {
    const action = ACTIONS.find((action) => action.verb === verb);
    const channels = among.filter((line) => action?.applies(line)).map(({ channel }) => channel.id);
    operate.mutate({ verb, channels }, { onSettled: () => setAsked(null) });
  };
  return (
    <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap', px: 1.25, py: 1, borderBlockEnd: 1, borderColor: 'divider' }}>
      <TextField
        data-filter
        placeholder={t('Filter: name, tag:lab, group:ward')}
        value={view.text}
        onChange={(event) => onView({ text: event.target.value })}
        slotProps={{ htmlInput: { 'aria-label': t('Filter channels') }, input: { startAdornment: <InputAdornment position="start"><SearchIcon fontSize="small" /></InputAdornment> } }}
        sx={{ inlineSize: 270 }}
      />
      <Box role="toolbar" aria-label={t('Chosen channels')} sx={{ display: 'flex', alignItems: 'center', gap: 0.5, flexWrap: 'wrap' }}>
        {ACTIONS.map(({ verb, word, Icon, applies, otherwise }) => {
          const reason = !isPermitted ? t('Your roles do not permit this.') : chosen.size === 0 ? t('Choose channels first.') : among.some(applies) ? '' : t(otherwise);
          const mustAsk = verb === 'stop' || verb === 'undeploy';
          return (
            <Tooltip key={verb} title={reason}>
              <span>
                <Button color="inherit" startIcon={<Icon />} disabled={reason !== ''} loading={operate.isPending && operate.variables.verb === verb} loadingPosition="start" onClick={() => (mustAsk ? setAsked(verb) : run(verb))}>
                  {t(word)}
                </Button>
              </span>
            </Tooltip>
          );
        })}
      </Box>
      {chosen.size > 0 && (
        <Typography sx={{ marginInlineStart: 'auto', color: 'text.secondary' }}>
          {t('{channels} chosen', { channels: plural(chosen.size, 'channel') })}
          <Button onClick={onClear}>{t('Clear')}</Button>
        </Typography>
      )}
      <Confirm
        open={asked !== null}
        title={asked === 'undeploy' ? t('Undeploy {channels}?', { channels: plural(chosen.size, 'channel') }) : t('Stop {channels}?', { channels: plural(chosen.size, 'channel') })}
        verb={asked === 'undeploy' ? t('Undeploy') : t('Stop')}
        isDangerous
        isBusy={operate.isPending}
        onConfirm={() => asked && run(asked)}
        onClose={() => setAsked(null)}
      >
        <Typography>{t('Their senders are not listened to any more, and what is queued waits. Nothing is lost.')}</Typography>
        <ul>
          {among.slice(0, 8).map(({ channel }) => (
            <li key={channel.id}>{channel.name}</li>
          ))}
          {among.length > 8 && <li>{t('and {n} more', { n: among.length - 8 })}</li>}
        </ul>
      </Confirm>
    </Box>
  );
}
