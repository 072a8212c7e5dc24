// The bar of an editor: whether it is saved, what is wrong, saving with a word on why.

import SaveIcon from '@mui/icons-material/SaveOutlined';
import { Alert, Box, Button, Chip, FormControlLabel, Popover, Switch, TextField, Tooltip, Typography } from '@mui/material';
import { useEffect, useState, type ReactNode } from 'react';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { explain } from '@kit/api/problem';
import { plural } from '@kit/format';
import { Status } from '@kit/status';
import { usePermission } from '@/api/queries';
import type { Draft } from './draft';
import { Meanwhile } from './meanwhile';
import type { Problem } from './problems';

interface Props {
  draft: Draft;
  kind: string;
  name: string;
  problems: Problem[] | undefined;
  onProblem?: (problem: Problem) => void;
  children?: ReactNode;
}

export function SaveBar({ draft, kind, name, problems, onProblem, children }: Props) {
  const [isAsking, setAsking] = useState(false);
  const isPermitted = usePermission()(kind === 'configuration' ? 'configuration:edit' : 'channels:edit');
  const { isDirty, save } = draft;
  useSaveKey(() => isDirty && isPermitted && !draft.isBehind && setAsking(true));
  useWarning(isDirty);
  const reason = !isPermitted ? t('Your roles do not permit changes.') : draft.isBehind ? t('Somebody else saved meanwhile; see above.') : !isDirty ? t('Nothing was changed.') : '';
  return (
    <>
      {draft.isBehind && <Meanwhile draft={draft} kind={kind} name={name} />}
      <Box sx={{ display: 'flex', alignItems: 'center', gap: 1, flexWrap: 'wrap' }}>
        {isDirty ? <Chip label={draft.isNew ? t('new, not saved') : t('changes not saved')} color="warning" variant="outlined" /> : draft.item.data && <Typography color="text.secondary">{t('Revision {current}', { current: draft.current })}</Typography>}
        <Problems problems={problems} onProblem={onProblem} />
        <Box sx={{ flex: 1 }} />
        {children}
        {isDirty && !draft.isNew && (
          <Discard onDiscard={draft.discard} files={Object.keys(draft.changes?.files ?? {})} />
        )}
        <Tooltip title={reason}>
          <span>
            <Button variant="contained" startIcon={<SaveIcon />} disabled={reason !== ''} onClick={() => setAsking(true)} aria-keyshortcuts="Control+S">
              {t('Save')}
            </Button>
          </span>
        </Tooltip>
      </Box>
      {isAsking && <SaveDialog save={save} problems={problems ?? []} onClose={() => setAsking(false)} files={Object.keys(draft.changes?.files ?? {})} />}
    </>
  );
}

function SaveDialog({ save, problems, files, onClose }: { save: Draft['save']; problems: Problem[]; files: string[]; onClose: () => void }) {
  const [comment, setComment] = useState('');
  const [isDraft, setDraft] = useState(false);
  const isWrong = problems.length > 0;
  return (
    <Confirm open title={t('Save')} verb={isDraft ? t('Save as draft') : t('Save')} isBusy={save.isPending} isDisabled={isWrong && !isDraft} onConfirm={() => save.mutate({ comment, isDraft }, { onSuccess: onClose })} onClose={onClose}>
      <Typography color="text.secondary" sx={{ mb: 2, overflowWrap: 'anywhere' }}>
        {files.slice(0, 6).join(', ')}
        {files.length > 6 && ` ${t('and {n} more', { n: files.length - 6 })}`}
      </Typography>
      <TextField autoFocus fullWidth label={t('What changed, and why')} value={comment} onChange={(event) => setComment(event.target.value)} helperText={t('For the history; may be left empty.')} />
      {isWrong && (
        <Alert severity="warning" sx={{ mt: 2 }}>
          {plural(problems.length, 'problem')}: {problems[0]?.text}
          <FormControlLabel sx={{ display: 'flex', mt: 1 }} control={<Switch checked={isDraft} onChange={(_, next) => setDraft(next)} />} label={t('Save all the same, as a draft. It cannot be deployed, and the hub will not start the channel with it.')} />
        </Alert>
      )}
      {save.error && <Alert severity="error" sx={{ mt: 2 }}>{explain(save.error)}</Alert>}
    </Confirm>
  );
}

function Problems({ problems, onProblem }: { problems: Problem[] | undefined; onProblem?: (problem: Problem) => void }) {
  const [anchor, setAnchor] = useState<HTMLElement | null>(null);
  if (!problems) return null;
  if (problems.length === 0) return <Status of="success" text={t('No problems')} />;
  return (
    <>
      <Button color="error" aria-haspopup="dialog" onClick={(event) => setAnchor(event.currentTarget)} startIcon={<Status of="error" iconOnly />}>
        {plural(problems.length, 'problem')}
      </Button>
      <Popover open={anchor !== null} anchorEl={anchor} onClose={() => setAnchor(null)} anchorOrigin={{ vertical: 'bottom', horizontal: 'left' }}>
        <Box component="ul" sx={{ m: 0, p: 0.5, listStyle: 'none', maxInlineSize: 560 }}>
          {problems.map((problem, index) => (
            <li key={index}>
              <Button
                color="inherit"
                disabled={!onProblem}
                onClick={() => {
                  setAnchor(null);
                  onProblem?.(problem);
                }}
                sx={{ textAlign: 'start', justifyContent: 'flex-start', display: 'block', inlineSize: '100%', '&.Mui-disabled': { color: 'text.primary' } }}
              >
                <Box component="code" sx={{ color: 'text.secondary', display: 'block' }}>
                  {problem.place || problem.file}
                </Box>
                {problem.text}
              </Button>
            </li>
          ))}
        </Box>
      </Popover>
    </>
  );
}

function Discard({ onDiscard, files }: { onDiscard: () => void; files: string[] }) {
  const [isAsking, setAsking] = useState(false);
  return (
    <>
      <Button color="inherit" onClick={() => setAsking(true)}>
        {t('Discard')}
      </Button>
      <Confirm
        open={isAsking}
        title={t('Discard your changes?')}
        verb={t('Discard')}
        isDangerous
        onConfirm={() => {
          setAsking(false);
          onDiscard();
        }}
        onClose={() => setAsking(false)}
      >
        <Typography>{t('What you changed in {files} is lost.', { files: files.slice(0, 6).join(', ') })}</Typography>
      </Confirm>
    </>
  );
}

function useSaveKey(onSave: () => void): void {
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.key.toLowerCase() !== 's') return;
      event.preventDefault();
      onSave();
    };
    window.addEventListener('keydown', press);
    return () => window.removeEventListener('keydown', press);
  });
}

/** Samples and tables are kept nowhere else, so the browser asks before the tab is closed. */
function useWarning(isDirty: boolean): void {
  useEffect(() => {
    if (!isDirty) return;
    const warn = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', warn);
    return () => window.removeEventListener('beforeunload', warn);
  }, [isDirty]);
}
