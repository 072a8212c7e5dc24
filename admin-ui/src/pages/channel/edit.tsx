// The channel editor: outline, the chosen part, and what becomes of a sample message.

import PreviewIcon from '@mui/icons-material/VisibilityOutlined';
import DeployIcon from '@mui/icons-material/PublishOutlined';
import { Box, Button, Paper, TextField, Tooltip, useMediaQuery } from '@mui/material';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Empty, Pending } from '@kit/parts';
import { useOperate } from '@/api/operate';
import { usePermission, type Channel } from '@/api/queries';
import { useDraft } from '@/editing/draft';
import { useProblems, type Problem } from '@/editing/problems';
import { SaveBar } from '@/editing/save-bar';
import { useChannelEditor } from './editor';
import { Part } from './part';
import { badgesOf, Preview, useTrace, type Outcome } from './preview';
import { useSample } from './sample';
import { ChannelTree } from './tree';
import { getIn } from './yaml';

export function Edit({ id, channel }: { id: string; channel: Channel | undefined }) {
  const draft = useDraft('channel', id);
  if (!draft.isNew && !draft.item.data) return <Pending query={draft.item} />;
  return <Editor id={id} channel={channel} draft={draft} />;
}

function Editor({ id, channel, draft }: { id: string; channel: Channel | undefined; draft: ReturnType<typeof useDraft> }) {
  const may = usePermission();
  const problems = useProblems('channel', id, draft.files, true);
  const editor = useChannelEditor(draft, problems, !may('channels:edit'));
  const isWide = useMediaQuery('(min-width: 1280px)');
  const [hasPreview, setPreview] = useState<boolean | null>(null);
  const [isLive, setLive] = useState(true);
  const [outcomes, setOutcomes] = useState<Record<string, Outcome>>({});
  const [dialog, setDialog] = useState<'destination' | 'file' | null>(null);
  const sample = useSample(draft.files);
  const isShown = may('channels:trace') && (hasPreview ?? isWide);
  const trace = useTrace(id, editor, sample, outcomes, isShown && isLive && !editor.error);
  const show = ({ place, file }: Problem) => editor.go(place ? nodeOf(place) : file ? `file:${file}` : '/');
  if (Object.keys(draft.files).length === 0) return <Empty title={t('Nothing is in this channel’s folder')} />;
  return (
    <Box sx={{ display: 'flex', flexDirection: 'column', blockSize: '100%', minBlockSize: 0, gap: 1 }}>
      <SaveBar draft={draft} kind="channel" name={id} problems={problems} onProblem={show}>
        {may('channels:trace') && (
          <Button color="inherit" startIcon={<PreviewIcon />} aria-pressed={isShown} onClick={() => setPreview(!isShown)}>
            {isShown ? t('Hide the preview') : t('Preview')}
          </Button>
        )}
        <DeployButton id={id} channel={channel} isDirty={draft.isDirty} />
      </SaveBar>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'grid', gridTemplateColumns: isShown ? (isWide ? '250px minmax(0, 1fr) minmax(380px, 38%)' : '210px minmax(0, 1fr)') : '260px minmax(0, 1fr)' }}>
        <Box sx={{ borderInlineEnd: 1, borderColor: 'divider', minBlockSize: 0 }}>
          <ChannelTree editor={editor} badges={isShown ? badgesOf(trace.data) : new Map()} onAddDestination={() => setDialog('destination')} onAddFile={() => setDialog('file')} />
        </Box>
        {(isWide || !isShown) && (
          <Box sx={{ minBlockSize: 0, minInlineSize: 0, overflow: 'hidden' }}>
            <Part editor={editor} places={sample.places} />
          </Box>
        )}
        {isShown && (
          <Box sx={{ borderInlineStart: isWide ? 1 : 0, borderColor: 'divider', minBlockSize: 0, minInlineSize: 0 }}>
            <Preview id={id} editor={editor} sample={sample} trace={trace} outcomes={outcomes} onOutcomes={setOutcomes} isLive={isLive} onLive={setLive} />
          </Box>
        )}
      </Paper>
      {dialog === 'destination' && (
        <NameDialog
          title={t('Add a destination')}
          label={t('Id')}
          help={t('Its name within the channel, in statistics and in scripts. It never changes. Lowercase letters, digits and -.')}
          taken={destinationIds(editor.value)}
          pattern={/^[a-z][a-z0-9-]{0,63}$/}
          onName={(name) => editor.insert(['destinations'], { id: name, connector: { type: 'channel', channel: '' } })}
          onClose={() => setDialog(null)}
        />
      )}
      {dialog === 'file' && (
        <NameDialog
          title={t('Add a file')}
          label={t('Name')}
          help={t('A script ends in .rhai. Choose it at a rule or step as the place of its text.')}
          taken={Object.keys(draft.files)}
          pattern={/^[A-Za-z0-9][\w./-]{0,120}$/}
          onName={(name) => {
            draft.put(name, { text: '' });
            editor.go(`file:${name}`);
          }}
          onClose={() => setDialog(null)}
        />
      )}
    </Box>
  );
}

/** The node of the outline that a place lies in: the source, a destination, a rule or a step. */
export function nodeOf(place: string): string {
  const parts = place.split('/');
  const isNode = (key: string) => /^\/(source|destinations\/\d+)(\/(filter|transformer|response_transformer)\/\d+(\/(rules|steps)\/\d+)*)?$/.test(key) || /^\/(preprocessor|postprocessor|deploy|undeploy)$/.test(key);
  for (let length = parts.length; length > 1; length -= 1) {
    const key = parts.slice(0, length).join('/');
    if (isNode(key)) return key;
  }
  return '/';
}

function destinationIds(value: Record<string, unknown>): string[] {
  const destinations = getIn(value, ['destinations']);
  return Array.isArray(destinations) ? destinations.map((one) => String(getIn(one, ['id']))) : [];
}

function DeployButton({ id, channel, isDirty }: { id: string; channel: Channel | undefined; isDirty: boolean }) {
  const operate = useOperate();
  const isPermitted = usePermission()('channels:operate');
  const reason = !isPermitted ? t('Your roles do not permit this.') : isDirty ? t('Save first: what is saved is deployed.') : !channel ? t('It is not saved yet.') : channel.problems.length > 0 ? channel.problems.join('\n') : '';
  return (
    <Tooltip title={reason || (channel?.is_changed === false && channel.state !== 'undeployed' ? t('What is deployed is what is saved.') : '')}>
      <span>
        <Button variant="outlined" startIcon={<DeployIcon />} disabled={reason !== ''} loading={operate.isPending} loadingPosition="start" onClick={() => operate.mutate({ verb: 'deploy', channels: [id] })}>
          {t('Deploy')}
        </Button>
      </span>
    </Tooltip>
  );
}

interface NameProps {
  title: string;
  label: string;
  help: string;
  taken: string[];
  pattern: RegExp;
  onName: (name: string) => void;
  onClose: () => void;
}

function NameDialog({ title, label, help, taken, pattern, onName, onClose }: NameProps) {
  const [name, setName] = useState('');
  const problem = taken.includes(name) ? t('There is one with this name.') : name !== '' && !pattern.test(name) ? t('This is no such name.') : '';
  return (
    <Confirm
      open
      title={title}
      verb={t('Add')}
      isDisabled={name === '' || problem !== ''}
      onConfirm={() => {
        onName(name);
        onClose();
      }}
      onClose={onClose}
    >
      <TextField autoFocus fullWidth label={label} value={name} onChange={(event) => setName(event.target.value)} error={problem !== ''} helperText={problem || help} sx={{ mt: 1 }} />
    </Confirm>
  );
}
