// One item: its files in the editor, what is wrong with them, its history.

import { Alert, Box, Button, List, ListItemButton, ListItemText, Paper, Tab, Tabs, Typography } from '@mui/material';
import { useState } from 'react';
import { Link, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Empty, PageHead, Pending } from '@kit/parts';
import { elapsed } from '@kit/format';
import { Status } from '@kit/status';
import { Failure } from '@/layout/failure';
import { api, take } from '@/api/client';
import { useChange, usePermission } from '@/api/queries';
import { Code } from '@/editing/code';
import { useDraft, type Draft } from '@/editing/draft';
import { History } from '@/editing/history';
import { marksOf, useProblems } from '@/editing/problems';
import { SaveBar } from '@/editing/save-bar';
import { AlertActions } from '@/pages/alerts/actions';
import { KINDS, type Kind } from './kinds';
import { TableEditor } from './table-editor';

export function ItemPage() {
  const { kind = '', name = '', tab = 'edit' } = useParams();
  const known = KINDS[kind];
  return known ? <Item key={`${kind}/${name}`} kind={known} name={name} tab={tab} /> : <Failure isMissing />;
}

function Item({ kind, name, tab }: { kind: Kind; name: string; tab: string }) {
  const draft = useDraft(kind.kind, name);
  const isThere = draft.isNew || draft.item.data !== undefined;
  const path = `/items/${kind.kind}/${name}`;
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1 }}>
      <PageHead title={name} detail={<Link to={kind.kind === 'alert' ? '/alerts' : `/items/${kind.kind}`} style={{ color: 'inherit' }}>{t(kind.title)}</Link>}>
        {kind.kind === 'alert' && !draft.isNew && <AlertActions name={name} />}
        {kind.kind === 'library' && !draft.isNew && <LibraryTests name={name} isDirty={draft.isDirty} />}
        {isThere && <Delete kind={kind} name={name} draft={draft} />}
      </PageHead>
      <Tabs value={tab} aria-label={name} sx={{ borderBlockEnd: 1, borderColor: 'divider' }}>
        <Tab value="edit" label={t('Edit')} component={Link} to={path} />
        <Tab value="history" label={t('History')} component={Link} to={`${path}/history`} disabled={draft.isNew} />
      </Tabs>
      {tab === 'history' ? (
        <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden' }}>
          <History kind={kind.kind} name={name} />
        </Paper>
      ) : isThere ? (
        <Editing kind={kind} name={name} draft={draft} />
      ) : (
        <Pending query={draft.item} />
      )}
    </Box>
  );
}

function Editing({ kind, name, draft }: { kind: Kind; name: string; draft: Draft }) {
  const [params, setParams] = useSearchParams();
  const isReadOnly = !usePermission()('channels:edit');
  const problems = useProblems(kind.kind, name, draft.files, true);
  const names = Object.keys(draft.files);
  const file = params.get('file') ?? names.find((name) => name.endsWith('.rhai')) ?? names[0] ?? '';
  const content = draft.files[file];
  const open = (file: string) => setParams({ file }, { replace: true });
  return (
    <>
      <SaveBar draft={draft} kind={kind.kind} name={name} problems={problems} onProblem={({ file }) => file && draft.files[file] && open(file)} />
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'grid', gridTemplateColumns: kind.kind === 'library' ? '220px minmax(0, 1fr)' : 'minmax(0, 1fr)' }}>
        {kind.kind === 'library' && <FileList names={names} file={file} isReadOnly={isReadOnly} draft={draft} onOpen={open} />}
        <Box sx={{ minBlockSize: 0, minInlineSize: 0 }}>
          {!content ? (
            <Empty title={t('No file')} />
          ) : !('text' in content) ? (
            <Empty title={file}>{t('This file is no text. It is kept as it is.')}</Empty>
          ) : kind.kind === 'lookup' ? (
            <TableEditor text={content.text} isReadOnly={isReadOnly} onChange={(text) => draft.put(file, { text })} />
          ) : (
            <Code key={file} label={file} value={content.text} onChange={(text) => draft.put(file, { text })} language={file.endsWith('.rhai') ? 'rhai' : file.endsWith('.yaml') ? 'yaml' : 'text'} marks={marksOf(problems, file)} isReadOnly={isReadOnly} />
          )}
        </Box>
      </Paper>
    </>
  );
}

function FileList({ names, file, draft, isReadOnly, onOpen }: { names: string[]; file: string; draft: Draft; isReadOnly: boolean; onOpen: (file: string) => void }) {
  const add = (prefix: string) => {
    let number = 1;
    while (draft.files[`${prefix}${number}.rhai`]) number += 1;
    const name = `${prefix}${number}.rhai`;
    draft.put(name, { text: prefix.startsWith('tests/') ? 'fn test_something() {\n    assert_eq(1, 1);\n}\n' : '' });
    onOpen(name);
  };
  return (
    <Box sx={{ borderInlineEnd: 1, borderColor: 'divider', overflow: 'auto' }}>
      <List component="div" role="group" dense aria-label={t('Files')}>
        {names.map((name) => (
          <ListItemButton key={name} selected={name === file} aria-current={name === file || undefined} onClick={() => onOpen(name)}>
            <ListItemText primary={name} sx={{ overflowWrap: 'anywhere' }} />
          </ListItemButton>
        ))}
      </List>
      {!isReadOnly && (
        <Box sx={{ px: 1, display: 'flex', flexDirection: 'column', alignItems: 'flex-start' }}>
          <Button onClick={() => add('functions-')}>{t('Add a file')}</Button>
          <Button onClick={() => add('tests/test-')}>{t('Add a test')}</Button>
          {file && file !== 'library.yaml' && (
            <Button
              color="error"
              onClick={() => {
                draft.put(file, null);
                onOpen('library.yaml');
              }}
            >
              {t('Take {file} out', { file })}
            </Button>
          )}
        </Box>
      )}
    </Box>
  );
}

function LibraryTests({ name, isDirty }: { name: string; isDirty: boolean }) {
  const test = useChange(async () => (await take(api.POST('/api/v1/libraries/{name}/test', { params: { path: { name } } }))).items);
  const n_failed = test.data?.filter(({ error }) => error).length ?? 0;
  return (
    <>
      <Button variant="outlined" loading={test.isPending} onClick={() => test.mutate()}>
        {isDirty ? t('Run the tests of what is saved') : t('Run the tests')}
      </Button>
      <Confirm open={test.data !== undefined} title={test.data?.length === 0 ? t('There are no tests') : n_failed === 0 ? t('All tests passed') : t('{n_failed} of {n} tests failed', { n_failed, n: test.data?.length ?? 0 })} verb={t('Run again')} isBusy={test.isPending} onConfirm={() => test.mutate()} onClose={() => test.reset()}>
        {test.data?.length === 0 && <Typography>{t('Tests are functions in the folder tests of the library.')}</Typography>}
        {test.data?.map(({ file, name, line, error, elapsed_us }) => (
          <Box key={`${file} ${name}`} sx={{ py: 0.5 }}>
            <Status of={error ? 'error' : 'success'} text={name} /> <Box component="span" sx={{ color: 'text.secondary' }}>{file}{line ? `${t(', |list')}${t('line {line}', { line })}` : ''}, {elapsed(elapsed_us)}</Box>
            {error && <Alert severity="error" sx={{ py: 0 }}>{error}</Alert>}
          </Box>
        ))}
      </Confirm>
    </>
  );
}

function Delete({ kind, name, draft }: { kind: Kind; name: string; draft: Draft }) {
  const [isAsking, setAsking] = useState(false);
  const navigate = useNavigate();
  const isPermitted = usePermission()('channels:edit');
  const back = kind.kind === 'alert' ? '/alerts' : `/items/${kind.kind}`;
  const remove = useChange(
    async () => {
      if (!draft.isNew) await take(api.DELETE('/api/v1/items/{kind}/{name}', { params: { path: { kind: kind.kind, name } }, headers: { 'if-match': `"${draft.current}"` } }));
      draft.discard();
    },
    { renews: [['items', kind.kind], ['alerts'], ['connections']], done: draft.isNew ? undefined : t('{name} deleted. It can be restored from its history.', { name }) },
  );
  if (!isPermitted) return null;
  return (
    <>
      <Button color="error" onClick={() => setAsking(true)}>
        {draft.isNew ? t('Discard') : t('Delete')}
      </Button>
      <Confirm open={isAsking} title={draft.isNew ? t('Discard {name}?', { name }) : t('Delete {name}?', { name })} verb={draft.isNew ? t('Discard') : t('Delete')} isDangerous isBusy={remove.isPending} onConfirm={() => remove.mutate(undefined, { onSuccess: () => void navigate(back) })} onClose={() => setAsking(false)}>
        <Typography>{draft.isNew ? t('It was never saved.') : t('Channels that use it may no longer work when they are deployed. Its history stays, so that it can be restored.')}</Typography>
      </Confirm>
    </>
  );
}
