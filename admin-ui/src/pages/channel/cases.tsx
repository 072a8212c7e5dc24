// The cases of a channel: messages with what is expected of them, kept with the channel and run over what is in the editor.

import { Alert, Box, Button, Collapse, TextField, Typography } from '@mui/material';
import { useMutation } from '@tanstack/react-query';
import { useState } from 'react';
import { t } from '@kit/i18n';
import { ApiError, explain } from '@kit/api/problem';
import { Confirm } from '@kit/confirm';
import { formatOf } from '@kit/content/format';
import { plural } from '@kit/format';
import { Status } from '@kit/status';
import { MONOSPACE } from '@kit/theme';
import { api, take, type Schemas } from '@/api/client';
import { expectedOf, namesOf, NAME, messageFile } from './case-files';
import type { ChannelEditor } from './editor';
import type { Sample } from './sample';

type Case = Schemas['CaseView'];

export function Cases({ id, editor, sample }: { id: string; editor: ChannelEditor; sample: Sample }) {
  const [isNaming, setNaming] = useState(false);
  const { files } = editor.draft;
  const names = namesOf(files);
  const run = useMutation({
    mutationFn: async (files: ChannelEditor['draft']['files']) => {
      const { items } = await take(api.POST('/api/v1/channels/{id}/cases/run', { params: { path: { id } }, body: { files: { files } } }));
      return { files, items };
    },
  });
  const isOld = run.data !== undefined && run.data.files !== files;
  const n_failed = run.data?.items.filter(({ is_passed }) => !is_passed).length ?? 0;
  const expect = (one: Case) => {
    for (const [path, content] of expectedOf(files, one.name, one.actual)) editor.draft.put(path, content);
  };
  const keep = (name: string) => {
    editor.draft.put(messageFile(name, formatOf(sample.text)), { text: sample.text });
    sample.choose(`case:${name}`);
  };
  return (
    <Box role="region" aria-label={t('Cases')} tabIndex={0} sx={{ flex: 1, minBlockSize: 0, overflow: 'auto', p: 1.5, display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        <Button variant="outlined" disabled={names.length === 0} loading={run.isPending} onClick={() => run.mutate(files)}>
          {t('Run {cases}', { cases: plural(names.length, 'case') })}
        </Button>
        {!editor.isReadOnly && (
          <Button disabled={sample.text.trim() === '' || sample.key.startsWith('case:')} onClick={() => setNaming(true)}>
            {t('Keep the sample as a case')}
          </Button>
        )}
        {run.data && (
          <Box role="status" sx={{ marginInlineStart: 'auto', color: n_failed > 0 ? 'error.main' : 'text.secondary', fontSize: 13 }}>
            {t('{n_passed} passed, {n_failed} failed', { n_passed: run.data.items.length - n_failed, n_failed })}{isOld && t('; changed since')}
          </Box>
        )}
      </Box>
      {names.length === 0 && (
        <Typography color="text.secondary">
          {t('A case is a message and what is expected of it: what every destination is sent, the reply, and what becomes of the message. Paste a message as the sample and keep it as a case. Cases are saved with the channel and are run by nilecare channel test as well.')}
        </Typography>
      )}
      {run.error && <Alert severity="error">{run.error instanceof ApiError && run.error.problem.problems ? run.error.problem.problems.join('\n') : explain(run.error)}</Alert>}
      {names.map((name) => (
        <CaseRow key={name} name={name} result={isOld ? undefined : run.data?.items.find((one) => one.name === name)} onShow={() => sample.choose(`case:${name}`)} onExpect={editor.isReadOnly ? undefined : expect} />
      ))}
      {isNaming && <NameCase taken={names} onName={keep} onClose={() => setNaming(false)} />}
    </Box>
  );
}

interface RowProps {
  name: string;
  /** Absent before the cases were run over what is in the editor now. */
  result?: Case;
  onShow: () => void;
  onExpect?: (one: Case) => void;
}

function CaseRow({ name, result, onShow, onExpect }: RowProps) {
  const [isOpen, setOpen] = useState(true);
  const differences = result?.differences ?? [];
  return (
    <Box component="section" aria-label={t('Case {name}', { name })} sx={{ border: 1, borderColor: 'divider', borderRadius: 1 }}>
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, px: 1.25, py: 0.5, flexWrap: 'wrap' }}>
        <Typography variant="h3" sx={{ overflowWrap: 'anywhere' }}>
          {name}
        </Typography>
        {result && <Status of={result.is_passed ? 'success' : 'error'} text={result.is_passed ? t('Passed') : t('Failed')} />}
        <Box sx={{ flex: 1 }} />
        {differences.length > 0 && (
          <Button aria-expanded={isOpen} onClick={() => setOpen(!isOpen)}>
            {plural(differences.length, 'difference')}
          </Button>
        )}
        {result && differences.length > 0 && onExpect && <Button onClick={() => onExpect(result)}>{t('Expect this from now on')}</Button>}
        <Button onClick={onShow}>{t('Use as sample')}</Button>
      </Box>
      <Collapse in={isOpen && differences.length > 0} unmountOnExit>
        {differences.map(({ file, diff }) => (
          <Differences key={file} diff={diff} />
        ))}
      </Collapse>
    </Box>
  );
}

/** A unified diff, from what is expected to what came out. */
function Differences({ diff }: { diff: string }) {
  const colours: Record<string, string> = { '+': 'success.main', '-': 'error.main', '@': 'text.secondary' };
  return (
    <Box component="pre" dir="ltr" sx={{ m: 0, px: 1.25, py: 0.75, borderBlockStart: 1, borderColor: 'divider', fontFamily: MONOSPACE, fontSize: 12, lineHeight: 1.5, whiteSpace: 'pre-wrap', overflowWrap: 'anywhere' }}>
      {diff.split('\n').map((line, index) => (
        <Box key={index} component="span" sx={{ display: 'block', color: colours[line[0] ?? ''] }}>
          {line || ' '}
        </Box>
      ))}
    </Box>
  );
}

function NameCase({ taken, onName, onClose }: { taken: string[]; onName: (name: string) => void; onClose: () => void }) {
  const [name, setName] = useState('');
  const problem = taken.includes(name) ? t('There is one with this name.') : name !== '' && !NAME.test(name) ? t('Letters, digits, - and _.') : '';
  return (
    <Confirm
      open
      title={t('Keep the sample as a case')}
      verb={t('Keep')}
      isDisabled={name === '' || problem !== ''}
      onConfirm={() => {
        onName(name);
        onClose();
      }}
      onClose={onClose}
    >
      <TextField autoFocus fullWidth label={t('Name')} value={name} onChange={(event) => setName(event.target.value)} error={problem !== ''} helperText={problem || t('What the message shows, such as admit-without-ward. It is saved with the channel, so take no real patient.')} sx={{ mt: 1 }} />
    </Confirm>
  );
}
