// The list of one kind of items, and the way to a new one.

import AddIcon from '@mui/icons-material/Add';
import { Autocomplete, Box, Button, Chip, Link, Paper, Table, TableBody, TableCell, TableContainer, TableHead, TableRow, TextField } from '@mui/material';
import { useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import { Link as RouterLink, useNavigate, useParams, useSearchParams } from 'react-router';
import { t } from '@kit/i18n';
import { Confirm } from '@kit/confirm';
import { Empty, PageHead, Pending } from '@kit/parts';
import { ago, fullTime, plural } from '@kit/format';
import { useRowKeys } from '@kit/table/row-keys';
import { Failure } from '@/layout/failure';
import { queries, usePermission } from '@/api/queries';
import { beginItem, useUnsaved } from '@/editing/draft';
import { KINDS, type Kind } from './kinds';

export function ItemsPage() {
  const { kind = '' } = useParams();
  const known = KINDS[kind];
  return known ? <Items key={kind} kind={known} /> : <Failure isMissing />;
}

export function pathOfItem({ kind }: Kind, name: string): string {
  return kind === 'channel' ? `/channels/${name}` : `/items/${kind}/${name}`;
}

function Items({ kind }: { kind: Kind }) {
  const [params, setParams] = useSearchParams();
  const navigate = useNavigate();
  const items = useQuery({ ...queries.items(kind.kind), refetchInterval: 15_000 });
  const unsaved = useUnsaved();
  const isPermitted = usePermission()('channels:edit');
  const wanted = params.get('q') ?? '';
  const names = new Set(items.data?.map(({ name }) => name));
  const onlyHere = unsaved.flatMap((key) => (key.startsWith(`${kind.kind}/`) && !names.has(key.slice(kind.kind.length + 1)) ? [key.slice(kind.kind.length + 1)] : []));
  const shown = (items.data ?? []).filter(({ name }) => name.includes(wanted.toLowerCase()));
  const [row, setRow] = useRowKeys({ n: shown.length, onOpen: (index) => shown[index] && void navigate(pathOfItem(kind, shown[index].name)) });
  const openNew = () => setParams({ new: '' });
  return (
    <Box sx={{ p: 2, blockSize: '100%', display: 'flex', flexDirection: 'column', gap: 1.5 }}>
      <PageHead title={t(kind.title)} detail={items.data && plural(items.data.length, kind.one, kind.title.toLowerCase())}>
        <TextField data-filter placeholder={t('Filter by name')} value={wanted} onChange={(event) => setParams(event.target.value ? { q: event.target.value } : {}, { replace: true })} slotProps={{ htmlInput: { 'aria-label': t('Filter by name') } }} />
        {isPermitted && (
          <Button variant="contained" startIcon={<AddIcon />} onClick={openNew}>
            {t('New {one}', { one: t(kind.one) })}
          </Button>
        )}
      </PageHead>
      <Paper sx={{ flex: 1, minBlockSize: 0, overflow: 'hidden', display: 'flex', flexDirection: 'column' }}>
        {!items.data ? (
          <Pending query={items} />
        ) : items.data.length + onlyHere.length === 0 ? (
          <Empty title={t('There is no {one} yet', { one: t(kind.one) })} action={isPermitted && <Button variant="outlined" onClick={openNew}>{t('Make the first one')}</Button>}>
            {t(kind.about)}
          </Empty>
        ) : (
          <TableContainer sx={{ flex: 1 }}>
            <Table aria-label={t(kind.title)}>
              <TableHead>
                <TableRow>
                  <TableCell>{t('Name')}</TableCell>
                  <TableCell align="right">{t('Revision')}</TableCell>
                  <TableCell>{t('By')}</TableCell>
                  <TableCell>{t('When')}</TableCell>
                  <TableCell>{t('Why')}</TableCell>
                  <TableCell>{t('Problems')}</TableCell>
                </TableRow>
              </TableHead>
              <TableBody>
                {onlyHere.map((name) => (
                  <TableRow key={name}>
                    <TableCell>
                      <Link component={RouterLink} to={kind.kind === 'channel' ? `/channels/${name}/edit` : `/items/${kind.kind}/${name}`}>
                        {name}
                      </Link>
                    </TableCell>
                    <TableCell colSpan={5}>
                      <Chip label={t('new, not saved')} color="warning" variant="outlined" />
                    </TableCell>
                  </TableRow>
                ))}
                {shown.map(({ name, revision, problems }, index) => (
                  <TableRow key={name} hover data-row={index} onClick={() => setRow(index)} sx={{ boxShadow: row === index ? 'inset 3px 0 0 var(--row)' : 'none', '--row': (theme) => theme.palette.primary.main }}>
                    <TableCell>
                      <Link component={RouterLink} to={pathOfItem(kind, name)} sx={{ fontWeight: 550 }}>
                        {name}
                      </Link>
                      {unsaved.includes(`${kind.kind}/${name}`) && <Chip label={t('changes not saved')} color="warning" variant="outlined" sx={{ ml: 1, blockSize: 18, fontSize: 11 }} />}
                    </TableCell>
                    <TableCell align="right">{revision?.id}</TableCell>
                    <TableCell>{revision?.author}</TableCell>
                    <TableCell title={fullTime(revision?.at)} sx={{ whiteSpace: 'nowrap' }}>
                      {ago(revision?.at)}
                    </TableCell>
                    <TableCell sx={{ color: 'text.secondary' }}>{revision?.comment}</TableCell>
                    <TableCell sx={{ color: 'error.main' }}>{problems.join('\n')}</TableCell>
                  </TableRow>
                ))}
              </TableBody>
            </Table>
          </TableContainer>
        )}
      </Paper>
      {params.has('new') && <NewItem kind={kind} taken={names} onClose={() => setParams({}, { replace: true })} />}
    </Box>
  );
}

function NewItem({ kind, taken, onClose }: { kind: Kind; taken: ReadonlySet<string>; onClose: () => void }) {
  const [name, setName] = useState('');
  const navigate = useNavigate();
  const problem = taken.has(name) ? t('There is a {one} with this name.', { one: t(kind.one) }) : name !== '' && !kind.names.test(name) ? t('This is no such name.') : '';
  const begin = () => {
    beginItem(kind.kind, name, kind.begin(name));
    void navigate(kind.kind === 'channel' ? `/channels/${name}/edit` : `/items/${kind.kind}/${name}`);
  };
  return (
    <Confirm open title={t('New {one}', { one: t(kind.one) })} verb={t('Begin')} isDisabled={name === '' || problem !== ''} onConfirm={begin} onClose={onClose}>
      {kind.fixed ? (
        <Autocomplete options={kind.fixed.filter((name) => !taken.has(name))} value={name || null} onChange={(_, next) => setName(next ?? '')} renderInput={(input) => <TextField {...input} label={t('When it runs')} autoFocus />} sx={{ mt: 1 }} />
      ) : (
        <TextField autoFocus fullWidth label={kind.kind === 'channel' ? t('Id') : t('Name')} value={name} onChange={(event) => setName(event.target.value)} error={problem !== ''} helperText={problem || t(kind.nameHelp)} sx={{ mt: 1 }} />
      )}
    </Confirm>
  );
}
